using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using CsCheck;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class PlanLinterTests
{
    private static readonly string[] KnownRules = ["UplinkSpeed", "GatewayMissing"];

    private const string Good = """
        {
          "version": 1,
          "defaults": { "mtu": 9000 },
          "racks": [
            {
              "name": "rack-01", "leaves": ["leaf-01a", "leaf-01b"],
              "hosts": ["esx-01*"],
              "vmotion": {
                "subnet": "172.16.1.0/24",
                "gateway": "172.16.1.1",
                "vlan": 2001,
                "adapters": [ { "portGroup": ["dvpg-vmotion-r01"], "pool": "172.16.1.100-172.16.1.120" } ],
                "addresses": { "esx-0101.example.com": [ { "ip": "172.16.1.11" } ] }
              }
            },
            {
              "name": "rack-02", "leaves": ["leaf-02a", "leaf-02b"],
              "hosts": ["esx-02*"],
              "vmotion": {
                "subnet": "172.16.2.0/24",
                "gateway": "172.16.2.1",
                "vlan": 2002,
                "adapters": [ { "portGroup": ["dvpg-vmotion-r02"], "pool": "172.16.2.100-172.16.2.120" } ],
                "addresses": { "esx-0201.example.com": [ { "ip": "172.16.2.11" } ] }
              }
            }
          ],
          "vmNetworks": [ { "match": "app-*", "racks": ["rack-01"], "by": "stretched" } ],
          "rules": { "UplinkSpeed": "off" }
        }
        """;

    [Fact]
    public void A_good_plan_and_every_example_give_no_message()
    {
        Assert.Empty(PlanLinter.Lint(PlanText.Read(Good), KnownRules, Fabrics.Clos(2, 3)));
        foreach (string example in PlanText.Examples) Assert.Empty(PlanLinter.Lint(PlanText.Read(File.ReadAllText(example)), KnownRules));
    }

    [Theory]
    [InlineData("\"name\": \"rack-02\"", "\"name\": \"RACK-01\"", "Error PlanRackNameRepeated 17:15")]
    [InlineData("172.16.2.0/24\",\n        \"gateway\": \"172.16.2.1\"", "172.16.1.0/25\",\n        \"gateway\": \"172.16.1.2\"", "Error PlanSubnetsOverlap 20:19, Error PlanPoolOutsideSubnet 23:68, Error PlanAddressOutsideSubnet 24:58")]
    [InlineData("172.16.2.0/24\",\n        \"gateway\": \"172.16.2.1\"", "172.16.1.0/24\",\n        \"gateway\": \"172.16.1.2\"", "Error PlanSubnetsOverlap 20:19, Error PlanPoolOutsideSubnet 23:68, Error PlanAddressOutsideSubnet 24:58")]
    [InlineData("172.16.2.0/24\",\n        \"gateway\": \"172.16.2.1\"", "172.16.1.0/24\",\n        \"gateway\": \"172.16.1.1\"", "Information PlanSubnetStretched 20:19, Error PlanPoolOutsideSubnet 23:68, Error PlanAddressOutsideSubnet 24:58")]
    [InlineData("\"gateway\": \"172.16.2.1\"", "\"gateway\": \"172.16.3.1\"", "Error PlanGatewayOutsideSubnet 21:20")]
    [InlineData("\"gateway\": \"172.16.2.1\"", "\"gateway\": \"172.16.2.0\"", "Error PlanGatewayIsNetworkOrBroadcast 21:20")]
    [InlineData("\"gateway\": \"172.16.2.1\"", "\"gateway\": \"172.16.2.255\"", "Error PlanGatewayIsNetworkOrBroadcast 21:20")]
    [InlineData("\"gateway\": \"172.16.2.1\"", "\"gateway\": \"172.16.2.11\"", "Error PlanGatewayIsHostAddress 21:20")]
    [InlineData("\"gateway\": \"172.16.2.1\"", "\"gateway6\": \"fd00::1\"", "Error PlanGatewayOutsideSubnet 21:21")]
    [InlineData("        \"gateway\": \"172.16.2.1\",\n", "", "Warning PlanGatewayMissing 19:18")]
    [InlineData("172.16.2.100-172.16.2.120", "172.16.2.100-172.16.3.5", "Error PlanPoolOutsideSubnet 23:68")]
    [InlineData("172.16.2.100-172.16.2.120", "172.16.2.250-172.16.2.255", "Warning PlanPoolHoldsReserved 23:68")]
    [InlineData("172.16.2.100-172.16.2.120\" }", "172.16.2.100-172.16.2.120\" }, { \"pool\": \"172.16.2.120-172.16.2.130\" }", "Error PlanPoolsOverlap 23:109")]
    [InlineData("\"addresses\": { \"esx-0201.example.com\": [ { \"ip\": \"172.16.2.11\" } ] }", "\"addresses\": { \"esx-0201.example.com\": [ { \"ip\": \"172.16.1.11\" } ] }", "Error PlanAddressRepeated 24:58, Error PlanAddressOutsideSubnet 24:58")]
    [InlineData("\"172.16.2.11\"", "\"172.16.2.255\"", "Error PlanAddressReserved 24:58")]
    [InlineData("{ \"ip\": \"172.16.2.11\" } ]", "{ \"ip\": \"172.16.2.11\" }, { \"ip\": \"172.16.2.12\" } ]", "Error PlanTooManyAddresses 24:75")]
    [InlineData("\"esx-0201.example.com\": [", "\"esx-0301.example.com\": [", "Warning PlanAddressOfForeignHost 24:48")]
    [InlineData("\"vlan\": 2002", "\"vlan\": 4095", "Error PlanVlanOutOfRange 22:17")]
    [InlineData("\"vlan\": 2002", "\"vlan\": 2002, \"mtu\": 9216", "Error PlanMtuOutOfRange 22:30, Warning PlanMtuDiffers 22:30")]
    [InlineData("\"mtu\": 9000 }", "\"mtu\": 900 }", "Error PlanMtuOutOfRange 3:24")]
    [InlineData("dvpg-vmotion-r02", "DVPG-vmotion-r01", "Warning PlanPortGroupTwoVlans 23:39")]
    [InlineData("[\"dvpg-vmotion-r02\"]", "[\"a\", \"A\"]", "Warning PlanEntryRepeated 23:44")]
    [InlineData("\"hosts\": [\"esx-02*\"]", "\"hosts\": [\"esx-02*\", \"ESX-02*\"]", "Warning PlanEntryRepeated 18:28")]
    [InlineData("\"hosts\": [\"esx-02*\"]", "\"hosts\": [\"esx-02*\", \"esx-01*\"]", "Error PlanHostRepeated 18:28")]
    [InlineData("\"hosts\": [\"esx-02*\"]", "\"hosts\": [\"esx-02*\"], \"managedBy\": \"sddc-manager\"", "Error PlanPoolNotOurs 23:68")]
    [InlineData("\"racks\": [\"rack-01\"]", "\"racks\": [\"rack-03\"]", "Error PlanUnknownRack 28:49")]
    [InlineData("\"by\": \"stretched\" }", "\"by\": \"stretched\" }, { \"match\": \"APP-*\", \"by\": \"nat\" }", "Warning PlanNetworkRepeated 28:93")]
    [InlineData("\"UplinkSpeed\"", "\"UplinkSped\"", "Error PlanUnknownRule 29:28")]
    public void What_makes_no_sense_is_told_with_its_place(string good, string bad, string expected)
    {
        string text = Good.Replace("\r\n", "\n", StringComparison.Ordinal);
        Assert.Contains(good, text, StringComparison.Ordinal);
        PlanReading reading = PlanReader.Read(text.Replace(good, bad, StringComparison.Ordinal), "racks.json");
        Assert.True(reading.Plan is not null, string.Join(Environment.NewLine, reading.Messages));
        IReadOnlyList<PlanMessage> messages = PlanLinter.Lint(reading.Plan, KnownRules);
        Assert.Equal(expected, Summary(messages));
        Assert.All(messages, message => Assert.Equal("racks.json", message.Position.File));
    }

    [Fact]
    public void A_pool_must_have_room_for_the_hosts_that_are_named()
    {
        string text = Good.Replace("[\"esx-02*\"]", "[\"esx-0201.example.com\", \"b\", \"c\", \"d\"]", StringComparison.Ordinal)
            .Replace("172.16.2.100-172.16.2.120", "172.16.2.10-172.16.2.12", StringComparison.Ordinal);
        // Three addresses, of which .11 is pinned, for b, c and d.
        PlanMessage message = Assert.Single(PlanLinter.Lint(PlanText.Read(text)));
        Assert.Equal("PlanPoolTooSmall", message.Id);
        Assert.Contains("3 hosts", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Families_that_do_not_meet_are_told()
    {
        string text = Good.Replace("\"subnet\": \"172.16.2.0/24\"", "\"subnet6\": \"fd00:2::/64\"", StringComparison.Ordinal)
            .Replace("\"gateway\": \"172.16.2.1\"", "\"gateway6\": \"fe80::1\"", StringComparison.Ordinal)
            .Replace(", \"pool\": \"172.16.2.100-172.16.2.120\"", string.Empty, StringComparison.Ordinal)
            .Replace("\"ip\": \"172.16.2.11\"", "\"ip6\": \"fd00:2::11\"", StringComparison.Ordinal);
        Assert.Equal("Warning PlanFamiliesDoNotMeet 19:18", Summary(PlanLinter.Lint(PlanText.Read(text))));
    }

    [Fact]
    public void A_plan_weighs_its_own_warnings_but_not_its_errors()
    {
        string text = Good.Replace("\"vlan\": 2002", "\"vlan\": 5000, \"mtu\": 1500", StringComparison.Ordinal);
        Assert.Equal("Error PlanVlanOutOfRange, Warning PlanMtuDiffers", Weighed("warning"));
        Assert.Equal("Error PlanVlanOutOfRange, Error PlanMtuDiffers", Weighed("error"));
        Assert.Equal("Error PlanVlanOutOfRange", Weighed("off"));

        string Weighed(string word) => string.Join(", ", PlanLinter.Lint(
            PlanText.Read(text.Replace("\"UplinkSpeed\": \"off\"", $"\"PlanMtuDiffers\": \"{word}\", \"PlanVlanOutOfRange\": \"off\"", StringComparison.Ordinal)), KnownRules)
            .Select(message => $"{message.Severity} {message.Id}"));
    }

    [Fact]
    public void Against_the_servers_every_name_must_be_there()
    {
        RackPlan plan = PlanText.Read(Good
            .Replace("\"hosts\": [\"esx-02*\"]", "\"hosts\": [\"esx-02*\", \"esx-99*\"], \"clusters\": [\"nowhere\"], \"exclude\": [\"witness*\"]", StringComparison.Ordinal)
            .Replace("leaf-02b", "leaf-02c", StringComparison.Ordinal)
            .Replace("esx-0201.example.com", "esx-0299.example.com", StringComparison.Ordinal));
        Fabric fabric = Fabrics.Clos(3, 2) with { Networks = [Network("web-1", Fabrics.Clos(3, 2).Hosts)] };
        Assert.Equal(
            [
                "PlanHostInNoRack: 2 hosts in no rack: esx-0301.example.com, esx-0302.example.com.",
                "PlanLeafUnseen: No host sees a neighbour leaf-02c.",
                "PlanPatternMatchesNothing: No cluster is called nowhere.",
                "PlanPatternMatchesNothing: No host is called esx-0299.example.com; its addresses stay reserved.",
                "PlanPatternMatchesNothing: No host is called esx-99*.",
                "PlanPatternMatchesNothing: No host is called witness*.",
                "PlanPatternMatchesNothing: No network is called app-*.",
            ],
            PlanLinter.Lint(plan, KnownRules, fabric).Select(message => $"{message.Id}: {message.Text}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rack_on_a_server_that_is_not_connected_is_told_once()
    {
        RackPlan plan = PlanText.Read(Good.Replace("\"hosts\": [\"esx-02*\"]", "\"hosts\": [\"esx-02*\"], \"server\": \"vc02.example.com\"", StringComparison.Ordinal));
        PlanMessage message = Assert.Single(PlanLinter.Lint(plan, KnownRules, Fabrics.Clos(1, 2)));
        Assert.Equal(("PlanServerUnknown", "rack-02"), (message.Id, message.Rack));
    }

    [Fact]
    public void A_host_in_two_racks_is_an_error_that_names_both()
    {
        RackPlan plan = PlanText.Read(Good.Replace("\"hosts\": [\"esx-02*\"]", "\"hosts\": [\"esx-02*\", \"esx-*02.example.com\"]", StringComparison.Ordinal));
        PlanMessage message = Assert.Single(PlanLinter.Lint(plan, KnownRules, Fabrics.Clos(2, 2)));
        Assert.Equal(("PlanHostInTwoRacks", Severity.Error, "esx-0102.example.com"), (message.Id, message.Severity, message.VMHost));
        Assert.Contains("rack-01 and rack-02", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_alternative_port_groups_a_host_has_exactly_one()
    {
        RackPlan plan = PlanText.Read(Good.Replace("[\"dvpg-vmotion-r02\"]", "[\"dvpg-vmotion-r02\", \"vMotion\"]", StringComparison.Ordinal)
            .Replace("dvpg-vmotion-r01", "dvpg-vmotion-r1", StringComparison.Ordinal));
        Fabric fabric = Fabrics.Clos(2, 2);
        fabric = fabric with { Networks = [Network("app-1", fabric.Hosts), Network("vMotion", fabric.Hosts.Take(3)), Network("dvpg-vmotion-r02", fabric.Hosts.Skip(2))] };
        Assert.Equal(
            [
                "PlanPortGroupNotFound: No port group dvpg-vmotion-r1 is there on esx-0101.example.com, esx-0102.example.com.",
                "PlanPortGroupAmbiguous: More than one of dvpg-vmotion-r02 and vMotion is there on esx-0201.example.com.",
            ],
            PlanLinter.Lint(plan, KnownRules, fabric).Select(message => $"{message.Id}: {message.Text}"));
    }

    [Fact]
    public void Addresses_are_held_against_what_the_hosts_have()
    {
        RackPlan plan = PlanText.Read(Good.Replace("172.16.1.100-172.16.1.120", "172.16.1.100-172.16.1.101", StringComparison.Ordinal)
            .Replace(", \"pool\": \"172.16.2.100-172.16.2.120\"", string.Empty, StringComparison.Ordinal));
        Fabric fabric = Fabrics.Clos(2, 4)
            .With(host => host.WithAddress("172.16.1.11/24"), Fabrics.Name(1, 2))
            .With(host => host.OnDefaultStack("192.168.0.3/24"), Fabrics.Name(1, 1), Fabrics.Name(1, 3), Fabrics.Name(1, 4), Fabrics.Name(2, 4))
            .With(host => host.WithAddress("172.16.2.1/24"), Fabrics.Name(2, 3));
        fabric = Fabrics.Of(fabric.Hosts.Append(Fabrics.Host(1, 5).OnDefaultStack("192.168.0.5/24")));
        Assert.Equal(
            [
                "PlanPoolTooSmall 12: The pool has no address left for 1 host: esx-0105.example.com.",
                "PlanAddressInUse 13: For esx-0101.example.com, 172.16.1.11 is in use by vmk1 of esx-0102.example.com.",
                "PlanAddressMissing 19: 2 hosts without a planned IPv4 address: esx-0203.example.com, esx-0204.example.com",
                "PlanGatewayIsHostAddress 21: Gateway 172.16.2.1 is the address of vmk1 of esx-0203.example.com.",
            ],
            PlanLinter.Lint(plan, KnownRules, fabric).Select(message => $"{message.Id} {message.Position.Line}: {message.Text.Split(" (")[0]}"));
    }

    [Fact]
    public void Whatever_reads_as_a_plan_can_be_judged() => Gen.Select(PlanText.Plans, Gen.Bool).Sample((plan, inMemory) =>
    {
        RackPlan read = inMemory ? plan : PlanText.Read(PlanWriter.Write(plan));
        foreach (PlanMessage message in PlanLinter.Lint(read, KnownRules, Fabrics.Clos(2, 2)))
        {
            Assert.NotNull(PlanRules.Find(message.Id));
            Assert.True(inMemory || message.Position.Line > 0, message.ToString());
            Assert.NotEmpty(message.Position.JsonPath);
        }
    });

    [Fact]
    public void Racks_on_standard_switches_may_give_one_name_two_vlans()
    {
        Fabric fabric = OnePortGroupName(SwitchKind.Standard);
        RackPlan plan = PlanInference.Infer(fabric).Plan;
        Assert.Equal([2001, 2002, 2003], plan.Racks.Select(rack => rack.VMotion.Vlan!.Value));
        Assert.All(plan.Racks, rack => Assert.Equal(["vMotion"], rack.VMotion.Adapters.Single().PortGroups));
        Assert.Empty(PlanLinter.Lint(plan, [], fabric));
        // Alone it could be a distributed one; it is used all the same.
        Assert.All(PlanLinter.Lint(plan, []), message => Assert.Equal(("PlanPortGroupTwoVlans", Severity.Warning), (message.Id, message.Severity)));
    }

    [Fact]
    public void One_distributed_port_group_with_two_vlans_is_an_error_of_the_plan()
    {
        RackPlan plan = PlanInference.Infer(OnePortGroupName(SwitchKind.Standard)).Plan;
        Fabric fabric = OnePortGroupName(SwitchKind.Distributed);
        AssertErrors(fabric);
        // No adapter is on it yet: the networks tell.
        AssertErrors(Fabrics.Clos(3, 2) with { Networks = [Network("vMotion", fabric.Hosts)] });

        void AssertErrors(Fabric servers) => Assert.Equal(
            ["rack-02 Error", "rack-03 Error"],
            PlanLinter.Lint(plan, [], servers).Where(message => message.Id == "PlanPortGroupTwoVlans").Select(message => $"{message.Rack} {message.Severity}"));
    }

    [Fact]
    public void The_order_in_which_hosts_are_read_changes_no_text()
    {
        RackPlan plan = PlanText.Read(Good.Replace("[\"esx-02*\"]", "[\"esx-0299*\"]", StringComparison.Ordinal)
            .Replace("\"leaf-02a\", \"leaf-02b\"", "\"leaf-98a\", \"leaf-98b\"", StringComparison.Ordinal)
            .Replace("172.16.2.", "172.16.9.", StringComparison.Ordinal)
            .Replace(", \"pool\": \"172.16.1.100-172.16.1.120\"", string.Empty, StringComparison.Ordinal)
            .Replace("dvpg-vmotion-r01", "dvpg-none", StringComparison.Ordinal));
        Fabric fabric = Fabrics.Clos(2, 4)
            .With(host => host.OnDefaultStack("192.168.0.3/24"), Fabrics.Name(1, 2), Fabrics.Name(1, 3))
            .With(host => host.WithAddress("172.16.1.1/24"), Fabrics.Name(2, 1), Fabrics.Name(2, 3));
        fabric = fabric with { Networks = [Network("app-1", fabric.Hosts)] };
        string[] expected = Texts(fabric);
        foreach (string id in new[] { "PlanHostInNoRack", "PlanPortGroupNotFound", "PlanAddressMissing", "PlanGatewayIsHostAddress" })
            Assert.Contains(expected, text => text.Contains(id, StringComparison.Ordinal));
        Gen.Shuffle(fabric.Hosts.ToArray()).Sample(hosts => Assert.Equal(expected, Texts(fabric with { Hosts = hosts })), iter: 20);

        string[] Texts(Fabric servers) => [.. PlanLinter.Lint(plan, KnownRules, servers).Select(message => $"{message.Id}: {message.Text}")];
    }

    /// <summary>Three racks whose vMotion port group is called the same, with a VLAN per rack.</summary>
    private static Fabric OnePortGroupName(SwitchKind kind) => Fabrics.Of(Fabrics.Clos(3, 2).Hosts.Select(host => host.WithVMotion(
        adapter => adapter with { PortGroup = adapter.PortGroup! with { Name = "vMotion", Id = "vMotion", Kind = kind } })));

    private static VirtualMachineNetwork Network(string name, IEnumerable<EsxHost> hosts) => new()
    {
        Server = "vc01.example.com",
        Id = "dvportgroup-" + name,
        Name = name,
        Kind = SwitchKind.Distributed,
        HostIds = [.. hosts.Select(host => host.Id)],
    };

    private static string Summary(IEnumerable<PlanMessage> messages) =>
        string.Join(", ", messages.Select(message => $"{message.Severity} {message.Id} {message.Position.Line}:{message.Position.Column}"));
}
