using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// Classes of equal hosts. Two hosts are equal if whatever a path's verdict depends on is the same of both, so that one of them
/// answers for all: in a sound fabric a rack is one class, and a host with a fault of its own another.
/// </summary>
internal static class PathClasses
{
    /// <summary>Puts each host in its class, from 0, and returns one of each.</summary>
    public static PathEnd[] Assign(IReadOnlyList<PathEnd> ends, FabricIndex fabric, AddressRegions regions, PathFacts? facts)
    {
        var racks = new Dictionary<RackContext, int>();
        foreach (RackContext rack in fabric.Racks) racks.Add(rack, racks.Count);
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        var representatives = new List<PathEnd>();
        var key = new StringBuilder();
        foreach (PathEnd end in ends)
        {
            key.Clear();
            Write(key, end, racks, regions);
            if (facts?.RuleBeyondItsRack(end.Host) is RuleInfo rule) key.Append(' ').Append(rule.Name);
            if (facts?.LimitOf(end.Host) is int limit) Add(key.Append(" limit "), limit);
            string text = key.ToString();
            if (!classes.TryGetValue(text, out int number))
            {
                classes.Add(text, number = classes.Count);
                representatives.Add(end);
            }

            end.Class = number;
        }

        return representatives.ToArray();
    }

    private static void Write(StringBuilder key, PathEnd end, Dictionary<RackContext, int> racks, AddressRegions regions)
    {
        HostContext host = end.Host;
        Add(key, host.Rack is null ? -1 : racks[host.Rack]);
        Add(key, (int)end.Kind);
        foreach (RuleInfo rule in end.Rules) key.Append(rule.Name).Append(' ');
        if (end.Kind != PathKind.Switched) return;

        foreach (PathAdapter adapter in end.Adapters) Write(key.Append('\n'), adapter, regions);
        foreach (string stack in end.Adapters.Select(adapter => adapter.Context.Adapter.Stack).Distinct()) WriteStack(key.Append('\n'), host, stack);
    }

    private static void Write(StringBuilder key, PathAdapter adapter, AddressRegions regions)
    {
        Adapter facts = adapter.Context.Adapter;
        key.Append(facts.Device).Append(' ').Append(facts.Stack).Append(' ').Append(adapter.Vlan).Append(adapter.IsInRackVlan ? " in " : " out ");
        Add(key, adapter.Mtu);
        Add(key, adapter.SwitchMtu ?? -1);
        foreach (AddressFamily family in Words.Families)
        {
            if (adapter.Context.Address(family) is not InterfaceAddress own) continue;
            key.Append(own.Subnet).Append(' ');
            Add(key, regions.Of(own.Address));
            Add(key, (int)adapter.Context.AddressState(family));
            Add(key, (int)adapter.Context.GatewayFault(family));
            Add(key, (int)(adapter.Context.Hop(family)?.Problem ?? 0));
        }
    }

    // All that a next hop is found by.
    private static void WriteStack(StringBuilder key, HostContext host, string name)
    {
        TcpIpStack? stack = host.Host.FindStack(name);
        Adapter[] adapters = host.Host.Adapters.Where(adapter => adapter.Stack == name).ToArray();
        key.Append(stack?.Gateway).Append(' ').Append(stack?.Gateway6);
        // Of multicast each host has rows of its own, which nothing is routed by.
        foreach (Route route in NextHop.StaticRoutes(stack).Concat((stack?.Routes ?? Array.Empty<Route>()).Where(route => route.Destination.IsDefault)))
        {
            if (route.Gateway is not InetAddress gateway) continue;
            key.Append('\n').Append(route.Destination).Append(' ').Append(gateway).Append(' ').Append(route.Device);
            // A gateway that is the host's own is found by no subnet: such a host is like no other.
            if (adapters.Any(adapter => adapter.Addresses.Any(own => own.Address == gateway))) key.Append(' ').Append(host.Host.Server).Append(host.Host.Id);
        }

        foreach (Adapter adapter in adapters)
        {
            key.Append('\n').Append(adapter.Device).Append(adapter.HasService(ServiceNames.Management) ? " m " : " ");
            key.Append(adapter.OverrideGateway).Append(' ').Append(adapter.OverrideGateway6);
            foreach (InterfaceAddress own in adapter.Addresses) key.Append(' ').Append(own.Subnet);
        }
    }

    private static void Add(StringBuilder key, int value) => key.Append(value.ToString(CultureInfo.InvariantCulture)).Append(' ');
}
