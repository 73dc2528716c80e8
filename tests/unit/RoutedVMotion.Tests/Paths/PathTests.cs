using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Tests.Rules;

using Xunit;

namespace RoutedVMotion.Tests.Paths;

/// <summary>What a row says, case by case.</summary>
public sealed class PathTests
{
    [Fact]
    public void A_sound_fabric_is_switched_within_racks_and_routed_between_them_through_the_gateway_of_each()
    {
        foreach (FabricBuilder sound in new[] { new FabricBuilder(), new FabricBuilder().DefaultStackWithOverride(), new FabricBuilder().StaticRoutes(), new FabricBuilder().OneVlanEverywhere(), new FabricBuilder().MultiNic() })
        {
            VMotionPath[] rows = Rows(sound);
            Assert.Equal(9, rows.Length);
            Assert.All(rows, row =>
            {
                Assert.Equal(row.Source == row.Destination ? "Switched" : "Routed", row.Verdict);
                Assert.Equal(row.Source == row.Destination ? null : $"172.16.{row.Source[^1]}.1", row.Gateway);
                Assert.Equal(row.Source == row.Destination ? null : $"172.16.{row.Destination[^1]}.1", row.ReturnGateway);
                Assert.Equal(row.Source == row.Destination ? 12 : 16, row.HostPairs);
                Assert.Equal((0, 0, string.Empty), (row.BlockedPairs, row.Exceptions.Count, row.Why));
            });
        }

        Assert.All(Rows(new FabricBuilder().Stretched()), row => Assert.Equal("Switched", row.Verdict));
        Assert.Equal("172.16.1.1, fd00:16:1::1", Rows(new FabricBuilder().DualStack())[1].Gateway);
        // Without a plan a rack is a subnet.
        Assert.Equal(["172.16.1.0/24 Switched", "172.16.2.0/24 Routed"], Rows(new FabricBuilder(2).WithoutPlan()).Take(2).Select(row => $"{row.Destination} {row.Verdict}"));
        Assert.All(Rows(new FabricBuilder().FlatDefaultStack()), row => Assert.Equal("Switched", row.Verdict));
    }

    [Fact]
    public void A_path_is_only_as_good_as_its_worse_half()
    {
        // Its own packets find their way; nobody's find it.
        PathIndex index = Index(new FabricBuilder().Host("esx-0103", host => host.Gateway(string.Empty)));
        HostContext bad = Host(index, "esx-0103"), good = Host(index, "esx-0201");
        foreach ((HostContext from, HostContext to, PathSide side) in new[] { (bad, good, PathSide.Source), (good, bad, PathSide.Destination) })
        {
            PathVerdict verdict = index.Judge(from, to);
            Assert.Equal(PathKind.Blocked, verdict.Kind);
            PathReason reason = Assert.Single(verdict.Reasons);
            Assert.Equal(("GatewayMissing", side), (reason.Rule.Name, reason.Side));
        }

        Assert.Equal(PathKind.Switched, index.Judge(bad, Host(index, "esx-0101")).Kind);
        // Both ends have something of their own to mend.
        index = Index(new FabricBuilder().Host("esx-0103", host => host.Gateway(string.Empty)).Host("esx-0201", host => host.Gateway("172.16.1.1")));
        Assert.Equal(
            ["Source GatewayMissing", "Destination GatewayOfAnotherRack"],
            index.Judge(Host(index, "esx-0103"), Host(index, "esx-0201")).Reasons.Select(reason => $"{reason.Side} {reason.Rule.Name}"));
    }

