using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A static route that leads a rack's subnet astray.</summary>
public sealed class StaticRouteDivertsRack : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(StaticRouteDivertsRack),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "A static route sends another rack's subnet elsewhere",
        Why = "A static route is longer than the default route and wins: vMotion to that rack goes where the route says, "
            + "whatever the gateway is.",
        Action = "Remove the route from the stack (esxcli network ip route), or point it at the rack's gateway.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (IGrouping<string, AdapterContext> stack in host.OnRackStack.GroupBy(adapter => adapter.Adapter.Stack))
        {
            foreach (AddressFamily family in Words.Families)
            {
                AdapterContext[] routed = stack
                    .Where(adapter => adapter.Address(family) is not null && adapter.Adapter.GetOverride(family) is null)
                    .ToArray();
                Route[] routes = routed.Length == 0 ? Array.Empty<Route>() : host.StaticRoutes(stack.Key, family);
                if (routes.Length == 0) continue;
                foreach (Finding finding in Judge(host, routed, routes, family)) yield return finding;
            }
        }
    }

    private IEnumerable<Finding> Judge(HostContext host, AdapterContext[] routed, Route[] routes, AddressFamily family)
    {
        InetAddress? expected = host.Rack?.Plan?.VMotion.GetGateway(family) ?? host.Host.FindStack(routed[0].Adapter.Stack)?.GetGateway(family);
        var astray = host.OtherSubnets(family)
            .SelectMany(other => RouteCoverage.RelevantTo(routes, other.Subnet), (other, route) => (route, other))
            .Where(pair => expected is null || pair.route.Gateway != expected)
            .GroupBy(pair => pair.route, pair => pair.other);
        foreach (IGrouping<Route, (Subnet Subnet, RackContext Rack)> group in astray)
        {
            Route route = group.Key;
            AdapterContext adapter = routed.FirstOrDefault(candidate => candidate.Adapter.IsOnLink(route.Gateway!.Value)) ?? routed[0];
            (Subnet subnet, _) = group.First();
            NextHop hop = NextHop.To(host.Host, adapter.Adapter, (subnet.Contains(route.Destination) ? route.Destination : subnet).Network.Add(1));
            bool isLost = hop.Gateway == route.Gateway && !hop.IsUsable;
            // Through another router of the own subnet: nobody has said that it is wrong, only that it is not the rack's gateway.
            if (!isLost && expected is null) continue;
            string racks = Words.List(group.Select(other => RackContext.InWords(other)), 2);
            string where = !isLost ? string.Empty
                : hop.Device is null ? ", which no adapter of the stack reaches"
                : $", which leaves by {hop.Device}";
            yield return Report(
                host,
                adapter.Device,
                expected is null ? racks + " through a gateway in the adapter's subnet" : $"{racks} through {expected}",
                route + where,
                isLost ? null : Severity.Warning);
        }
    }
}
