using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

using Xunit;

using static RoutedVMotion.Tests.Routing.Hosts;

namespace RoutedVMotion.Tests.Routing;

/// <summary>The verdict on a host: each way in which vMotion is set up in the field, right and wrong.</summary>
public sealed class HostRoutingTests
{
    [Fact]
    public void The_dedicated_stack_with_its_gateway_routes()
    {
        HostRouting routing = HostRouting.Of(Host(Management(), OnVMotionStack("vmk1", "172.16.1.11/24"))
            .WithGateway(NetstackKeys.Default, "10.0.1.1").WithGateway(NetstackKeys.VMotion, "172.16.1.1"));
        Assert.Equal(RoutingKind.DedicatedStack, routing.Kind);
        Assert.True(routing.CanRoute);
        Assert.Equal("172.16.1.1", routing.Decisive!.NextHop!.Gateway.ToString());
        Assert.Equal("vmk1", routing.Decisive.NextHop.Device);
        Assert.Equal(GatewaySource.Stack, routing.Decisive.NextHop.Source);
    }

    [Fact]
    public void The_dedicated_stack_without_gateway_does_not()
    {
        HostRouting routing = HostRouting.Of(Host(Management(), OnVMotionStack("vmk1", "172.16.1.11/24"))
            .WithGateway(NetstackKeys.Default, "10.0.1.1"));
        Assert.Equal(RouteProblem.NoGateway, routing.Problem);
        Assert.False(routing.CanRoute);
    }

    [Fact]
    public void A_listed_vmotion_stack_that_nobody_uses_is_no_dedicated_stack()
    {
        HostRouting routing = HostRouting.Of(Host(OnDefaultStack("vmk1", "172.16.1.11/24")).WithGateway(NetstackKeys.VMotion, "172.16.1.1"));
        Assert.Equal(RoutingKind.DefaultStack, routing.Kind);
        Assert.Equal(RouteProblem.NoGateway, routing.Problem);
    }