    [Fact]
    public void Hosts_that_differ_are_exceptions_and_the_row_is_what_holds_of_the_others()
    {
        FabricBuilder fabric = new FabricBuilder()
            .Host("esx-0103", host => host.Gateway(string.Empty))
            .Host("esx-0202", host => host with { Connection = HostConnection.Disconnected })
            .Host("esx-0304", host => host.Adapter("vmk1", adapter => adapter with { PortGroup = adapter.PortGroup! with { Vlan = Vlan.Single(99) } }));
        Dictionary<(string, string), VMotionPath> rows = Rows(fabric).ToDictionary(row => (row.Source, row.Destination));
        VMotionPath row = rows[("rack-01", "rack-02")];
        Assert.Equal(("Routed", 16, 7, 0), (row.Verdict, row.HostPairs, row.BlockedPairs, row.UnknownPairs));
        Assert.Equal(
            ["Source esx-0103.example.com Blocked: GatewayMissing, 4", "Destination esx-0202.example.com Blocked: HostDisconnected, 4"],
            row.Exceptions.Select(exception => $"{exception.Side} {exception}, {exception.Pairs}"));
        Assert.All(row.Exceptions, exception => Assert.Null(exception.Peers));
        Assert.Equal("esx-0103.example.com Blocked: GatewayMissing; esx-0202.example.com Blocked: HostDisconnected", row.Why);
        Assert.StartsWith("no gateway and no static route", row.Exceptions[0].Found, StringComparison.Ordinal);
        // In its own rack a host is told once, and a gateway is not asked for.
        Assert.Equal(("Switched", string.Empty), (rows[("rack-01", "rack-01")].Verdict, rows[("rack-01", "rack-01")].Why));
        Assert.Equal("esx-0304.example.com Blocked: VlanDiffersFromRack", rows[("rack-03", "rack-03")].Why);
        // The way back has the same, from the other side.
        Assert.Equal("esx-0202.example.com Blocked: HostDisconnected; esx-0103.example.com Blocked: GatewayMissing", rows[("rack-02", "rack-01")].Why);
    }

    [Fact]
    public void What_is_wrong_with_a_whole_rack_is_the_verdict_and_its_reason()
    {
        VMotionPath row = Rows(new FabricBuilder().Each((host, rack) => rack == 2 ? host.Gateway(string.Empty) : host))[1];
        Assert.Equal(("Blocked", "GatewayMissing", 16, 0), (row.Verdict, row.Why, row.BlockedPairs, row.Exceptions.Count));
        VMotionPathReason reason = Assert.Single(row.Reasons);
        Assert.Equal(("GatewayMissing", "Destination", 4, "esx-0201.example.com and 3 more"), (reason.Rule, reason.Side, reason.Hosts, reason.VMHost));
        Assert.StartsWith("no gateway and no static route", reason.Found, StringComparison.Ordinal);

        // An island by plan is blocked as well, and it is the plan that says so.
        row = Rows(new FabricBuilder()
            .Rack("rack-02", rack => rack with { VMotion = rack.VMotion with { Gateway = null } })
            .Each((host, rack) => rack == 2 ? host.Gateway(string.Empty) : host))[1];
        Assert.Equal(("Blocked", "GatewayMissing"), (row.Verdict, row.Why));
        Assert.Equal("rack-02 has no gateway by plan", Assert.Single(row.Reasons).Found);
    }

    [Fact]
    public void A_single_path_that_differs_names_its_other_end()
    {
        // Its prefix is too long: to the upper half of its own rack it goes by the gateway.
        VMotionPath row = Rows(new FabricBuilder(2, 6).Each((host, rack) => host.Name.StartsWith("esx-0106", StringComparison.Ordinal) ? host.Address("172.16.1.200/24") : host)
            .Host("esx-0101", host => host.Address("172.16.1.11/25")))[0];
        VMotionPathException exception = Assert.Single(row.Exceptions, each => each.VMHost.StartsWith("esx-0101", StringComparison.Ordinal));
        Assert.Equal(("Switched", "Routed", "esx-0106.example.com", 1), (row.Verdict, exception.Verdict, exception.Peers, exception.Pairs));
    }

    [Fact]
    public void The_size_that_counts_is_what_both_ends_send()
    {
        FabricBuilder Small() => new FabricBuilder(2).Host("esx-0101", host => host.Adapter("vmk1", adapter => adapter with { PortGroup = adapter.PortGroup! with { SwitchMtu = 1500 } }));
        PathIndex index = Index(Small());
        Assert.Equal(("Blocked", "MtuAboveSwitch"), Short(index, "esx-0101", "esx-0201"));
        index = Index(Small().Host("esx-0201", host => host.Adapter("vmk1", adapter => adapter with { Mtu = 1500 })));
        Assert.Equal(("Routed", string.Empty), Short(index, "esx-0101", "esx-0201"));
    }

