using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>How many of the hosts that exchange virtual machines have only IPv4, or only IPv6, for a service.</summary>
public sealed class FamilyCensus
{
    private readonly string _service;
    private readonly int _onlyIPv4;
    private readonly int _onlyIPv6;

    internal FamilyCensus(IEnumerable<HostContext> hosts, string service)
    {
        _service = service;
        foreach (HostContext host in hosts)
        {
            if (!host.IsRead) continue;
            AddressFamily? only = Of(host);
            if (only == AddressFamily.IPv4) _onlyIPv4++;
            else if (only == AddressFamily.IPv6) _onlyIPv6++;
        }
    }

    /// <summary>The one family that a host has; null where it has both or none.</summary>
    public AddressFamily? Of(HostContext host)
    {
        bool ipv4 = false, ipv6 = false;
        foreach (Adapter adapter in host.Host.Adapters)
        {
            if (!FabricIndex.Carries(adapter, _service) || (_service == ServiceNames.VMotion && host.Host.IsDead(adapter))) continue;
            ipv4 |= adapter.IPv4 is not null;
            ipv6 |= adapter.IPv6.Any(own => !own.Address.IsLinkLocal);
        }

        return ipv4 == ipv6 ? null : ipv4 ? AddressFamily.IPv4 : AddressFamily.IPv6;
    }

    /// <summary>How many have this family alone.</summary>
    public int CountOf(AddressFamily family) => family == AddressFamily.IPv4 ? _onlyIPv4 : _onlyIPv6;

    /// <summary>Hosts that have this family alone are the odd ones out: others have the other one alone, and are not fewer.</summary>
    public bool IsOdd(AddressFamily family)
    {
        int these = CountOf(family), others = _onlyIPv4 + _onlyIPv6 - these;
        // Where both are equally many, IPv6 is taken for the newcomer.
        return others > 0 && (these < others || (these == others && family == AddressFamily.IPv6));
    }
}
