using System;
using System.Globalization;

namespace RoutedVMotion.Core.Addresses;

/// <summary>A network and its prefix length, for example 172.16.1.0/24. Host bits are always zero.</summary>
public readonly struct Subnet : IEquatable<Subnet>, IComparable<Subnet>
{
    /// <summary>The subnet that <paramref name="address"/> lies in; host bits are cleared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The prefix length does not fit the family.</exception>
    public Subnet(InetAddress address, int prefixLength)
    {
        Network = address.Mask(prefixLength);
        PrefixLength = prefixLength;
    }

    /// <summary>The first address, all host bits zero.</summary>
    public InetAddress Network { get; }

    /// <summary>0 to 32, or 0 to 128.</summary>
    public int PrefixLength { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family => Network.Family;

    /// <summary>The last address, all host bits one; the broadcast address of an IPv4 subnet of up to /30.</summary>
    public InetAddress Last => Network.FillHost(PrefixLength);

    /// <summary>0.0.0.0/0 or ::/0.</summary>
    public bool IsDefault => PrefixLength == 0;

    /// <summary>Reads "172.16.1.0/24". Host bits that are set are an error: they say that something was mistyped.</summary>
    public static bool TryParse(string? text, out Subnet subnet)
    {
        subnet = default;
        if (!InterfaceAddress.TryParse(text, out InterfaceAddress parsed)) return false;
        subnet = parsed.Subnet;
        return parsed.Address == subnet.Network;
    }

    /// <summary>Reads "172.16.1.0/24".</summary>
    /// <exception cref="FormatException">The text is no subnet.</exception>
    public static Subnet Parse(string text) =>
        TryParse(text, out Subnet subnet) ? subnet : throw new FormatException($"'{text}' is not a subnet such as 172.16.1.0/24.");

    /// <summary>
    /// The prefix length of a netmask such as 255.255.255.0; false for text that is no mask or has holes (255.0.255.0).
    /// </summary>
    public static bool TryParseNetmask(string? text, out int prefixLength)
    {
        prefixLength = 0;
        if (!InetAddress.TryParse(text, out InetAddress mask) || mask.Family != AddressFamily.IPv4) return false;
        for (int length = 0; length <= 32; length++)
        {
            if (AllOnes.Mask(length) != mask) continue;
            prefixLength = length;
            return true;
        }

        return false;
    }

    /// <summary>The address lies in this subnet.</summary>
    public bool Contains(InetAddress address) => address.Family == Family && address.Mask(PrefixLength) == Network;

    /// <summary>The whole of <paramref name="other"/> lies in this subnet.</summary>
    public bool Contains(Subnet other) => other.PrefixLength >= PrefixLength && Contains(other.Network);

    /// <summary>The two share at least one address.</summary>
    public bool Overlaps(Subnet other) => Contains(other) || other.Contains(this);

    /// <inheritdoc/>
    public int CompareTo(Subnet other)
    {
        int byNetwork = Network.CompareTo(other.Network);
        return byNetwork != 0 ? byNetwork : PrefixLength.CompareTo(other.PrefixLength);
    }

    /// <inheritdoc/>
    public bool Equals(Subnet other) => Network == other.Network && PrefixLength == other.PrefixLength;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Subnet other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Network.GetHashCode() * 397) ^ PrefixLength);

    /// <summary>For example 172.16.1.0/24.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}/{1}", Network, PrefixLength);

    /// <summary>Same network, same length.</summary>
    public static bool operator ==(Subnet left, Subnet right) => left.Equals(right);

    /// <summary>Another subnet.</summary>
    public static bool operator !=(Subnet left, Subnet right) => !left.Equals(right);

    /// <summary>Comes before.</summary>
    public static bool operator <(Subnet left, Subnet right) => left.CompareTo(right) < 0;

    /// <summary>Comes after.</summary>
    public static bool operator >(Subnet left, Subnet right) => left.CompareTo(right) > 0;

    /// <summary>Is the same or comes before.</summary>
    public static bool operator <=(Subnet left, Subnet right) => left.CompareTo(right) <= 0;

    /// <summary>Is the same or comes after.</summary>
    public static bool operator >=(Subnet left, Subnet right) => left.CompareTo(right) >= 0;

    private static readonly InetAddress AllOnes = InetAddress.Parse("255.255.255.255");
}