    [Fact]
    public void On_the_default_stack_traffic_leaves_by_the_adapter_in_whose_subnet_the_gateway_is()
    {
        HostRouting routing = HostRouting.Of(Host(Management(), OnDefaultStack("vmk1", "172.16.1.11/24"))
            .WithGateway(NetstackKeys.Default, "10.0.1.1"));
        Assert.Equal(RoutingKind.DefaultStack, routing.Kind);
        Assert.Equal(RouteProblem.LeavesByManagement, routing.Problem);
        Assert.Equal("vmk0", routing.Decisive!.NextHop!.Device);
        Assert.Contains("vmk0", Explanation.Of(routing), System.StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_on_the_default_stack_routes()
    {
        Adapter adapter = OnDefaultStack("vmk1", "172.16.1.11/24") with { OverrideGateway = InetAddress.Parse("172.16.1.1") };
        HostRouting routing = HostRouting.Of(Host(Management(), adapter).WithGateway(NetstackKeys.Default, "10.0.1.1"));
        Assert.Equal(RoutingKind.DefaultStackOverride, routing.Kind);
        Assert.True(routing.CanRoute);
        Assert.Equal(GatewaySource.Override, routing.Decisive!.NextHop!.Source);
    }

    [Fact]
    public void An_override_hides_the_gateway_of_the_stack_right_or_wrong()
    {
        Adapter adapter = OnVMotionStack("vmk1", "172.16.1.11/24") with { OverrideGateway = InetAddress.Parse("172.16.2.1") };
        HostRouting routing = HostRouting.Of(Host(adapter).WithGateway(NetstackKeys.VMotion, "172.16.1.1"));
        Assert.Equal(RouteProblem.GatewayOutsideSubnet, routing.Problem);
    }

    [Theory]
    [InlineData("172.16.2.1", RouteProblem.GatewayOutsideSubnet)]
    [InlineData("172.16.1.11", RouteProblem.GatewayIsOwnAddress)]
    [InlineData("172.16.1.254", RouteProblem.None)]
    public void The_gateway_of_the_stack_has_to_be_a_neighbour(string gateway, RouteProblem expected) =>
        Assert.Equal(
            expected,
            HostRouting.Of(Host(OnVMotionStack("vmk1", "172.16.1.11/24")).WithGateway(NetstackKeys.VMotion, gateway)).Problem);

    [Fact]
    public void A_second_adapter_in_another_subnet_is_not_served_by_the_one_gateway()
    {
        HostRouting routing = HostRouting.Of(Host(OnVMotionStack("vmk1", "172.16.1.11/24"), OnVMotionStack("vmk2", "172.17.1.11/24"))
            .WithGateway(NetstackKeys.VMotion, "172.16.1.1"));
        Assert.Equal(RouteProblem.LeavesByOtherAdapter, routing.Problem);
        Assert.Equal("vmk2", routing.Decisive!.Adapter.Device);
    }

    [Fact]
    public void An_adapter_of_the_default_stack_is_dead_once_the_vmotion_stack_is_used()
    {
        HostRouting routing = HostRouting.Of(Host(OnDefaultStack("vmk1", "172.16.1.11/24"), OnVMotionStack("vmk2", "172.16.1.12/24"))
            .WithGateway(NetstackKeys.VMotion, "172.16.1.1"));
        Assert.Equal(RoutingKind.DedicatedStack, routing.Kind);
        Assert.True(routing.CanRoute);
        Assert.Equal(RouteProblem.DeadAdapter, routing.Adapters.Single(route => route.Adapter.Device == "vmk1").Problem);
        Assert.Contains("vmk1", Explanation.Of(routing), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Static_routes_alone_lead_out_but_not_everywhere()
    {
        HostRouting routing = HostRouting.Of(Host(OnVMotionStack("vmk1", "172.16.1.11/24"))
            .WithGateway(NetstackKeys.VMotion, string.Empty, "172.16.0.0/16 172.16.1.1"));
        Assert.Equal(RouteProblem.OnlyStaticRoutes, routing.Problem);
        Assert.True(routing.CanRoute);
        Assert.Equal(GatewaySource.StaticRoute, routing.Decisive!.NextHop!.Source);
    }

    [Fact]
    public void IPv6_routes_through_a_link_local_gateway()
    {
        HostRouting routing = HostRouting.Of(Host(OnVMotionStack("vmk1", "fd00:16:1::11/64", "fe80::1/64"))
            .WithGateway(NetstackKeys.VMotion, "fe80::ffff"));
        Assert.True(routing.CanRoute);
        Assert.Equal("fe80::ffff", routing.Decisive!.NextHop!.Gateway.ToString());
    }

    [Fact]
    public void A_link_local_address_alone_is_no_address()
    {
        HostRouting routing = HostRouting.Of(Host(OnVMotionStack("vmk1", "fe80::1/64")).WithGateway(NetstackKeys.VMotion, "fe80::ffff"));
        Assert.Equal(RouteProblem.NoAddress, routing.Problem);
    }

    [Fact]
    public void A_sentence_names_the_address_that_a_host_gave_itself_where_there_is_no_other()
    {
        HostRouting routing = HostRouting.Of(Host(OnVMotionStack("vmk1", "169.254.7.7/16", "fe80::1/64")).WithGateway(NetstackKeys.VMotion, string.Empty));
        Assert.Equal(RouteProblem.NoGateway, routing.Problem);
        Assert.StartsWith("vmk1 (169.254.7.7/16, fe80::1/64) has no gateway", Explanation.Of(routing), System.StringComparison.Ordinal);
    }

    [Fact]
    public void One_family_that_routes_is_enough()
    {
        HostRouting routing = HostRouting.Of(Host(OnVMotionStack("vmk1", "172.16.1.11/24", "fd00:16:1::11/64"))
            .WithGateway(NetstackKeys.VMotion, "fd00:16:1::1"));
        Assert.True(routing.CanRoute);
        Assert.Equal("fd00:16:1::1", routing.Decisive!.NextHop!.Gateway.ToString());
        Assert.Equal(RouteProblem.NoGateway, routing.Decisive.IPv4!.Problem);
        Assert.EndsWith("Over IPv4 it has no gateway.", Explanation.Of(routing), System.StringComparison.Ordinal);
        Assert.Equal("fd00:16:1::11/64", new VMotionRouting(routing).Address);
    }

    [Theory]
    [InlineData("192.0.2.1", "fd00:16:1::1", "172.16.1.11/24", "192.0.2.1")]
    [InlineData("172.16.1.1", "fd00:99::1", "fd00:16:1::11/64", "fd00:99::1")]
    public void A_wrong_gateway_of_one_family_is_not_hidden_by_the_right_one_of_the_other(string ipv4, string ipv6, string address, string gateway)
    {
        var row = new VMotionRouting(HostRouting.Of(Host(OnVMotionStack("vmk1", "172.16.1.11/24", "fd00:16:1::11/64"))
            .WithGateway(NetstackKeys.VMotion, ipv4).WithGateway(NetstackKeys.VMotion, ipv6)));
        Assert.False(row.CanRoute);
        Assert.Equal(("GatewayOutsideSubnet", address, gateway), (row.Problem, row.Address, row.Gateway));
    }

    [Theory]
    [InlineData(HostConnection.Disconnected, RouteProblem.Disconnected)]
    [InlineData(HostConnection.NotResponding, RouteProblem.NotResponding)]
    public void A_host_that_vCenter_does_not_reach_is_never_said_to_route(HostConnection connection, RouteProblem expected)
    {
        EsxHost host = Host(OnVMotionStack("vmk1", "172.16.1.11/24")).WithGateway(NetstackKeys.VMotion, "172.16.1.1");
        HostRouting routing = HostRouting.Of(host with { Connection = connection });
        Assert.Equal(expected, routing.Problem);
        Assert.False(routing.CanRoute);
        Assert.Equal(RoutingKind.DedicatedStack, routing.Kind);
    }

    [Fact]
    public void Services_that_could_not_be_read_are_not_none()
    {
        HostRouting routing = HostRouting.Of(Host(Management() with { Services = null }));
        Assert.Equal(RouteProblem.NoVMotionAdapter, routing.Problem);
        Assert.Contains("could not be read", Explanation.Of(routing), System.StringComparison.Ordinal);
    }
}
