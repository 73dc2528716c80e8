using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

using Xunit;

namespace RoutedVMotion.Tests.Rules;

/// <summary>What holds for all rules: scope, the plan's say over them, order, and who mends.</summary>
public sealed class RuleEngineTests
{
    [Fact]
    public void A_scope_narrows_what_is_reported_and_not_what_is_judged()
    {
        FabricIndex fabric = new FabricBuilder()
            .Host("esx-0301", host => host.Address("172.16.1.12/24"))
            .Host("esx-0103", host => host.Gateway(string.Empty)).Build();
        Finding[] findings = [.. RuleEngine.Run(fabric, host => host.Name == "esx-0102.example.com")];
        Finding duplicate = Assert.Single(findings);
        Assert.Equal("DuplicateAddress", duplicate.Rule);
        Assert.Contains("esx-0301", duplicate.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_is_reported_if_one_of_its_hosts_is_wanted()
    {
        FabricIndex fabric = new FabricBuilder().Cluster("cl-01", cluster => cluster with { ConfigManagerEnabled = true }).Build();
        Assert.Single(RuleEngine.Run(fabric, host => host.Name == "esx-0102.example.com"));
        Assert.Empty(RuleEngine.Run(fabric, _ => false));
    }

    [Fact]
    public void A_plan_turns_rules_off_and_weighs_them_otherwise()
    {
        FabricBuilder fabric = new FabricBuilder().Host("esx-0103", host => host.Gateway(string.Empty).Nic("vmnic5", nic => nic with { SpeedMbps = 100 }));
        Assert.Equal(["GatewayMissing Error", "UplinkSpeed Error"], Weights(fabric));
        fabric.Plan(plan => plan with { Rules = new Dictionary<string, string> { ["gatewaymissing"] = "off", ["UplinkSpeed"] = "information" } });
        Assert.Equal(["UplinkSpeed Information"], Weights(fabric));

        static IEnumerable<string> Weights(FabricBuilder fabric) =>
            RuleEngine.Run(fabric.Build()).Select(finding => $"{finding.Rule} {finding.Severity}");
    }

    [Fact]
    public void Findings_come_rack_by_rack_and_host_by_host_as_the_plan_has_them()
    {
        FabricIndex fabric = new FabricBuilder()
            .Plan(plan => plan with { Racks = [.. plan.Racks.Reverse()] })
            .Each((host, _) => host.Gateway("10.9.9.9")).Build();
        string[] racks = [.. RuleEngine.Run(fabric).Select(finding => finding.Rack!).Distinct()];
        Assert.Equal(["rack-03", "rack-02", "rack-01"], racks);
        string[] hosts = [.. RuleEngine.Run(fabric).Where(finding => finding.Rack == "rack-03").Select(finding => finding.VMHost!)];
        Assert.Equal(hosts.Order(StringComparer.Ordinal), hosts);
    }

    [Fact]
    public void The_plan_decides_which_rack_is_wrong_and_not_the_majority()
    {
        // Everybody in rack-01 has the same wrong gateway: without a plan nothing could be said.
        FabricBuilder fabric = new FabricBuilder().Each((host, rack) => rack == 1 ? host.Gateway("172.16.1.254") : host);
        Assert.Equal(4, RuleEngine.Run(fabric.Build()).Count(finding => finding.Rule == "GatewayDiffersFromRack"));
        Assert.Empty(RuleEngine.Run(fabric.WithoutPlan().Build()));
    }

    [Fact]
    public void Of_two_hosts_that_differ_nobody_says_which_is_wrong()
    {
        FabricBuilder fabric = new FabricBuilder(racks: 2, hostsPerRack: 2).Host("esx-0102", host => host.Gateway("172.16.1.254")).WithoutPlan();
        Assert.Empty(RuleEngine.Run(fabric.Build()));
    }

    [Fact]
    public void One_host_with_a_subnet_of_its_own_makes_no_rack_that_all_others_must_reach()
    {
        FabricIndex fabric = new FabricBuilder(racks: 1, hostsPerRack: 12)
            .Each((host, _) => host.Gateway(string.Empty))
            .Host("esx-0103", host => host.Address("172.16.99.13/24")).WithoutPlan().Build();
        Finding finding = Assert.Single(RuleEngine.Run(fabric));
        Assert.Equal("GatewayMissing esx-0103 vmk1", FiringCase.InShort(finding));
    }

    [Fact]
    public void A_gap_between_clusters_is_a_warning_and_within_one_an_error()
    {
        FabricBuilder whole = new FabricBuilder().Host("esx-0103", host => host.Gateway(string.Empty));
        Assert.Equal("Error", Assert.Single(RuleEngine.Run(whole.WithoutPlan().Build())).Severity);
        FabricBuilder split = new FabricBuilder().ClusterPerRack().Host("esx-0103", host => host.Gateway(string.Empty));
        Assert.Equal("Warning", Assert.Single(RuleEngine.Run(split.WithoutPlan().Build())).Severity);

        // As it used to be everywhere: each cluster has a flat segment of its own, on the default stack.
        FabricBuilder old = new FabricBuilder().ClusterPerRack().Each((host, _) => host.Unconverted());
        Assert.All(RuleEngine.Run(old.WithoutPlan().Build()), finding => Assert.Equal(("GatewayOutsideSubnet", "Warning"), (finding.Rule, finding.Severity)));
    }

    [Fact]
    public void Nothing_is_promised_where_nothing_may_be_changed()
    {
        FabricBuilder Fault() => new FabricBuilder().Host("esx-0103", host => host.Gateway(string.Empty));
        bool IsPromised(FabricBuilder fabric) => RuleEngine.Run(fabric.Build()).First(finding => finding.Rule == "GatewayMissing").FixedBySet;
        Assert.True(IsPromised(Fault()));
        Assert.False(IsPromised(Fault().WithoutPlan()));
        Assert.False(IsPromised(Fault().Cluster("cl-01", cluster => cluster with { ConfigManagerEnabled = true })));
        Assert.False(IsPromised(Fault().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { Dhcp = true }))));
        Assert.False(IsPromised(Fault().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { SystemOwned = true }))));

        // SDDC Manager's rack hands out no address, so that a missing adapter cannot be made.
        FabricBuilder managed = new FabricBuilder().Host("esx-0103", host => host.Remove("vmk1"))
            .EachRack((rack, _) => rack with { ManagedBy = "sddc-manager", VMotion = rack.VMotion with { Adapters = [rack.VMotion.Adapters[0] with { Pool = null }] } });
        Assert.False(Assert.Single(RuleEngine.Run(managed.Build())).FixedBySet);
    }

    [Fact]
    public void An_address_stands_for_itself_whatever_the_case_of_a_bad_neighbour()
    {
        // The offender has the gateway's address: the others' gateway is right, and nobody blames them.
        FabricIndex fabric = new FabricBuilder().Host("esx-0103", host => host.Address("172.16.1.1/24")).Build();
        Assert.Equal(["AddressIsGateway esx-0103 vmk1"], RuleEngine.Run(fabric).Select(FiringCase.InShort));
    }

    [Fact]
    public void A_whole_rack_with_one_fault_gives_one_finding_for_each_host()
    {
        FabricIndex fabric = new FabricBuilder(racks: 3, hostsPerRack: 40).Each((host, rack) => rack == 2 ? host.Gateway("172.16.1.1") : host).Build();
        Finding[] findings = [.. RuleEngine.Run(fabric)];
        Assert.Equal(40, findings.Length);
        Assert.All(findings, finding => Assert.Equal("GatewayOfAnotherRack", finding.Rule));
    }

    [Fact]
    public void A_finding_is_flat_so_that_ConvertTo_Json_keeps_all_of_it()
    {
        Type[] scalars = [typeof(string), typeof(bool), typeof(int), typeof(int?)];
        Assert.All(typeof(Finding).GetProperties(), property => Assert.Contains(property.PropertyType, scalars));
        Assert.All(typeof(Rule).GetProperties(), property => Assert.Contains(property.PropertyType, scalars));
        Assert.All(typeof(RuleCount).GetProperties(), property => Assert.Contains(property.PropertyType, scalars));
    }

    [Fact]
    public void A_message_about_a_plan_is_a_finding_with_its_place()
    {
        var finding = new Finding(new PlanMessage(
            Severity.Error, "PlanGatewayOutsideSubnet", "Gateway 172.16.2.1 lies outside 172.16.1.0/24.", "Correct one of the two.",
            new SourcePosition("racks.json", 12, 18, "racks[0].vmotion.gateway")));
        Assert.Equal(("racks.json", 12, 18), (finding.File, finding.Line, finding.Column));
        Assert.NotEmpty(finding.Why);
        Assert.Equal(
            "Error PlanGatewayOutsideSubnet, racks.json:12:18: found Gateway 172.16.2.1 lies outside 172.16.1.0/24.", finding.ToString());
    }

    [Fact]
    public void A_summary_counts_hosts_without_error_or_warning_of_their_own()
    {
        FabricIndex fabric = new FabricBuilder()
            .Host("esx-0101", host => host.Gateway("10.9.9.9"))
            .Host("esx-0102", host => host.Address("172.16.1.11/24"))
            .Host("esx-0103", host => host with { HostProfile = "gold" })
            .Network("app", "app-10", SwitchKind.Distributed, Vlan.Single(10)).Machine("web-1", "esx-0201", "app").Build();
        var summary = new ValidationSummary([.. fabric.Hosts.Select(host => host.Host)], RuleEngine.Run(fabric), TimeSpan.FromMilliseconds(1234.4));
        Assert.Equal((12, 10), (summary.Hosts, summary.Compliant));
        Assert.Equal((5, 3, 1, 1), (summary.Findings, summary.Errors, summary.Warnings, summary.Informations));
        Assert.Equal(("DuplicateAddress", 2), (summary.ByRule[0].Rule, summary.ByRule[0].Findings));
        Assert.Equal(1.234, summary.DurationSeconds);
        Assert.Equal("10 of 12 hosts compliant, 3 errors, 1 warning", summary.ToString());
    }
}
