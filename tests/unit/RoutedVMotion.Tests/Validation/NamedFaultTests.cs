using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

namespace RoutedVMotion.Tests.Validation;

/// <summary>
/// Each named fault of the simulator, end to end: what the rules say of it from configuration, what pings add, where, and
/// nothing else.
/// </summary>
public sealed class NamedFaultTests
{
    /// <summary>What configuration shows, and what only a ping does.</summary>
    private static readonly Dictionary<FaultName, (string[] Configuration, string[] Probe)> Expected = new()
    {
        [FaultName.MissingGateway] = (["Error GatewayMissing"], []),
        [FaultName.WrongGateway] = (["Error GatewayOfAnotherRack"], []),
        [FaultName.GatewayOutsideSubnet] = (["Error GatewayOutsideSubnet"], []),
        [FaultName.GatewayIsOwnAddress] = (["Error GatewayIsHostAddress"], []),
        [FaultName.DefaultStackOnly] = (["Error VMotionOnOtherStack", "Warning ClusterMixedStacks"], []),
        [FaultName.OverrideOnDefaultStack] = (["Error VMotionOnOtherStack", "Warning ClusterMixedStacks"], []),
        [FaultName.MixedStacks] = (["Warning DeadVMotionAdapter"], []),
        [FaultName.VsanOnVMotionAdapter] = (["Error VMotionOnOtherStack", "Warning ClusterMixedStacks"], []),
        [FaultName.NfsOnVMotionAdapter] = (["Error VMotionOnOtherStack", "Warning ClusterMixedStacks"], []),
        [FaultName.IscsiOnVMotionAdapter] = (["Error VMotionOnOtherStack", "Warning ClusterMixedStacks"], []),
        [FaultName.NoVMotion] = (["Error NoVMotionAdapter"], []),
        // Routes to every other rack through the rack's gateway are as good as a gateway.
        [FaultName.StaticRoutesOnly] = ([], []),
        [FaultName.MtuMismatch] = (["Error MtuDiffersFromPlan"], []),
        [FaultName.SwitchMtuTooSmall] = (["Error MtuAboveSwitch"], ["Error PathMtuTooSmall"]),
        [FaultName.WrongVlan] = (["Error VlanDiffersFromRack", "Warning PortGroupNotPlanned"], ["Error GatewayUnreachable"]),
        // On both of them.
        [FaultName.DuplicateAddress] = (["Error DuplicateAddress", "Error DuplicateAddress"], []),
        [FaultName.Disconnected] = (["Warning HostDisconnected"], []),
        [FaultName.MaintenanceMode] = ([], []),
        [FaultName.NotResponding] = (["Warning HostDisconnected"], []),
        [FaultName.MiscabledHost] = (["Error HostBehindOtherLeaves"], ["Error GatewayUnreachable"]),
        [FaultName.UplinksDown] = (["Error AllUplinksDown"], ["Error GatewayUnreachable"]),
        [FaultName.Unreadable] = (["Warning HostNotRead"], []),
        [FaultName.SviDown] = ([], ["Error GatewayUnreachable"]),
        [FaultName.VlanNotTrunked] = ([], ["Error GatewayUnreachable"]),
        [FaultName.FabricMtu1500] = ([], ["Error PathMtuTooSmall"]),
        // Where another spine carries some pairs of hosts; where the asked ones all take the broken one, see below.
        [FaultName.SpineBlackhole] = ([], ["Warning PathUnreliable"]),
        [FaultName.GatewayIgnoresIcmp] = ([], ["Information GatewaySilentToIcmp"]),
        [FaultName.SlowPath] = ([], ["Warning RttAboveLimit"]),
        [FaultName.SilentHost] = ([], ["Error PeerSilent"]),
    };

    public static TheoryData<FaultName, int> Faults
    {
        get
        {
            var faults = new TheoryData<FaultName, int>();
            foreach (FaultName fault in Enum.GetValues<FaultName>())
            {
                faults.Add(fault, 2);
                faults.Add(fault, 4);
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_gives_its_findings_where_it_is_and_no_others(FaultName fault, int hostsPerRack)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions
            {
                Racks = 4, HostsPerRack = hostsPerRack, Seed = seed, Faults = [new SimulatorFault(fault, 1)],
            });
            PlacedFault placed = Assert.Single(rehearsal.Simulator.PlacedFaults);
            (string[] configuration, string[] probe) = ExpectedOf(placed, rehearsal.Simulator.Service.Fabric);

            IReadOnlyList<Finding> findings = rehearsal.Judge(rehearsal.Plan);
            Assert.Equal(configuration, findings.Select(Short).Order(StringComparer.Ordinal));
            IReadOnlyList<Finding> probed = await rehearsal.ProbeAsync(rehearsal.Plan);
            Assert.Equal(probe, probed.Where(finding => finding.Rule != ProbeRules.TcpPortsUntested.Name).Select(Short));
            Assert.Single(probed, finding => finding.Rule == ProbeRules.TcpPortsUntested.Name);

            // Without a plan less is known, and nobody else is accused.
            Finding[] alone = rehearsal.Judge(null).Where(finding => finding.Severity == nameof(Severity.Error)).ToArray();
            Host? twin = fault == FaultName.DuplicateAddress ? TwinOf(placed, rehearsal.Simulator.Service.Fabric) : null;
            foreach (Finding finding in findings.Concat(probed).Concat(alone))
            {
                Assert.True(
                    finding.VMHost is null || finding.VMHost == placed.VMHost || finding.VMHost == twin?.Name,
                    $"{placed}: {Rehearsal.InWords(finding)}");
            }

            if (placed.VMHost.Length > 0) continue;
            // A fault between hosts is told by its rack or racks, and by no host.
            foreach (Finding finding in probed.Where(finding => finding.Rule != ProbeRules.TcpPortsUntested.Name))
            {
                Assert.Null(finding.VMHost);
                Assert.All(placed.Rack.Split(", "), rack => Assert.True(
                    finding.Rack == rack || finding.Found!.Contains(rack, StringComparison.Ordinal), $"{placed}: {Rehearsal.InWords(finding)}"));
            }
        }
    }