    [Fact]
    public void A_host_that_took_the_gateways_address_blocks_its_rack()
    {
        PathIndex index = Index(new FabricBuilder(2).Host("esx-0104", host => host.Address("172.16.1.1/24")));
        Assert.Equal(("Blocked", "AddressIsGateway"), Short(index, "esx-0101", "esx-0201"));
        Assert.Equal(("Switched", string.Empty), Short(index, "esx-0101", "esx-0102"));
    }

    [Fact]
    public void What_configuration_does_not_tell_is_neither_yes_nor_no()
    {
        PathIndex index = Index(new FabricBuilder().Host("esx-0103", host => host with { AdaptersUnread = true, Adapters = [], Unread = ["config.network: no permission."] })
            .Rack("rack-02", rack => rack with { Hosts = ["esx-02*", "esx-0304*"] }));
        Assert.Equal(("Unknown", "HostNotRead"), Short(index, "esx-0103", "esx-0201"));
        Assert.Equal(("Unknown", "HostInTwoRacks"), Short(index, "esx-0101", "esx-0304"));
        // Before routed vMotion: a flat network that the plan does not know, and that may reach other racks or not.
        index = Index(new FabricBuilder().Each((host, rack) => host.Unconverted().Address($"172.31.{rack}.{host.Name[7]}/16")
            .Adapter("vmk1", adapter => adapter with { PortGroup = adapter.PortGroup! with { Vlan = Vlan.Single(1999) } })));
        Assert.Equal(("Unknown", "VMotionOnOtherStack"), Short(index, "esx-0101", "esx-0201"));
    }

    [Fact]
    public void A_virtual_machines_networks_are_judged_apart_and_by_what_they_reach()
    {
        FabricBuilder fabric = new FabricBuilder()
            .Network("stretched", "app-12", SwitchKind.Distributed, Vlan.Single(12)).VMNetwork("app-*", NetworkReach.Stretched, "rack-01", "rack-02")
            .Network("guest", "k8s", SwitchKind.Distributed, Vlan.Single(13)).VMNetwork("k8s", NetworkReach.GuestRouting)
            .Network("nat", "web", SwitchKind.Distributed, Vlan.Single(14)).VMNetwork("web", NetworkReach.Nat)
            .Network("local", "backup", SwitchKind.Distributed, Vlan.Single(15)).VMNetwork("backup", NetworkReach.Local)
            .Network("here", "legacy", SwitchKind.Distributed, Vlan.Single(16), "esx-0101", "esx-0102")
            .StandardNetwork("standard", "VM Network", rack => 20 + rack)
            .Machine("vm-all", "esx-0101", "stretched", "guest", "nat", "local", "here", "standard")
            .Machine("vm-too", "esx-0102", "stretched");
        Dictionary<(string, string), VMotionPath> rows = Rows(fabric).ToDictionary(row => (row.Source, row.Destination));
        static string[] InWords(VMotionPath row) => [.. row.Networks.Select(network => $"{network.Network} {network.By ?? network.Rule} {network.VMs}")];
        Assert.Equal(
            ["VM Network VMNetworkVlanDiffers 1", "backup VMNetworkEndsAtRack 1", "legacy VMNetworkNotInEveryRack 1", "app-12 Stretched 2", "k8s GuestRouting 1", "seg-app Overlay 4", "web Nat 1"],
            InWords(rows[("rack-01", "rack-02")]));
        Assert.Equal("4 of 7", rows[("rack-01", "rack-02")].VMNetworks);
        Assert.Contains("app-12 VMNetworkEndsAtRack 2", InWords(rows[("rack-01", "rack-03")]));
        Assert.Equal("VLAN 12, declared for rack-01, rack-02 only", rows[("rack-01", "rack-03")].Networks.Single(network => network.Network == "app-12").Found);
        Assert.Equal("Routed", rows[("rack-01", "rack-03")].Verdict);
        Assert.Contains("app-12 SameLeaves 2", InWords(rows[("rack-01", "rack-01")]));
        Assert.Equal("7 of 7", rows[("rack-01", "rack-01")].VMNetworks);
        Assert.Equal(["seg-app Overlay 4"], InWords(rows[("rack-02", "rack-01")]));

        // A host of the own rack that has not the port group.
        PathIndex index = Index(fabric);
        var row = new VMotionPath(index, index.HostPaths([Host(index, "esx-0101")], [Host(index, "esx-0103")]).Single());
        Assert.Equal("legacy: VMNetworkNotInEveryRack", row.Networks[0].ToString());
        // A rule that must hold keeps the machine where its network is.
        FabricBuilder held = fabric.Cluster("cl-01", cluster => cluster with
        {
            MandatoryHostRules = [new MandatoryHostRule("keep", [fabric.IdOfMachine("vm-all")], [fabric.IdOfHost("esx-0101"), fabric.IdOfHost("esx-0102")])],
        });
        Assert.Equal(["app-12 Stretched 1", "seg-app Overlay 4"], InWords(Rows(held)[1]));
    }

