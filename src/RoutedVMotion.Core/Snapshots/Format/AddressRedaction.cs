using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>
/// Addresses one to one, so that two that share a prefix still do, of the same length: bit by bit, a bit is flipped or not,
/// as a keyed hash of the bits before it says (as Crypto-PAn does). What a subnet numbers within it stays, so that network and
/// broadcast addresses, ranges and their order do; so do private, link-local and other special ranges, and the first eight bits.
/// </summary>
internal sealed class AddressRedaction
{
    // What is shorter is a mistyped mask or a summary, and would leave all that lies in it as it is.
    private const int ShortestIPv4 = 16;
    private const int ShortestIPv6 = 32;
    private const int KeptBits = 8;

    private static readonly Subnet[] s_fixed = new[]
    {
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "fe80::/10", "ff00::/8", "::/8",
    }.Select(Subnet.Parse).ToArray();

    private static readonly Subnet[] s_kept = s_fixed.Concat(new[]
    {
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "2000::/3",
    }.Select(Subnet.Parse)).ToArray();

    private readonly Dictionary<Subnet, bool> _flips = new();
    private readonly Dictionary<InetAddress, InetAddress> _known = new();
    private readonly ILookup<int, Subnet> _subnets;
    private readonly int[] _lengths;
    private readonly byte[] _key;

    /// <param name="subnets">The subnets of adapters.</param>
    /// <param name="key">Random bytes.</param>
    public AddressRedaction(IEnumerable<Subnet> subnets, byte[] key)
    {
        Subnet[] counting = subnets.Where(subnet => subnet.PrefixLength >= (subnet.Family == AddressFamily.IPv4 ? ShortestIPv4 : ShortestIPv6)).ToArray();
        _subnets = counting.ToLookup(subnet => subnet.PrefixLength);
        _lengths = counting.Select(subnet => subnet.PrefixLength).Distinct().OrderBy(length => length).ToArray();
        _key = key;
    }

    /// <summary>What stands for this address.</summary>
    public InetAddress Map(InetAddress address)
    {
        if (_known.TryGetValue(address, out InetAddress known)) return known;
        return _known[address] = MapNew(address);
    }

    /// <summary>What stands for this MAC address: the maker's half stays.</summary>
    public byte[] MapMac(byte[] mac)
    {
        // A permutation of the other half, by four rounds of Feistel's network.
        int left = (mac[3] << 4) | (mac[4] >> 4), right = ((mac[4] & 15) << 8) | mac[5];
        for (byte round = 0; round < 4; round++)
        {
            byte[] hash = Hash([round, 255, mac[0], mac[1], mac[2], (byte)(right >> 8), (byte)right]);
            (left, right) = (right, left ^ (((hash[0] << 8) | hash[1]) & 0xFFF));
        }

        return [mac[0], mac[1], mac[2], (byte)(left >> 4), (byte)((left << 4) | (right >> 8)), (byte)right];
    }

    private InetAddress MapNew(InetAddress address)
    {
        byte[] bytes = address.ToBytes();
        if (!s_fixed.Any(range => range.Contains(address)))
        {
            int end = HostBits(address);
            for (int bit = KeptBits; bit < end; bit++)
                if (IsFlipped(address, bit)) bytes[bit / 8] ^= (byte)(0x80 >> (bit % 8));
        }

        // An interface identifier that is made of the MAC address (EUI-64) would tell it.
        if (address.Family == AddressFamily.IPv6 && bytes[11] == 0xFF && bytes[12] == 0xFE)
        {
            byte[] mac = MapMac([(byte)(bytes[8] ^ 2), bytes[9], bytes[10], bytes[13], bytes[14], bytes[15]]);
            (bytes[8], bytes[9], bytes[10], bytes[13], bytes[14], bytes[15]) = ((byte)(mac[0] ^ 2), mac[1], mac[2], mac[3], mac[4], mac[5]);
        }

        return InetAddress.FromBytes(bytes);
    }

    // Where the host's part of an address begins: behind the widest subnet that it lies in.
    private int HostBits(InetAddress address)
    {
        foreach (int length in _lengths)
            if (length <= address.Bits && _subnets[length].Contains(new Subnet(address, length))) return length;
        return address.Bits;
    }

    private bool IsFlipped(InetAddress address, int bit)
    {
        var prefix = new Subnet(address, bit);
        if (_flips.TryGetValue(prefix, out bool known)) return known;
        // Above a range that is to stay what it is, the way to it stays as well.
        bool leadsToKept = s_kept.Any(range => range.PrefixLength > bit && prefix.Contains(range.Network));
        return _flips[prefix] = !leadsToKept && (Hash([.. prefix.Network.ToBytes(), (byte)bit])[0] & 1) != 0;
    }

    private byte[] Hash(byte[] bytes)
    {
        using var hash = new HMACSHA256(_key);
        return hash.ComputeHash(bytes);
    }
}
