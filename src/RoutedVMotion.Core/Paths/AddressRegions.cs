using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// The address space, divided by every prefix that a host might route by. From whichever host, packets to two addresses of one
/// region take the same next hop.
/// </summary>
internal sealed class AddressRegions
{
    private readonly Dictionary<Subnet, int> _regions = new();
    private readonly (AddressFamily Family, int Length)[] _lengths;

    public AddressRegions(FabricIndex fabric)
    {
        foreach (HostContext host in fabric.Hosts)
        {
            foreach (string stack in host.VMotion.Select(adapter => adapter.Adapter.Stack).Distinct())
            {
                foreach (Adapter adapter in host.Host.Adapters)
                {
                    if (adapter.Stack != stack) continue;
                    foreach (InterfaceAddress own in adapter.Addresses) Add(own.Subnet);
                }

                foreach (Route route in NextHop.StaticRoutes(host.Host.FindStack(stack))) Add(route.Destination);
            }
        }

        foreach (RackContext rack in fabric.Racks)
            foreach (Subnet subnet in rack.Subnets) Add(subnet);
        // Prefixes are nested or apart: the longest that holds an address says which others do.
        _lengths = _regions.Keys.Select(prefix => (prefix.Family, prefix.PrefixLength)).Distinct().OrderByDescending(pair => pair.PrefixLength).ToArray();
    }

    /// <summary>The region of an address.</summary>
    public int Of(InetAddress address)
    {
        foreach ((AddressFamily family, int length) in _lengths)
            if (family == address.Family && _regions.TryGetValue(new Subnet(address, length), out int region)) return region;
        return address.Family == AddressFamily.IPv4 ? -1 : -2;
    }

    private void Add(Subnet prefix)
    {
        if (!_regions.ContainsKey(prefix)) _regions.Add(prefix, _regions.Count);
    }
}