    [Fact]
    public void A_network_is_there_if_one_host_that_could_take_the_machine_has_it_and_how_many_do_is_said()
    {
        FabricBuilder fabric = new FabricBuilder(2)
            .Network("app", "app-12", SwitchKind.Distributed, Vlan.Single(12), "esx-0101", "esx-0102", "esx-0203").VMNetwork("app-*", NetworkReach.Stretched)
            .Network("here", "legacy", SwitchKind.Distributed, Vlan.Single(16), "esx-0101")
            .StandardNetwork("standard", "VM Network", _ => 20)
            .Host("esx-0203", host => host with { StandardPortGroups = [host.StandardPortGroups[0] with { Vlan = Vlan.Single(99) }] })
            .Machine("vm-a", "esx-0101", "app", "here", "standard");
        Assert.Equal(
            ["VM Network VMNetworkEndsAtRack VLAN 20, of which the plan says nothing; with VLAN 20 on 3 of 4 hosts of rack-02", "legacy VMNetworkNotInEveryRack on no host of rack-02", "app-12 Stretched on 1 of 4 hosts of rack-02", "seg-app Overlay "],
            Networks(fabric, "rack-01", "rack-02"));
        // In its own rack the host that the machine is on does not count.
        string[] within = ["legacy VMNetworkNotInEveryRack on no other host of rack-01", "VM Network SameLeaves ", "app-12 SameLeaves on 1 of 3 hosts of rack-01", "seg-app Overlay "];
        Assert.Equal(within, Networks(fabric, "rack-01", "rack-01"));
        PathIndex index = Index(fabric);
        HostContext home = Host(index, "esx-0101");
        VirtualMachine machine = index.Networks.MachinesOn(home).Single(one => one.Name == "vm-a");
        Assert.Equal(within.Take(3), InWords(index, index.Between(index.Group(home, machine), index.Racks[0])!));
        // One that has another VLAN is no reason, all are; and one that vCenter does not reach takes nothing.
        Assert.Contains("VM Network VMNetworkVlanDiffers VLAN 99 there, VLAN 20 here", Networks(fabric.Each((host, rack) => rack == 2
            ? host with { StandardPortGroups = [host.StandardPortGroups[0] with { Vlan = Vlan.Single(99) }] }
            : host).Host("esx-0203", host => host with { Connection = HostConnection.NotResponding }), "rack-01", "rack-02"));
        Assert.Contains("app-12 VMNetworkNotInEveryRack on no connected host of rack-02", Networks(fabric, "rack-01", "rack-02"));
    }

    [Fact]
    public void The_rule_counts_the_same_hosts_for_DRS_that_may_choose_any()
    {
        FabricIndex fabric = new FabricBuilder(2).StandardNetwork("standard", "VM Network", _ => 20)
            .Host("esx-0203", host => host with { StandardPortGroups = [host.StandardPortGroups[0] with { Vlan = Vlan.Single(99) }] })
            .Machine("vm-a", "esx-0101", "standard").Build();
        Assert.Equal("rack-02 (VLAN 99 on 1 of 4 hosts)", RuleEngine.Run(fabric).Single(finding => finding.Rule == "VMNetworkVlanDiffers").Found);
    }

