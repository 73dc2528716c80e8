using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Plan;

/// <summary>A range of addresses that a rack hands out, first and last included.</summary>
/// <param name="First">The first address.</param>
/// <param name="Last">The last address, not before the first.</param>
public sealed record AddressPool(InetAddress First, InetAddress Last)
{
    /// <summary>The address lies in the range.</summary>
    public bool Contains(InetAddress address) => address.Family == First.Family && address >= First && address <= Last;

    /// <summary>The addresses from the lowest up; lazily, an IPv6 range can be endless.</summary>
    public IEnumerable<InetAddress> Addresses()
    {
        for (InetAddress address = First; ; address = address.Add(1))
        {
            yield return address;
            if (address == Last) yield break;
        }
    }

    /// <summary>For example 172.16.1.11-172.16.1.60.</summary>
    public override string ToString() => First + "-" + Last;
}
