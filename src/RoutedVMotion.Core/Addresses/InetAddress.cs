using System;
using System.Globalization;
using System.Net;

namespace RoutedVMotion.Core.Addresses;

/// <summary>
/// An IPv4 or IPv6 address as a value: comparable, without a zone, without any way to ask the network about it.
/// </summary>
public readonly struct InetAddress : IEquatable<InetAddress>, IComparable<InetAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;

    private InetAddress(AddressFamily family, ulong high, ulong low)
    {
        Family = family;
        _high = high;
        _low = low;
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family { get; }

    /// <summary>32 or 128.</summary>
    public int Bits => Family == AddressFamily.IPv4 ? 32 : 128;

    /// <summary>0.0.0.0 or ::, which vSphere writes where there is no gateway.</summary>
    public bool IsUnspecified => _high == 0 && _low == 0;

    /// <summary>fe80::/10 or 169.254.0.0/16.</summary>
    public bool IsLinkLocal =>
        Family == AddressFamily.IPv4 ? _low >> 16 == 0xA9FE : _high >> 54 == 0x3FA;

    /// <summary>224.0.0.0/4 or ff00::/8.</summary>
    public bool IsMulticast =>
        Family == AddressFamily.IPv4 ? _low >> 28 == 0xE : _high >> 56 == 0xFF;

    /// <summary>Reads an address as vSphere and people write it.</summary>
    /// <exception cref="FormatException">The text is no address.</exception>
    public static InetAddress Parse(string text) =>
        TryParse(text, out InetAddress address)
            ? address
            : throw new FormatException($"'{text}' is not an IPv4 or IPv6 address.");

    /// <summary>
    /// Reads an address. Strict where <see cref="IPAddress"/> is lenient: IPv4 has four decimal parts without leading
    /// zeros ("10.1" and "010.0.0.1" are typing errors, not addresses). A zone ("%vmk0") is dropped.
    /// </summary>
    public static bool TryParse(string? text, out InetAddress address)
    {
        address = default;
        if (string.IsNullOrEmpty(text)) return false;

        if (text!.IndexOf(':') < 0) return TryParseIPv4(text, out address);

        int zone = text.IndexOf('%');
        if (zone >= 0) text = text.Substring(0, zone);
        // IPAddress accepts "[::1]:443" and "::1/64" in some runtimes; an address has neither.
        if (text.IndexOf('[') >= 0 || text.IndexOf('/') >= 0) return false;
        if (!IPAddress.TryParse(text, out IPAddress? parsed) || parsed.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
            return false;

        byte[] bytes = parsed.GetAddressBytes();
        address = new InetAddress(AddressFamily.IPv6, ReadBigEndian(bytes, 0), ReadBigEndian(bytes, 8));
        return true;
    }

    /// <summary>The address of these 4 or 16 bytes, the first one first.</summary>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public static InetAddress FromBytes(byte[] bytes) => bytes.Length switch
    {
        4 => new InetAddress(AddressFamily.IPv4, 0, ((ulong)bytes[0] << 24) | ((ulong)bytes[1] << 16) | ((ulong)bytes[2] << 8) | bytes[3]),
        16 => new InetAddress(AddressFamily.IPv6, ReadBigEndian(bytes, 0), ReadBigEndian(bytes, 8)),
        _ => throw new ArgumentException("An address has 4 or 16 bytes.", nameof(bytes)),
    };

    /// <summary>Its 4 or 16 bytes, the first one first.</summary>
    public byte[] ToBytes()
    {
        if (Family == AddressFamily.IPv4) return [(byte)(_low >> 24), (byte)(_low >> 16), (byte)(_low >> 8), (byte)_low];
        byte[] bytes = new byte[16];
        WriteBigEndian(_high, bytes, 0);
        WriteBigEndian(_low, bytes, 8);
        return bytes;
    }

    /// <summary>The address that lies <paramref name="offset"/> after this one (before it, if negative); wraps around.</summary>
    public InetAddress Add(long offset)
    {
        unchecked
        {
            if (Family == AddressFamily.IPv4) return new InetAddress(Family, 0, (uint)((long)_low + offset));
            ulong low = _low + (ulong)offset;
            ulong high = _high;
            if (offset >= 0 && low < _low) high++;
            if (offset < 0 && low > _low) high--;
            return new InetAddress(Family, high, low);
        }
    }

    /// <summary>This address with all bits behind the first <paramref name="prefixLength"/> cleared.</summary>
    public InetAddress Mask(int prefixLength)
    {
        (ulong high, ulong low) = MaskBits(prefixLength);
        return new InetAddress(Family, _high & high, _low & low);
    }

    /// <summary>This address with all bits behind the first <paramref name="prefixLength"/> set.</summary>
    public InetAddress FillHost(int prefixLength)
    {
        (ulong high, ulong low) = MaskBits(prefixLength);
        ulong width = Family == AddressFamily.IPv4 ? 0xFFFFFFFFUL : ulong.MaxValue;
        return new InetAddress(Family, Family == AddressFamily.IPv4 ? 0 : _high | ~high, (_low | ~low) & width);
    }

    /// <inheritdoc/>
    public int CompareTo(InetAddress other)
    {
        int byFamily = Family.CompareTo(other.Family);
        if (byFamily != 0) return byFamily;
        int byHigh = _high.CompareTo(other._high);
        return byHigh != 0 ? byHigh : _low.CompareTo(other._low);
    }

    /// <inheritdoc/>
    public bool Equals(InetAddress other) => Family == other.Family && _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is InetAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((((int)Family * 397) ^ _high.GetHashCode()) * 397 ^ _low.GetHashCode());

    /// <summary>The canonical text: dotted decimal, or RFC 5952.</summary>
    public override string ToString()
    {
        if (Family == AddressFamily.IPv4)
        {
            return string.Format(
                CultureInfo.InvariantCulture, "{0}.{1}.{2}.{3}", (_low >> 24) & 255, (_low >> 16) & 255, (_low >> 8) & 255, _low & 255);
        }

        return new IPAddress(ToBytes()).ToString();
    }

    /// <summary>Same address.</summary>
    public static bool operator ==(InetAddress left, InetAddress right) => left.Equals(right);

    /// <summary>Another address.</summary>
    public static bool operator !=(InetAddress left, InetAddress right) => !left.Equals(right);

    /// <summary>Comes before, IPv4 before IPv6.</summary>
    public static bool operator <(InetAddress left, InetAddress right) => left.CompareTo(right) < 0;

    /// <summary>Comes after, IPv6 after IPv4.</summary>
    public static bool operator >(InetAddress left, InetAddress right) => left.CompareTo(right) > 0;

    /// <summary>Is the same or comes before.</summary>
    public static bool operator <=(InetAddress left, InetAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Is the same or comes after.</summary>
    public static bool operator >=(InetAddress left, InetAddress right) => left.CompareTo(right) >= 0;

    private (ulong High, ulong Low) MaskBits(int prefixLength)
    {
        if (prefixLength < 0 || prefixLength > Bits)
            throw new ArgumentOutOfRangeException(nameof(prefixLength), prefixLength, $"A prefix length lies between 0 and {Bits}.");
        if (Family == AddressFamily.IPv4)
            return (0, prefixLength == 0 ? 0 : (0xFFFFFFFFUL << (32 - prefixLength)) & 0xFFFFFFFFUL);
        if (prefixLength == 0) return (0, 0);
        return prefixLength <= 64
            ? (ulong.MaxValue << (64 - prefixLength), 0)
            : (ulong.MaxValue, ulong.MaxValue << (128 - prefixLength));
    }

    private static bool TryParseIPv4(string text, out InetAddress address)
    {
        address = default;
        ulong value = 0;
        int parts = 0, digits = 0, part = 0;
        foreach (char c in text)
        {
            if (c == '.')
            {
                if (digits == 0 || ++parts > 3) return false;
                value = (value << 8) | (uint)part;
                digits = part = 0;
            }
            else if (c is >= '0' and <= '9')
            {
                if (digits > 0 && part == 0) return false;
                part = (part * 10) + (c - '0');
                if (++digits > 3 || part > 255) return false;
            }
            else
            {
                return false;
            }
        }

        if (parts != 3 || digits == 0) return false;
        address = new InetAddress(AddressFamily.IPv4, 0, (value << 8) | (uint)part);
        return true;
    }

    private static ulong ReadBigEndian(byte[] bytes, int start)
    {
        ulong value = 0;
        for (int i = start; i < start + 8; i++) value = (value << 8) | bytes[i];
        return value;
    }

    private static void WriteBigEndian(ulong value, byte[] bytes, int start)
    {
        for (int i = start + 7; i >= start; i--, value >>= 8) bytes[i] = (byte)value;
    }
}
