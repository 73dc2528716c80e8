using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>Sees what there is to be replaced, and replaces nothing.</summary>
internal sealed class RedactionCensus : IRedaction
{
    /// <summary>The words of all names, in lower case.</summary>
    public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>The subnets that adapters are in.</summary>
    public HashSet<Subnet> Subnets { get; } = new();

    public string Name(string name)
    {
        foreach (NamePart part in NamePart.Split(name))
            if (part.Kind == NamePartKind.Word) Words.Add(part.Text.ToLowerInvariant());
        return name;
    }

    public string Sentence(string sentence) => sentence;

    public string StackKey(string key) => Redactor.IsWellKnown(key) ? key : Name(key);

    public string Identity(string id) => id;

    public InetAddress Address(InetAddress address) => address;

    public InterfaceAddress Address(InterfaceAddress address)
    {
        Subnets.Add(address.Subnet);
        return address;
    }

    public Subnet Destination(Subnet subnet) => subnet;
}
