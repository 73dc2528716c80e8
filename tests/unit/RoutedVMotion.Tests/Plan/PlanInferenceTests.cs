using System;
using System.Collections.Generic;
using System.Linq;

using CsCheck;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class PlanInferenceTests
{
    [Fact]
    public void A_clean_fabric_gives_the_very_plan_that_it_was_made_from()
    {
        Fabric fabric = Fabrics.Clos(25, 8);
        InferredPlan inferred = PlanInference.Infer(fabric);
        AssertSame(Fabrics.PlanOf(25, 8), inferred.Plan);
        Assert.Empty(inferred.Remarks);
        Assert.Equal(
            ["inferred from LLDP: 8 of 8 hosts see leaf-07a and leaf-07b", "sure: 8 of 8 agree on subnet, gateway, VLAN, MTU and stack"],
            inferred.Plan.Racks[6].Notes);
    }

    [Fact]
    public void The_plan_is_readable_sensible_and_fits_the_fabric()
    {
        Fabric fabric = Fabrics.Clos(6, 4);
        RackPlan plan = PlanText.Read(PlanWriter.Write(PlanInference.Infer(fabric, assignAddress: true).Plan));
        Assert.Empty(PlanLinter.Lint(plan, [], fabric));
        Assert.All(AddressAssignment.Of(plan, fabric).Hosts, host => Assert.Equal(AddressSource.Pinned, host.Adapters.Single().IPv4!.Source));
    }

    [Fact]
    public void A_plan_for_some_hosts_has_these_alone_and_what_all_hosts_of_their_racks_tell()
    {
        // Three of four hosts of rack-02 say what its MTU is; the plan is for the fourth.
        Fabric fabric = Fabrics.Clos(3, 4).With(host => host.WithVMotion(adapter => adapter with { Mtu = 1500 }), Fabrics.Name(2, 4));
        InferredPlan inferred = PlanInference.Infer(fabric, assignAddress: true, host => host.Name == Fabrics.Name(2, 4));
        Rack rack = Assert.Single(inferred.Plan.Racks);
        Assert.Equal([Fabrics.Name(2, 4)], rack.Hosts);
        Assert.Equal([Fabrics.Name(2, 4)], rack.VMotion.Addresses.Keys);
        Assert.Equal(9000, rack.VMotion.Mtu);
        Assert.Contains(rack.Notes, note => note.Contains("another MTU", StringComparison.Ordinal));
        Assert.Empty(PlanInference.Infer(fabric, wanted: _ => false).Plan.Racks);
    }

    [Fact]
    public void The_order_in_which_hosts_are_read_does_not_matter()
    {
        Fabric fabric = WithFiveMiscabledHosts();
        string expected = PlanWriter.Write(PlanInference.Infer(fabric).Plan);
        Gen.Shuffle(fabric.Hosts.ToArray()).Sample(
            hosts => Assert.Equal(expected, PlanWriter.Write(PlanInference.Infer(Fabrics.Of(hosts)).Plan)), iter: 10);
    }

    [Fact]
    public void Miscabled_hosts_do_not_change_the_plan_and_are_named_at_both_ends()
    {
        RackPlan plan = PlanInference.Infer(WithFiveMiscabledHosts()).Plan;
        AssertSame(Fabrics.PlanOf(25, 4), plan);
        foreach (string name in new[] { Fabrics.Name(1, 2), Fabrics.Name(3, 4), Fabrics.Name(3, 1), Fabrics.Name(9, 1), Fabrics.Name(20, 3) })
        {
            Assert.Contains(plan.Racks.Single(rack => rack.Hosts.Contains(name)).Notes, note => note.Contains(name + " has an address of", StringComparison.Ordinal));
            Assert.Equal(2, plan.Racks.Count(rack => rack.Notes.Any(note => note.Contains(name + " has an address of", StringComparison.Ordinal))));
        }
    }

    [Fact]
    public void Leaves_of_which_nearly_half_the_hosts_are_strangers_stay_leaves()
    {
        // Two of rack 4's four hosts end at rack 5's leaves, whose rack has lost one host to rack 6's; clusters span two racks.
        Fabric fabric = Fabrics.Clos(8, 4)
            .With(host => host.CabledTo("leaf-05a", "leaf-05b"), Fabrics.Name(4, 1), Fabrics.Name(4, 2))
            .With(host => host.CabledTo("leaf-06a", "leaf-06b"), Fabrics.Name(5, 1));
        InferredPlan inferred = PlanInference.Infer(fabric);
        AssertSame(Fabrics.PlanOf(8, 4), inferred.Plan);
        Assert.Empty(inferred.Remarks);
        Assert.Equal(2, inferred.Plan.Racks[3].Notes.Count(note => note.Contains("sees leaf-05a and leaf-05b: recable it", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_host_that_sees_one_leaf_joins_its_pair()
    {
        Fabric fabric = Fabrics.Clos(4, 4).With(host => host.CabledTo("leaf-02b", null), Fabrics.Name(2, 1), Fabrics.Name(2, 2), Fabrics.Name(2, 3));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        AssertSame(Fabrics.PlanOf(4, 4), plan);
        Assert.StartsWith(
            $"inferred from LLDP: 1 of 4 hosts see leaf-02a and leaf-02b; not all of them: {Fabrics.Name(2, 1)}", plan.Racks[1].Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_sees_two_pairs_merges_nothing_and_is_noted()
    {
        Fabric fabric = Fabrics.Clos(4, 4).With(host => host.CabledTo("leaf-02a", "leaf-03b"), Fabrics.Name(2, 1));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        AssertSame(Fabrics.PlanOf(4, 4), plan);
        Assert.Contains(plan.Racks[1].Notes, note => note.StartsWith(Fabrics.Name(2, 1) + " sees leaves of different racks", StringComparison.Ordinal));
    }

    [Fact]
    public void Single_leaves_seen_together_by_one_host_stay_two_racks()
    {
        Fabric fabric = Fabrics.Of(Fabrics.Clos(2, 6).Hosts.Select((host, index) => host.CabledTo(index < 6 ? "leaf-01" : "leaf-02", null)))
            .With(host => host.CabledTo("leaf-01", "leaf-02"), Fabrics.Name(1, 1));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        Assert.Equal(["rack-01: leaf-01", "rack-02: leaf-02"], plan.Racks.Select(rack => $"{rack.Name}: {string.Join("+", rack.Leaves)}"));
        Assert.Contains(Fabrics.Name(1, 1), plan.Racks[0].Hosts);
    }

    [Fact]
    public void A_blade_interconnect_is_no_leaf_and_its_hosts_are_placed_by_subnet()
    {
        // Rack 1 and 2: rack servers and blades of one cluster; rack 3 and 4: blades only.
        Fabric fabric = Fabrics.Of(Fabrics.Clos(4, 6).Hosts.Select(
            (host, index) => index % 6 >= 3 || index >= 12 ? host.CabledTo("fi-a", "fi-b") : host));
        InferredPlan inferred = PlanInference.Infer(fabric);
        Assert.Equal(
            ["rack-01: leaf-01a+leaf-01b, 6 in 172.16.1.0/24", "rack-02: leaf-02a+leaf-02b, 6 in 172.16.2.0/24", "rack-172.16.3.0-24: , 6 in 172.16.3.0/24", "rack-172.16.4.0-24: , 6 in 172.16.4.0/24"],
            inferred.Plan.Racks.Select(rack => $"{rack.Name}: {string.Join("+", rack.Leaves)}, {rack.Hosts.Count} in {rack.VMotion.Subnet}"));
        Assert.StartsWith("fi-a, fi-b span vMotion subnets", Assert.Single(inferred.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cabinets_on_one_pair_are_one_entry()
    {
        Fabric fabric = Fabrics.Of(Fabrics.Clos(2, 4).Hosts.Concat(
            Enumerable.Range(5, 4).Select(number => Fabrics.Host(2, number) with { Cluster = "compute-09", ClusterId = "domain-c9" })));
        Assert.Equal([4, 8], PlanInference.Infer(fabric).Plan.Racks.Select(rack => rack.Hosts.Count));
    }

    [Fact]
    public void Two_clusters_in_one_cabinet_are_two_entries_behind_the_same_leaves()
    {
        Fabric fabric = Fabrics.Of(Fabrics.Clos(3, 4).Hosts.Concat(Enumerable.Range(1, 4).Select(
            number => Fabrics.Host(9, number).CabledTo("leaf-03a", "leaf-03b") with { Cluster = "edge", ClusterId = "domain-c99" })));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        Assert.Equal(
            ["rack-01 172.16.1.0/24", "rack-02 172.16.2.0/24", "rack-03-vlan2003 172.16.3.0/24", "rack-03-vlan2009 172.16.9.0/24"],
            plan.Racks.Select(rack => $"{rack.Name} {rack.VMotion.Subnet}"));
        Assert.Equal(plan.Racks[2].Leaves, plan.Racks[3].Leaves);
        Assert.Equal([Fabrics.Name(9, 1), Fabrics.Name(9, 2), Fabrics.Name(9, 3), Fabrics.Name(9, 4)], plan.Racks[3].Hosts);
    }

    [Fact]
    public void One_VLAN_and_one_port_group_in_every_rack_are_still_racks_of_their_own()
    {
        Fabric fabric = Fabrics.Of(Fabrics.Clos(5, 3).Hosts.Select(
            host => host.WithVMotion(adapter => adapter with { PortGroup = Fabrics.PortGroup("dvpg-vmotion", 2000, "vmnic4", "vmnic5") })));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        Assert.Equal(5, plan.Racks.Count);
        Assert.All(plan.Racks, rack => Assert.Equal((2000, "dvpg-vmotion"), (rack.VMotion.Vlan, rack.VMotion.Adapters.Single().PortGroups.Single())));
        Assert.Empty(PlanLinter.Lint(plan, null, fabric));
    }

    [Fact]
    public void Out_of_band_and_storage_switches_bind_nothing_together()
    {
        // Every host sees oob-1 and san-1 by other NICs, and nothing by its vMotion uplinks.
        Fabric fabric = Fabrics.Of(Fabrics.Clos(3, 4).Hosts.Select(host => host.CabledTo(null, null)));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        Assert.Equal(["172.16.1.0/24", "172.16.2.0/24", "172.16.3.0/24"], plan.Racks.Select(rack => rack.VMotion.Subnet.ToString()));
        Assert.All(plan.Racks, rack => Assert.Empty(rack.Leaves));
        Assert.Equal("inferred from the vMotion subnet: 4 hosts in 172.16.1.0/24, no leaf is known", plan.Racks[0].Notes[0]);
    }

    [Fact]
    public void Without_neighbour_and_address_the_cluster_decides_if_it_is_in_one_rack()
    {
        static EsxHost Bare(EsxHost host) => host with { Adapters = [host.Adapters[0]], PhysicalNics = [] };
        Fabric fabric = Fabrics.Clos(3, 4).With(Bare, Fabrics.Name(3, 2), Fabrics.Name(1, 2));
        InferredPlan inferred = PlanInference.Infer(fabric);
        // Cluster compute-02 is in rack 3 only; compute-01 spans racks 1 and 2.
        Assert.Contains(Fabrics.Name(3, 2), inferred.Plan.Racks[2].Hosts);
        Assert.Contains(inferred.Plan.Racks[2].Notes, note => note == $"{Fabrics.Name(3, 2)} has no vMotion adapter and is placed by its cluster");
        Assert.Contains(Fabrics.Name(1, 2), Assert.Single(inferred.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void The_majority_decides_and_the_minority_is_named()
    {
        Fabric fabric = Fabrics.Clos(2, 6)
            .With(host => host.WithGateway("172.16.1.254"), Fabrics.Name(1, 1))
            .With(host => host.WithGateway(null), Fabrics.Name(1, 2))
            .With(host => host.WithVMotion(adapter => adapter with { Mtu = 1500 }), Fabrics.Name(1, 3))
            .With(host => host.WithVMotion(adapter => adapter with { PortGroup = Fabrics.PortGroup("dvpg-vmotion-r02", 2002, "vmnic4", "vmnic5") }), Fabrics.Name(1, 4))
            .With(host => host.OnDefaultStack("192.168.0.5/24"), Fabrics.Name(1, 5));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        AssertSame(Fabrics.PlanOf(2, 6), plan);
        IReadOnlyList<string> notes = plan.Racks[0].Notes;
        Assert.Contains("not sure: 1 of 6 agree on subnet, gateway, VLAN, MTU and stack", notes);
        Assert.Contains($"another gateway: {Fabrics.Name(1, 1)} (172.16.1.254), {Fabrics.Name(1, 2)} (none), {Fabrics.Name(1, 5)} (10.0.1.1)", notes);
        Assert.Contains($"another MTU: {Fabrics.Name(1, 3)} (1500)", notes);
        Assert.Contains($"another VLAN: {Fabrics.Name(1, 4)} (2002)", notes);
        Assert.Contains($"another subnet: {Fabrics.Name(1, 5)} (192.168.0.5/24)".Replace("0.5/24", "0.0/24", StringComparison.Ordinal), notes);
        Assert.Contains($"another stack: {Fabrics.Name(1, 5)} (defaultTcpipStack)", notes);
        Assert.StartsWith("sure: 6 of 6", plan.Racks[1].Notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_rack_in_the_middle_of_its_conversion_keeps_its_leaves()
    {
        // One flat subnet on the default stack everywhere; rack 1 is converted by three quarters, rack 2 by one quarter, rack 3 not at all.
        Fabric fabric = Fabrics.Of(Fabrics.Clos(3, 8).Hosts.Select((host, index) =>
            (index < 8 && index % 8 < 6) || (index is >= 8 and < 16 && index % 8 < 2) ? host : host.OnDefaultStack($"192.168.0.{10 + index}/24")));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        Assert.Equal(["rack-01", "rack-02", "rack-03"], plan.Racks.Select(rack => rack.Name));
        Assert.All(plan.Racks, rack => Assert.Equal((2, 8), (rack.Leaves.Count, rack.Hosts.Count)));
        Assert.Equal("172.16.1.0/24", plan.Racks[0].VMotion.Subnet.ToString());
        Assert.Equal("192.168.0.0/24", plan.Racks[2].VMotion.Subnet.ToString());
    }

    [Fact]
    public void The_default_stack_with_overrides_is_planned_as_such()
    {
        Fabric fabric = Fabrics.Of(Fabrics.Clos(2, 4).Hosts.Select(host => host
            .OnDefaultStack(host.Adapters[1].IPv4!.Value.ToString())
            .WithVMotion(adapter => adapter with { OverrideGateway = adapter.IPv4!.Value.Subnet.Network.Add(1) })));
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        Assert.All(plan.Racks, rack => Assert.Equal(NetstackKeys.Default, rack.VMotion.Stack));
        Assert.Equal(["172.16.1.1", "172.16.2.1"], plan.Racks.Select(rack => rack.VMotion.Gateway.ToString()));
    }

    [Fact]
    public void Two_adapters_a_host_and_two_families_are_planned()
    {
        Fabric fabric = Fabrics.Of(Fabrics.Clos(2, 3).Hosts.Select(host => host with
        {
            Adapters =
            [
                .. host.Adapters.Select(adapter => adapter.Device == "vmk1" ? WithIPv6(adapter) : adapter),
                host.Adapters[1] with { Device = "vmk2", IPv4 = new InterfaceAddress(host.Adapters[1].IPv4!.Value.Address.Add(100), 24), PortGroup = Fabrics.PortGroup("second", 2000, "vmnic5", "vmnic4") },
            ],
            Stacks = [.. host.Stacks.Select(stack => stack with { Gateway6 = stack.Key == NetstackKeys.VMotion ? InetAddress.Parse("fe80::1") : null })],
        }));
        RackVMotion rack = PlanInference.Infer(fabric, assignAddress: true).Plan.Racks[0].VMotion;
        Assert.Equal(["dvpg-vmotion-r01", "second"], rack.Adapters.Select(adapter => adapter.PortGroups.Single()));
        Assert.Equal(("fd00:16:0:1::/64", "fe80::1"), (rack.Subnet6.ToString(), rack.Gateway6.ToString()));
        Assert.Equal(
            [("172.16.1.11", "fd00:16:0:1::11"), ("172.16.1.111", "")],
            rack.Addresses[Fabrics.Name(1, 1)].Select(pin => (pin.IPv4.ToString(), pin.IPv6?.ToString() ?? string.Empty)));
    }

    [Fact]
    public void Nobody_gets_an_address_pinned_twice()
    {
        Fabric fabric = Fabrics.Clos(2, 4).With(host => host.WithAddress("172.16.1.11/24"), Fabrics.Name(1, 3));
        Rack rack = PlanInference.Infer(fabric, assignAddress: true).Plan.Racks[0];
        Assert.Equal([Fabrics.Name(1, 1), Fabrics.Name(1, 2), Fabrics.Name(1, 4)], rack.VMotion.Addresses.Keys.Order(StringComparer.Ordinal));
        Assert.Contains($"no address of its own to pin: {Fabrics.Name(1, 3)}", rack.Notes);
    }

    [Fact]
    public void Nothing_comes_of_nothing()
    {
        Assert.Empty(PlanInference.Infer(Fabrics.Of([])).Plan.Racks);
        InferredPlan unread = PlanInference.Infer(Fabrics.Of([Fabrics.Host(1, 1) with { Adapters = [], AdaptersUnread = true, PhysicalNics = [] }]));
        Assert.Empty(unread.Plan.Racks);
        Assert.Contains("could not be read", Assert.Single(unread.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leaf-01a,leaf-01b", "rack-01")]
    [InlineData("leaf-01a.dc1.example.com,leaf-01b.dc1.example.com", "rack-01")]
    [InlineData("LEAF07-A,LEAF07-B", "rack-07")]
    [InlineData("leaf-101,leaf-102", "rack-101-102")]
    [InlineData("dc1-r07-tor-a,dc1-r07-tor-b", "dc1-r07")]
    [InlineData("dc1-r07-tor1,dc1-r07-tor2", "dc1-r07")]
    [InlineData("leaf-07a", "rack-07")]
    [InlineData("north,south", "north-south")]
    public void A_rack_is_called_after_its_leaves(string leaves, string name)
    {
        string[] pair = leaves.Split(',');
        Fabric fabric = Fabrics.Of([Fabrics.Host(1, 1).CabledTo(pair[0], pair.ElementAtOrDefault(1))]);
        Assert.Equal(name, Assert.Single(PlanInference.Infer(fabric).Plan.Racks).Name);
    }

    private static Fabric WithFiveMiscabledHosts() => Fabrics.Clos(25, 4)
        .With(host => host.CabledTo("leaf-02a", "leaf-02b"), Fabrics.Name(1, 2))
        .With(host => host.CabledTo("leaf-04a", "leaf-04b"), Fabrics.Name(3, 4), Fabrics.Name(9, 1))
        .With(host => host.CabledTo("leaf-01a", "leaf-01b"), Fabrics.Name(3, 1))
        .With(host => host.CabledTo("leaf-25a", "leaf-25b"), Fabrics.Name(20, 3));

    private static Adapter WithIPv6(Adapter adapter) => adapter with
    {
        IPv6 = [InterfaceAddress.Parse("fe80::5/64"), InterfaceAddress.Parse(adapter.IPv4!.Value.Address.ToString().Split('.') is var parts ? $"fd00:16:0:{parts[2]}::{parts[3]}/64" : string.Empty)],
    };

    private static void AssertSame(RackPlan expected, RackPlan actual)
    {
        RackPlan bare = actual with { Racks = [.. actual.Racks.Select(rack => rack with { Notes = [] })] };
        Assert.Equal(PlanWriter.Write(expected), PlanWriter.Write(bare));
    }
}