    [Fact]
    public void A_machine_that_a_rule_holds_is_said_to_be_held()
    {
        FabricBuilder fabric = new FabricBuilder(2);
        PathIndex index = Index(fabric.Cluster("cl-01", cluster => cluster with
        {
            MandatoryHostRules =
            [
                new MandatoryHostRule("licence", [fabric.IdOfMachine("vm-0101")], [fabric.IdOfHost("esx-0101"), fabric.IdOfHost("esx-0102")]),
                new MandatoryHostRule("gpu", [fabric.IdOfMachine("vm-0101")], [fabric.IdOfHost("esx-0101"), fabric.IdOfHost("esx-0201")]),
            ],
        }));
        HostContext home = Host(index, "esx-0101");
        PathGroup machine = index.Group(home, index.Networks.MachinesOn(home).Single());
        var row = new VMotionPath(index, index.Between(machine, index.Racks[1])!);
        Assert.Equal(("Routed", "held", "licence, gpu", "held by rule licence, gpu"), (row.Verdict, row.VMNetworks, row.HeldBy, row.Why));
        row = new VMotionPath(index, new PathIndex(index.Fabric).Between(machine, index.Group(Host(index, "esx-0102")))!);
        Assert.Equal(("held", "licence, gpu"), (row.VMNetworks, row.HeldBy));
        // A rule is its cluster's: on hosts of another one it holds nobody back.
        index = Index(fabric.Each((host, rack) => rack == 2 ? host with { Cluster = "cl-02", ClusterId = "domain-c2" } : host));
        home = Host(index, "esx-0101");
        row = new VMotionPath(index, index.Between(index.Group(home, index.Networks.MachinesOn(home).Single()), index.Racks[1])!);
        Assert.Equal(("1 of 1", null, string.Empty), (row.VMNetworks, row.HeldBy, row.Why));
    }

    [Fact]
    public void A_port_group_of_the_same_name_elsewhere_is_one_that_a_migration_may_choose_and_no_more()
    {
        const string Chosen = "by another port group of that name, which the migration has to choose";
        string[] first = ["esx-0101", "esx-0102", "esx-0103", "esx-0104"], second = ["esx-0201", "esx-0202", "esx-0203", "esx-0204"];
        FabricBuilder Two(int vlan) => new FabricBuilder(2)
            .Network("a", "app", SwitchKind.Distributed, Vlan.Single(12), first).Network("b", "app", SwitchKind.Distributed, Vlan.Single(vlan), second)
            .Network("c", "seg-b", SwitchKind.Nsx, Vlan.Overlay(70000), first).Network("d", "seg-b", SwitchKind.Nsx, Vlan.Overlay(70000), second)
            .Machine("vm-a", "esx-0101", "a", "c");
        // The same number in another rack proves nothing, and another one is another network; a segment is one on each of its switches.
        Assert.Equal([$"app VMNetworkEndsAtRack VLAN 12, of which the plan says nothing; {Chosen}", "seg-app Overlay ", "seg-b Overlay "], Networks(Two(12), "rack-01", "rack-02"));
        Assert.Equal("app VMNetworkNotInEveryRack on no host of rack-02; another port group of that name has VLAN 13 there", Networks(Two(13), "rack-01", "rack-02")[0]);
        Assert.Contains($"app Stretched {Chosen}", Networks(Two(13).VMNetwork("app", NetworkReach.Stretched), "rack-01", "rack-02"));
        // Behind the same leaves it is the same network.
        Assert.Contains($"app SameLeaves {Chosen}", Networks(Two(12).Rack("rack-02", rack => rack with { Leaves = ["leaf-01a"] }), "rack-01", "rack-02"));

        // Another vCenter has ids of its own, too; there a segment's number proves nothing either.
        FabricBuilder Elsewhere() => new FabricBuilder(2).Network("a", "app", SwitchKind.Distributed, Vlan.Single(12)).Network("e", "db", SwitchKind.Distributed, Vlan.Single(13), first)
            .Machine("vm-a", "esx-0101", "a", "e").OnServer("vc02", 2);
        Assert.Equal(
            [$"app VMNetworkEndsAtRack VLAN 12, of which the plan says nothing; {Chosen}", "db VMNetworkNotInEveryRack not on vc02", "seg-app VMNetworkNotInEveryRack not on vc02; another port group of that name has overlay 69632 there"],
            Networks(Elsewhere(), "rack-01", "rack-02"));
        Assert.Equal(
            [$"app Stretched {Chosen}", $"seg-app Overlay {Chosen}"],
            Networks(Elsewhere().VMNetwork("app", NetworkReach.Stretched, "rack-01", "rack-02").VMNetwork("seg-*", NetworkReach.Overlay), "rack-01", "rack-02").Skip(1));
    }

