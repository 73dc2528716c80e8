using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Routing;

/// <summary>
/// Where a packet goes that an adapter sends. The next hop is chosen for each destination: on-link, else the adapter's
/// override, else the longest match in its stack's routes, the default gateway among them.
/// </summary>
/// <param name="Source">Where the answer comes from; <see cref="GatewaySource.None"/> where there is no way.</param>
/// <param name="Gateway">The gateway; null if on-link or none.</param>
/// <param name="Device">The adapter that the packet leaves by; null where it cannot leave.</param>
/// <param name="Problem">What is wrong with this way.</param>
public sealed record NextHop(GatewaySource Source, InetAddress? Gateway, string? Device, RouteProblem Problem)
{
    /// <summary>The packet leaves by the adapter that sends it.</summary>
    public bool IsUsable => Problem is RouteProblem.None or RouteProblem.OnlyStaticRoutes;

    /// <summary>The next hop from this adapter to this destination.</summary>
    public static NextHop To(EsxHost host, Adapter adapter, InetAddress destination)
    {
        if (adapter.IsOnLink(destination)) return new NextHop(GatewaySource.OnLink, null, adapter.Device, RouteProblem.None);
        if (Override(host, adapter, destination.Family) is NextHop byOverride) return byOverride;

        TcpIpStack? stack = host.FindStack(adapter.Stack);
        // A subnet of another adapter of the stack is a connected route like any other, whether or not the host lists it.
        var connected = StackAdapters(host, adapter.Stack).SelectMany(
            other => other.Addresses, (other, own) => new Route(own.Subnet, null, other.Device));
        Route? best = connected
            .Concat(StaticRoutes(stack))
            .Where(route => route.Destination.Contains(destination))
            .OrderByDescending(route => route.Destination.PrefixLength)
            .FirstOrDefault();

        if (best is { Gateway: null })
        {
            return new NextHop(
                GatewaySource.OnLink, null, best.Device, OtherAdapterProblem(host, adapter, best.Device!));
        }

        return best is not null
            ? Via(host, adapter, best.Gateway!.Value, GatewaySource.StaticRoute, best.Device)
            : DefaultRoute(host, adapter, stack, destination.Family);
    }

    /// <summary>
    /// The next hop to anywhere beyond the adapter's subnets. Where only static routes lead out, their first gateway is named
    /// with <see cref="RouteProblem.OnlyStaticRoutes"/>: what lies beyond them is not reached.
    /// </summary>
    public static NextHop Beyond(EsxHost host, Adapter adapter, AddressFamily family)
    {
        if (Override(host, adapter, family) is NextHop byOverride) return byOverride;

        TcpIpStack? stack = host.FindStack(adapter.Stack);
        NextHop byDefault = DefaultRoute(host, adapter, stack, family);
        if (byDefault.Problem != RouteProblem.NoGateway) return byDefault;

        Route? route = StaticRoutes(stack).FirstOrDefault(
            candidate => candidate.Destination.Family == family && !candidate.Destination.Network.IsLinkLocal
                && !candidate.Destination.Network.IsMulticast);
        if (route is null) return byDefault;
        NextHop via = Via(host, adapter, route.Gateway!.Value, GatewaySource.StaticRoute, route.Device);
        return via.Problem == RouteProblem.None ? via with { Problem = RouteProblem.OnlyStaticRoutes } : via;
    }

    /// <summary>The rows of a stack's table that somebody put there: with a gateway, and not the default route.</summary>
    public static IEnumerable<Route> StaticRoutes(TcpIpStack? stack) =>
        stack is null
            ? Enumerable.Empty<Route>()
            : stack.Routes.Where(route => route.Gateway is { IsUnspecified: false } && !route.Destination.IsDefault
                && !route.Destination.Network.IsMulticast);

    private static NextHop? Override(EsxHost host, Adapter adapter, AddressFamily family) =>
        adapter.GetOverride(family) is InetAddress gateway ? Via(host, adapter, gateway, GatewaySource.Override, adapter.Device) : null;

    private static NextHop DefaultRoute(EsxHost host, Adapter adapter, TcpIpStack? stack, AddressFamily family)
    {
        // The configured gateway and the table's default route are the same thing told twice; a lease or a router
        // advertisement may show in the table only.
        Route? row = stack?.Routes.FirstOrDefault(
            route => route.Destination.IsDefault && route.Destination.Family == family && route.Gateway is { IsUnspecified: false });
        InetAddress? gateway = stack?.GetGateway(family) ?? row?.Gateway;
        return gateway is InetAddress value
            ? Via(host, adapter, value, GatewaySource.Stack, row?.Gateway == value ? row.Device : null)
            : new NextHop(GatewaySource.None, null, null, RouteProblem.NoGateway);
    }

    private static NextHop Via(EsxHost host, Adapter adapter, InetAddress gateway, GatewaySource source, string? device)
    {
        if (StackAdapters(host, adapter.Stack).Any(other => other.Addresses.Any(own => own.Address == gateway)))
            return new NextHop(source, gateway, null, RouteProblem.GatewayIsOwnAddress);

        // A link-local gateway lies in every adapter's fe80::/64: only the device that goes with it says whose it is.
        if (gateway.IsLinkLocal)
        {
            string leavesBy = device ?? adapter.Device;
            return new NextHop(source, gateway, leavesBy, OtherAdapterProblem(host, adapter, leavesBy));
        }

        if (adapter.IsOnLink(gateway)) return new NextHop(source, gateway, adapter.Device, RouteProblem.None);

        // An override binds its adapter: another adapter's subnet is of no help to it.
        Adapter? owner = source == GatewaySource.Override
            ? null
            : StackAdapters(host, adapter.Stack).FirstOrDefault(other => other.IsOnLink(gateway));
        return owner is null
            ? new NextHop(source, gateway, null, RouteProblem.GatewayOutsideSubnet)
            : new NextHop(source, gateway, owner.Device, OtherAdapterProblem(host, adapter, owner.Device));
    }

    private static RouteProblem OtherAdapterProblem(EsxHost host, Adapter adapter, string device)
    {
        if (device == adapter.Device) return RouteProblem.None;
        Adapter? other = host.Adapters.FirstOrDefault(candidate => candidate.Device == device);
        return other?.HasService(ServiceNames.Management) == true ? RouteProblem.LeavesByManagement : RouteProblem.LeavesByOtherAdapter;
    }

    private static IEnumerable<Adapter> StackAdapters(EsxHost host, string stack) =>
        host.Adapters.Where(adapter => adapter.Stack == stack);
}
