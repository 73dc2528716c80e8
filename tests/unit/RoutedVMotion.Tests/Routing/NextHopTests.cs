using System.Linq;

using CsCheck;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

using Xunit;

using static RoutedVMotion.Tests.Routing.Hosts;

namespace RoutedVMotion.Tests.Routing;

/// <summary>The next hop for a destination: on-link, else the override, else the longest match.</summary>
public sealed class NextHopTests
{
    private static readonly EsxHost Routed = Host(Management(), OnVMotionStack("vmk1", "172.16.1.11/24"), OnVMotionStack("vmk2", "172.17.1.11/24"))
        .WithGateway(
            NetstackKeys.VMotion,
            "172.16.1.1",
            "0.0.0.0/0 172.16.1.1 vmk1",
            "172.16.1.0/24 0.0.0.0 vmk1",
            "172.18.0.0/16 172.16.1.2",
            "172.18.5.0/24 172.16.1.3",
            "172.19.0.0/16 10.9.9.9");

    [Theory]
    [InlineData("172.16.1.12", GatewaySource.OnLink, null, "vmk1", RouteProblem.None)]
    [InlineData("172.17.1.12", GatewaySource.OnLink, null, "vmk2", RouteProblem.LeavesByOtherAdapter)]
    [InlineData("172.16.2.11", GatewaySource.Stack, "172.16.1.1", "vmk1", RouteProblem.None)]
    [InlineData("172.18.1.11", GatewaySource.StaticRoute, "172.16.1.2", "vmk1", RouteProblem.None)]
    [InlineData("172.18.5.11", GatewaySource.StaticRoute, "172.16.1.3", "vmk1", RouteProblem.None)]
    [InlineData("172.19.5.11", GatewaySource.StaticRoute, "10.9.9.9", null, RouteProblem.GatewayOutsideSubnet)]
    public void The_longest_match_counts(string destination, GatewaySource source, string? gateway, string? device, RouteProblem problem)
    {
        Adapter vmk1 = Routed.Adapters.Single(adapter => adapter.Device == "vmk1");
        NextHop hop = NextHop.To(Routed, vmk1, InetAddress.Parse(destination));
        Assert.Equal((source, gateway, device, problem), (hop.Source, hop.Gateway?.ToString(), hop.Device, hop.Problem));
    }

    [Fact]
    public void An_override_comes_before_every_route_but_not_before_the_own_subnet()
    {
        Adapter adapter = Routed.Adapters[1] with { OverrideGateway = InetAddress.Parse("172.16.1.254") };
        EsxHost host = Routed with { Adapters = [Routed.Adapters[0], adapter] };
        Assert.Equal("172.16.1.254", NextHop.To(host, adapter, InetAddress.Parse("172.18.5.11")).Gateway.ToString());
        Assert.Equal(GatewaySource.OnLink, NextHop.To(host, adapter, InetAddress.Parse("172.16.1.77")).Source);
    }

    [Fact]
    public void Beyond_is_the_way_to_every_destination_that_no_row_knows()
    {
        Gen<InetAddress> address = Gen.UInt.Select(value => InetAddress.Parse("0.0.0.0").Add(value));
        Gen<EsxHost> hosts = Gen.Select(
            address, Gen.Int[8, 30], address.Nullable(), address.Nullable(), address, Gen.Int[8, 30],
            (own, length, gateway, byOverride, route, routeLength) =>
            {
                EsxHost host = Host(OnVMotionStack("vmk1", "0.0.0.0/0") with
                {
                    IPv4 = new InterfaceAddress(own, length),
                    OverrideGateway = byOverride,
                });
                return host with
                {
                    Stacks = [new TcpIpStack
                    {
                        Key = NetstackKeys.VMotion,
                        IsActive = true,
                        Gateway = gateway,
                        Routes = [new Route(new Subnet(route, routeLength), own, null)],
                    }],
                };
            });

        Gen.Select(hosts, address).Sample((host, destination) =>
        {
            Adapter adapter = host.Adapters[0];
            if (adapter.IsOnLink(destination) || host.Stacks[0].Routes[0].Destination.Contains(destination)) return;
            NextHop beyond = NextHop.Beyond(host, adapter, AddressFamily.IPv4);
            NextHop to = NextHop.To(host, adapter, destination);
            if (beyond.Source == GatewaySource.StaticRoute) Assert.Equal(RouteProblem.NoGateway, to.Problem);
            else Assert.Equal(beyond, to);
        });
    }
}