    [Fact]
    public void Without_a_plan_two_that_look_for_each_other_on_the_wire_may_find_each_other()
    {
        FabricBuilder Long() => new FabricBuilder(2).WithoutPlan().Host("esx-0102", host => host.Address("172.16.1.12/25"));
        Assert.Equal(("Unknown", "PrefixLengthWrong"), Short(Index(Long()), "esx-0101", "esx-0102"));
        Assert.Equal(("Blocked", "PrefixLengthWrong"), Short(
            Index(Long().Host("esx-0102", host => host.Adapter("vmk1", adapter => adapter with { PortGroup = adapter.PortGroup! with { Vlan = Vlan.Single(99) } }))), "esx-0101", "esx-0102"));
        AssertClassesAreEqual(Index(Long().Host("esx-0203", host => host.Address("172.16.2.13/23"))));
        // Two prefixes on one wire: which is listed first says nothing.
        PathIndex index = Index(new FabricBuilder(2).OnlyIPv6().WithoutPlan().Each((host, _) => host.Adapter("vmk1", adapter => adapter with
        {
            IPv6 = [.. adapter.IPv6, InterfaceAddress.Parse($"fd00:99::{host.Name[5]}{host.Name[7]}/64")],
        })).Host("esx-0102", host => host.Adapter("vmk1", adapter => adapter with { IPv6 = [.. adapter.IPv6.Reverse()] })));
        foreach ((string from, string to) in new[] { ("esx-0101", "esx-0102"), ("esx-0102", "esx-0101") }) Assert.Equal(("Switched", string.Empty), Short(index, from, to));
        AssertClassesAreEqual(index);
    }

    [Fact]
    public void A_rule_that_the_plan_turns_off_cuts_nobody_off()
    {
        FabricBuilder Elsewhere(string severity) => new FabricBuilder(2)
            .Host("esx-0103", host => host with { PhysicalNics = [.. host.PhysicalNics.Select(nic => nic with { Neighbor = nic.Neighbor! with { SystemName = nic.Neighbor.SystemName!.Replace("leaf-01", "leaf-02", StringComparison.Ordinal) } })] })
            .Plan(plan => plan with { Rules = new Dictionary<string, string> { ["HostBehindOtherLeaves"] = severity } });
        Assert.Equal(("Blocked", "HostBehindOtherLeaves"), Short(Index(Elsewhere("error")), "esx-0103", "esx-0201"));
        Assert.Equal(("Routed", string.Empty), Short(Index(Elsewhere("off")), "esx-0103", "esx-0201"));
        Assert.Equal(("Routed", string.Empty), Short(Index(Elsewhere("warning")), "esx-0103", "esx-0201"));
    }

    [Fact]
    public void Without_a_plan_two_servers_may_use_the_same_addresses()
    {
        // Two sites of two racks each; a host of the one has the address of the other's gateway.
        PathIndex index = Index(new FabricBuilder(4).WithoutPlan().OnServer("vc02", 3, 4)
            .Each((host, rack) => rack < 3 ? host : host.Address($"172.16.{rack - 2}.1{host.Name[7]}/24").Gateway($"172.16.{rack - 2}.254"))
            .Host("esx-0104", host => host.Address("172.16.1.254/24")));
        Assert.Equal(("Routed", string.Empty), Short(index, "esx-0101", "esx-0201"));
        Assert.Equal(("Routed", string.Empty), Short(index, "esx-0301", "esx-0401"));
        Assert.DoesNotContain(RuleEngine.Run(index.Fabric), finding => finding.Rule is "DuplicateAddress" or "GatewayIsHostAddress");
    }

