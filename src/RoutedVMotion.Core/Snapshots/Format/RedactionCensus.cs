using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>
/// Sees what there is to be replaced, and replaces nothing. What numbers in a name are is told by it, too: "10-20-30" may be a part of an
/// address, or the row, the rack and the number of a host.
/// </summary>
internal sealed class RedactionCensus : IRedaction
{
    // Whatever lies in a wider one is not an address for that reason alone.
    private const int WidestSubnet = 8;
    private const int PrefixLength = 24;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<InetAddress> _addresses = new();
    private readonly HashSet<Subnet> _prefixes = new();
    private readonly HashSet<string> _macs = new(StringComparer.Ordinal);

    /// <summary>The subnets that adapters are in, and those that a plan has.</summary>
    public HashSet<Subnet> Subnets { get; } = new();

    /// <summary>The words of all names, in lower case. To be asked for when all has been seen.</summary>
    public IEnumerable<string> Words => _names
        .SelectMany(name => NamePart.Split(name, this)).Where(part => part.Kind == NamePartKind.Word).Select(part => part.Text.ToLowerInvariant()).Distinct(StringComparer.Ordinal);

    /// <summary>The address is somebody's, or would be if it were there.</summary>
    public bool Knows(InetAddress address) => _addresses.Contains(address) || IsInSubnet(address, address.Bits);

    /// <summary>Subnets begin like this address, in its first three numbers.</summary>
    public bool KnowsPrefix(InetAddress address) => _prefixes.Contains(new Subnet(address, PrefixLength)) || IsInSubnet(address, PrefixLength);

    /// <summary>The twelve digits are a MAC address of the fabric.</summary>
    public bool KnowsMac(string digits) => _macs.Contains(digits.ToLowerInvariant());

    public string Name(string name)
    {
        if (!_names.Add(name)) return name;
        // As far as these can be told by their looks.
        foreach (NamePart part in NamePart.Split(name, null))
        {
            if (part.Kind == NamePartKind.Mac) _macs.Add(NamePart.DigitsOf(part.Text).ToLowerInvariant());
            else if (part.Kind == NamePartKind.Address) _addresses.Add(part.Address);
        }

        return name;
    }

    public string Sentence(string sentence) => sentence;

    public string StackKey(string key) => Redactor.IsWellKnown(key) ? key : Name(key);

    public string Identity(string id) => id;

    public InetAddress Address(InetAddress address)
    {
        _addresses.Add(address);
        return address;
    }

    public InterfaceAddress Address(InterfaceAddress address)
    {
        Subnets.Add(address.Subnet);
        if (address.PrefixLength >= PrefixLength && address.Family == AddressFamily.IPv4) _prefixes.Add(new Subnet(address.Address, PrefixLength));
        _addresses.Add(address.Address);
        return address;
    }

    public Subnet Destination(Subnet subnet) => subnet;

    private bool IsInSubnet(InetAddress address, int longest) =>
        Enumerable.Range(WidestSubnet, longest - WidestSubnet + 1).Any(length => Subnets.Contains(new Subnet(address, length)));
}
