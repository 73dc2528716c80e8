using System;
using System.Globalization;

namespace RoutedVMotion.Core.Addresses;

/// <summary>An address as an adapter has it: with the prefix length of its subnet, for example 172.16.1.11/24.</summary>
public readonly struct InterfaceAddress : IEquatable<InterfaceAddress>
{
    /// <summary>An address and how many of its leading bits name the subnet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The prefix length does not fit the family.</exception>
    public InterfaceAddress(InetAddress address, int prefixLength)
    {
        Address = address;
        Subnet = new Subnet(address, prefixLength);
    }

    /// <summary>The address itself.</summary>
    public InetAddress Address { get; }

    /// <summary>The subnet it lies in.</summary>
    public Subnet Subnet { get; }

    /// <summary>0 to 32, or 0 to 128.</summary>
    public int PrefixLength => Subnet.PrefixLength;

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => Address.Family;

    /// <summary>Reads "172.16.1.11/24" or "fd00::11/64".</summary>
    public static bool TryParse(string? text, out InterfaceAddress value)
    {
        value = default;
        int slash = text?.IndexOf('/') ?? -1;
        if (slash < 0
            || !InetAddress.TryParse(text!.Substring(0, slash), out InetAddress address)
            || !int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > address.Bits)
        {
            return false;
        }

        value = new InterfaceAddress(address, length);
        return true;
    }

    /// <summary>Reads "172.16.1.11/24".</summary>
    /// <exception cref="FormatException">The text is no address with a prefix length.</exception>
    public static InterfaceAddress Parse(string text) =>
        TryParse(text, out InterfaceAddress value)
            ? value
            : throw new FormatException($"'{text}' is not an address with a prefix length such as 172.16.1.11/24.");

    /// <inheritdoc/>
    public bool Equals(InterfaceAddress other) => Address == other.Address && Subnet == other.Subnet;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is InterfaceAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Address.GetHashCode() * 397) ^ PrefixLength);

    /// <summary>For example 172.16.1.11/24.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}/{1}", Address, PrefixLength);

    /// <summary>Same address, same prefix length.</summary>
    public static bool operator ==(InterfaceAddress left, InterfaceAddress right) => left.Equals(right);

    /// <summary>Another address or another prefix length.</summary>
    public static bool operator !=(InterfaceAddress left, InterfaceAddress right) => !left.Equals(right);
}
