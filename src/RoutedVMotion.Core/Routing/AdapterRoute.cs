using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Routing;

/// <summary>The way out of its subnets that an adapter has, for each family that it has addresses of.</summary>
public sealed record AdapterRoute
{
    private AdapterRoute(Adapter adapter, NextHop? ipv4, NextHop? ipv6, NextHop? decisive, RouteProblem problem)
    {
        Adapter = adapter;
        IPv4 = ipv4;
        IPv6 = ipv6;
        NextHop = decisive;
        Problem = problem;
    }

    /// <summary>The adapter.</summary>
    public Adapter Adapter { get; }

    /// <summary>The way out over IPv4; null where the adapter has no IPv4 address.</summary>
    public NextHop? IPv4 { get; }

    /// <summary>The way out over IPv6; null where the adapter has no IPv6 address but link-local ones.</summary>
    public NextHop? IPv6 { get; }

    /// <summary>
    /// What keeps the adapter from leaving its subnet; <see cref="RouteProblem.None"/> if one family can and the other has at most no
    /// gateway. A gateway that is wrong is a problem even where the other family's is right: nobody knows which one a migration takes.
    /// </summary>
    public RouteProblem Problem { get; }

    /// <summary>The adapter leads out of its subnet in at least one family, and by itself.</summary>
    public bool CanRoute => Problem is RouteProblem.None or RouteProblem.OnlyStaticRoutes;

    /// <summary>The way that the verdict speaks of; null where the adapter has no address that is routed.</summary>
    public NextHop? NextHop { get; }

    /// <summary>The family of that way.</summary>
    public AddressFamily Family => NextHop is not null && ReferenceEquals(NextHop, IPv6) ? AddressFamily.IPv6 : AddressFamily.IPv4;

    /// <summary>The other family, if the adapter has addresses of it and no gateway for them.</summary>
    public AddressFamily? FamilyWithoutGateway =>
        NextHop is null ? null
        : Family == AddressFamily.IPv4 ? IPv6?.Problem == RouteProblem.NoGateway ? AddressFamily.IPv6 : null
        : IPv4?.Problem == RouteProblem.NoGateway ? AddressFamily.IPv4 : null;

    /// <summary>Judges one adapter.</summary>
    public static AdapterRoute Of(EsxHost host, Adapter adapter)
    {
        NextHop? ipv4 = adapter.IPv4 is null ? null : NextHop.Beyond(host, adapter, AddressFamily.IPv4);
        // A link-local address alone is not routed: every interface with IPv6 enabled has one.
        NextHop? ipv6 = adapter.IPv6.Any(own => !own.Address.IsLinkLocal) ? NextHop.Beyond(host, adapter, AddressFamily.IPv6) : null;

        var ways = new List<NextHop>();
        if (ipv4 is not null) ways.Add(ipv4);
        if (ipv6 is not null) ways.Add(ipv6);
        NextHop? decisive = ways.FirstOrDefault(way => !way.IsUsable && way.Problem != RouteProblem.NoGateway)
            ?? ways.FirstOrDefault(way => way.Problem == RouteProblem.None)
            ?? ways.FirstOrDefault(way => way.IsUsable)
            ?? ways.FirstOrDefault();
        RouteProblem problem = host.IsDead(adapter) ? RouteProblem.DeadAdapter : decisive?.Problem ?? RouteProblem.NoAddress;
        return new AdapterRoute(adapter, ipv4, ipv6, decisive, problem);
    }
}
