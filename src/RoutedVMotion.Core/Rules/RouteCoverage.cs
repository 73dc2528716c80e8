using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>Whether static routes lead to all of a subnet, and which of them count for it.</summary>
public static class RouteCoverage
{
    /// <summary>Every address of the subnet is the destination of a route: of one that holds it all, or of several parts.</summary>
    public static bool Covers(IReadOnlyList<Route> routes, Subnet subnet)
    {
        if (routes.Any(route => route.Destination.Contains(subnet))) return true;
        // No route inside: nothing to put together. This also ends the recursion, at the latest at the longest prefix.
        if (!routes.Any(route => subnet.Contains(route.Destination))) return false;
        int length = subnet.PrefixLength + 1;
        var lower = new Subnet(subnet.Network, length);
        return Covers(routes, lower) && Covers(routes, new Subnet(subnet.Last, length));
    }

    /// <summary>The routes that count for some address of the subnet: the longest that holds it all, and those inside.</summary>
    public static IEnumerable<Route> RelevantTo(IReadOnlyList<Route> routes, Subnet subnet)
    {
        Route? around = null;
        foreach (Route route in routes)
        {
            if (route.Destination.Contains(subnet))
            {
                if (around is null || route.Destination.PrefixLength > around.Destination.PrefixLength) around = route;
            }
            else if (subnet.Contains(route.Destination))
            {
                yield return route;
            }
        }

        if (around is not null) yield return around;
    }
}
