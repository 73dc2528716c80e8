using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Routing;

/// <summary>The verdict on a host: how it is set up for vMotion, and whether that traffic leaves the subnet.</summary>
public sealed record HostRouting
{
    private HostRouting(EsxHost host, RoutingKind kind, IReadOnlyList<AdapterRoute> adapters, AdapterRoute? decisive, RouteProblem problem)
    {
        Host = host;
        Kind = kind;
        Adapters = adapters;
        Decisive = decisive;
        Problem = problem;
    }

    /// <summary>The host.</summary>
    public EsxHost Host { get; }

    /// <summary>How it is set up.</summary>
    public RoutingKind Kind { get; }

    /// <summary>The way out of every vmkernel adapter, whatever it carries.</summary>
    public IReadOnlyList<AdapterRoute> Adapters { get; }

    /// <summary>The vMotion adapter that the verdict speaks of: the first that cannot route, else the first. Null where there is none.</summary>
    public AdapterRoute? Decisive { get; }

    /// <summary>What keeps the host from routing vMotion.</summary>
    public RouteProblem Problem { get; }

    /// <summary>Every adapter that carries vMotion leads out of its subnet. Never said of a host that vCenter does not reach.</summary>
    public bool CanRoute => Problem is RouteProblem.None or RouteProblem.OnlyStaticRoutes;

    /// <summary>Judges a host by itself, without a plan and without its neighbours.</summary>
    public static HostRouting Of(EsxHost host)
    {
        AdapterRoute[] all = host.Adapters.Select(adapter => AdapterRoute.Of(host, adapter)).ToArray();
        AdapterRoute[] inUse = all.Where(route => route.Adapter.IsForVMotion && !host.IsDead(route.Adapter)).ToArray();
        AdapterRoute? decisive = inUse.FirstOrDefault(route => !route.CanRoute) ?? inUse.FirstOrDefault();

        RouteProblem problem = host.Connection switch
        {
            HostConnection.Disconnected => RouteProblem.Disconnected,
            HostConnection.NotResponding => RouteProblem.NotResponding,
            _ when host.AdaptersUnread => RouteProblem.NotRead,
            _ => decisive?.Problem ?? RouteProblem.NoVMotionAdapter,
        };
        return new HostRouting(host, KindOf(host, inUse), all, decisive, problem);
    }

    private static RoutingKind KindOf(EsxHost host, AdapterRoute[] inUse)
    {
        if (host.AdaptersUnread) return RoutingKind.Unknown;
        if (inUse.Length == 0) return RoutingKind.None;
        if (host.UsesVMotionStack) return RoutingKind.DedicatedStack;
        // A stack that somebody made with esxcli counts as the default one here: it gets no rights that only the vmotion stack has.
        return inUse.All(route => route.IPv4?.Source == GatewaySource.Override || route.IPv6?.Source == GatewaySource.Override)
            ? RoutingKind.DefaultStackOverride
            : RoutingKind.DefaultStack;
    }
}
