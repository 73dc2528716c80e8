using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A static route that changes nothing, yet.</summary>
public sealed class StaticRouteRepeatsDefault : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(StaticRouteRepeatsDefault),
        Severity = Severity.Information,
        Scope = RuleScope.Host,
        Title = "A static route repeats the default gateway",
        Why = "The route changes nothing today; the day the default gateway changes, it keeps sending its part to the old one.",
        Action = "Remove the route from the stack (esxcli network ip route).",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        // One finding for each stack; the routes of the default stack are for management and others, and none of our business.
        foreach (AdapterContext adapter in host.OnRackStack.GroupBy(adapter => adapter.Adapter.Stack).Select(stack => stack.First()))
        {
            if (adapter.Adapter.Stack == NetstackKeys.Default) continue;
            foreach (AddressFamily family in Words.Families)
            {
                if (host.Host.FindStack(adapter.Adapter.Stack)?.GetGateway(family) is not InetAddress gateway) continue;
                Route[] routes = host.StaticRoutes(adapter.Adapter.Stack, family);
                Route[] repeated = routes
                    .Where(route => route.Gateway == gateway
                        && !routes.Any(other => other.Gateway != gateway && other.Destination.Contains(route.Destination)))
                    .ToArray();
                if (repeated.Length > 0)
                    yield return Report(host, adapter.Device, "the default gateway alone", Words.List(repeated.Select(route => route.ToString())));
            }
        }
    }
}