    [Fact]
    public void A_row_names_every_gateway_that_its_hosts_use_and_a_reason_between_two_hosts_names_neither()
    {
        PathIndex index = Index(new FabricBuilder(2).WithoutPlan().Host("esx-0104", host => host.Gateway("172.16.1.254")));
        var row = new VMotionPath(index, index.Between(index.Racks[0], index.Racks[1])!);
        Assert.Equal(("Routed", "172.16.1.1, 172.16.1.254", "172.16.2.1"), (row.Verdict, row.Gateway, row.ReturnGateway));
        row = new VMotionPath(index, index.Between(index.Racks[1], index.Racks[0])!);
        Assert.Equal(("172.16.2.1", "172.16.1.1, 172.16.1.254"), (row.Gateway, row.ReturnGateway));

        index = Index(new FabricBuilder(2));
        ProbeObservation[] silent = [.. PathProbePlanner.First(index, [(index.Racks[0], index.Racks[1])]).Select(ping => new ProbeObservation(ping) { Sent = 3, Received = ping.Kind == ProbeKind.Peer ? 0 : 3 })];
        index = new PathIndex(index.Fabric, new PathFacts(index.Fabric, silent));
        row = new VMotionPath(index, index.HostPaths([Host(index, "esx-0101")], [Host(index, "esx-0201")]).Single());
        VMotionPathReason reason = Assert.Single(row.Reasons);
        Assert.Equal(("PathUnreachable", "Between", string.Empty, 0), (reason.Rule, reason.Side, reason.VMHost, reason.Hosts));
    }

    [Fact]
    public void Hosts_of_a_class_are_equal_whatever_is_wrong_with_one()
    {
        foreach (FiringCase firing in FiringCases.All) AssertClassesAreEqual(Index(firing.Build()), firing.Story);
    }

    [Fact]
    public void A_large_sound_fabric_is_a_class_for_each_rack()
    {
        PathIndex index = Index(new FabricBuilder(20, 40).Host("esx-0707", host => host.Gateway(string.Empty)));
        Assert.Equal(21, index.ClassCount);
        HostContext[] hosts = [.. index.Fabric.Hosts];
        Assert.Equal(800 * 799, index.HostPaths(hosts, hosts).Count());
        Assert.Equal(2 * 760, index.HostPaths(hosts, hosts).Count(path => path.Verdict.Kind == PathKind.Blocked));
    }

    private static void AssertClassesAreEqual(PathIndex index, string story = "")
    {
        foreach (HostContext from in index.Fabric.Hosts)
        {
            foreach (HostContext to in index.Fabric.Hosts.Where(other => other != from))
            {
                PathVerdict verdict = index.Judge(from, to), alone = index.JudgeAlone(from, to), back = index.Judge(to, from);
                Assert.True(InWords(verdict) == InWords(alone), $"{story} {from.Host.Name} to {to.Host.Name}: {InWords(verdict)}, and alone {InWords(alone)}");
                Assert.Equal((verdict.Kind, verdict.Gateway), (back.Kind, back.ReturnGateway));
                Assert.Equal(verdict.Kind is PathKind.Blocked or PathKind.Unknown, verdict.Reasons.Count > 0);
            }
        }

        static string InWords(PathVerdict verdict) =>
            $"{verdict.Kind} {verdict.Gateway} {verdict.ReturnGateway} {string.Join(", ", verdict.Reasons.Select(reason => $"{reason.Side} {reason.Rule.Name} {reason.Text}"))}";
    }

    private static PathIndex Index(FabricBuilder fabric) => new(fabric.Build());

    private static VMotionPath[] Rows(FabricBuilder fabric)
    {
        PathIndex index = Index(fabric);
        return [.. index.Racks.SelectMany(source => index.Racks, (source, destination) => index.Between(source, destination)).OfType<GroupPath>().Select(path => new VMotionPath(index, path))];
    }

    private static string[] Networks(FabricBuilder fabric, string source, string destination)
    {
        PathIndex index = Index(fabric);
        return InWords(index, index.Between(index.Racks.Single(rack => rack.Name == source), index.Racks.Single(rack => rack.Name == destination))!);
    }

    private static string[] InWords(PathIndex index, GroupPath path) =>
        [.. new VMotionPath(index, path).Networks.Select(network => $"{network.Network} {network.By ?? network.Rule} {network.Found}")];

    private static HostContext Host(PathIndex index, string name) => index.Fabric.Hosts.Single(host => FabricBuilder.Short(host.Host) == name);

    private static (string Verdict, string Why) Short(PathIndex index, string from, string to)
    {
        var row = new VMotionPath(index, index.HostPaths([Host(index, from)], [Host(index, to)]).Single());
        return (row.Verdict, row.Why);
    }
}