    [Fact]
    public void Every_fault_has_its_expectation() => Assert.Empty(Enum.GetValues<FaultName>().Except(Expected.Keys));

    [Fact]
    public async Task A_small_MTU_in_the_fabric_is_told_as_one()
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions { Faults = [new SimulatorFault(FaultName.FabricMtu1500, 1)] });
        string rack = Assert.Single(rehearsal.Simulator.PlacedFaults).Rack;
        Finding finding = (await rehearsal.ProbeAsync(rehearsal.Plan)).First(each => each.Rule == ProbeRules.PathMtuTooSmall.Name);
        Assert.Equal("9000 from end to end", finding.Expected);
        Assert.Equal($"1500 somewhere between {rack} and every other rack", finding.Found);
    }

    [Fact]
    public async Task Several_faults_at_once_are_each_told()
    {
        FaultName[] faults = [FaultName.MissingGateway, FaultName.VlanNotTrunked, FaultName.SviDown, FaultName.FabricMtu1500, FaultName.SlowPath];
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions
        {
            Racks = 8, HostsPerRack = 6, Faults = faults.Select(fault => new SimulatorFault(fault, 1)).ToArray(),
        });
        string[] rules = rehearsal.Judge(rehearsal.Plan).Concat(await rehearsal.ProbeAsync(rehearsal.Plan)).Select(Short).ToArray();
        Assert.Equal(
            ["Error GatewayMissing", "Error GatewayUnreachable", "Error GatewayUnreachable", "Error PathMtuTooSmall", "Information TcpPortsUntested", "Warning RttAboveLimit"],
            rules.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_run_esxcli_hears_it_once_a_host_and_no_error()
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions { Racks = 3, HostsPerRack = 3 });
        rehearsal.Simulator.DenyEsxCli("esx-0102.example.com");
        Finding one = Assert.Single(await rehearsal.ProbeAsync(rehearsal.Plan), finding => finding.Severity != nameof(Severity.Information));
        Assert.Equal(("EsxCliDenied", "esx-0102.example.com"), (one.Rule, one.VMHost));

        rehearsal.Simulator.DenyEsxCli();
        IReadOnlyList<Finding> all = await rehearsal.ProbeAsync(rehearsal.Plan);
        Assert.Equal(
            rehearsal.Fabric.Hosts.Select(host => host.Name).Order(),
            all.Where(finding => finding.Rule == ProbeRules.EsxCliDenied.Name).Select(finding => finding.VMHost!).Order());
        Assert.DoesNotContain(all, finding => finding.Severity == nameof(Severity.Error));
    }

    private static (string[] Configuration, string[] Probe) ExpectedOf(PlacedFault placed, LeafSpineFabric fabric)
    {
        (string[] configuration, string[] probe) = Expected[placed.Name];
        Host? host = fabric.FindHost(placed.VMHost);
        switch (placed.Name)
        {
            case FaultName.WrongVlan when host!.VMotionAdapter!.Connection is StandardConnection:
                // It is still the host's own port group.
                configuration = ["Error VlanDiffersFromRack"];
                break;
            case FaultName.SwitchMtuTooSmall when host!.Rack.Hosts.Count > 2:
                // Two sound hosts of the rack are asked instead.
                probe = [];
                break;
            case FaultName.SilentHost when host!.Number > 2:
                // Only two of each rack are asked.
                probe = [];
                break;
            case FaultName.SpineBlackhole when !AnyAnswer(placed, fabric):
                probe = ["Error PathUnreachable"];
                break;
        }

        return (configuration, probe);
    }

    private static bool AnyAnswer(PlacedFault placed, LeafSpineFabric fabric)
    {
        Host[][] racks = placed.Rack.Split(", ").Select(name => fabric.Racks.First(rack => rack.Name == name).Hosts.Take(2).ToArray()).ToArray();
        return racks[0].Any(from => racks[1].Any(to =>
            Pinger.Ping(from, from.VMotionAdapter!, to.VMotionAdapter!.IPv4!.Value.Address, 2, 56, dontFragment: false).Replies.Count > 0));
    }

    private static Host TwinOf(PlacedFault placed, LeafSpineFabric fabric)
    {
        Host host = fabric.FindHost(placed.VMHost)!;
        return fabric.Hosts.Single(other => other != host && other.VMotionAdapter!.Owns(host.VMotionAdapter!.IPv4!.Value.Address));
    }

    private static string Short(Finding finding) => finding.Severity + " " + finding.Rule;
}
