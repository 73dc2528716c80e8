using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Validation;

/// <summary>
/// Simulated fabrics in which nothing is wrong, plain and awkward, read over the wire: nothing is found, and the plan that is
/// inferred is the one that they were built by.
/// </summary>
public sealed class LayoutValidationTests
{
    private static readonly SimulatorLayout Everything = Enum.GetValues<SimulatorLayout>().Where(layout => layout != SimulatorLayout.Unconverted).Aggregate((all, next) => all | next);

    public static TheoryData<SimulatorLayout> Layouts => [.. Enum.GetValues<SimulatorLayout>().Where(layout => layout != SimulatorLayout.Unconverted), Everything];

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task On_a_clean_fabric_nothing_is_found_by_plan_without_one_and_by_pings(SimulatorLayout layout)
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(Options(layout));
        foreach (RackPlan? plan in new[] { rehearsal.Plan, null })
        {
            Finding[] found = [.. rehearsal.Judge(plan), .. await rehearsal.ProbeAsync(plan)];
            Assert.Empty(found.Where(IsMoreThanInformation).Select(Rehearsal.InWords));
            Assert.Equal(layout.HasFlag(SimulatorLayout.ManagedConfiguration), found.Any(finding => finding.Rule == "HostProfileAttached"));
            Assert.Equal(layout.HasFlag(SimulatorLayout.ManagedConfiguration), found.Any(finding => finding.Rule == "ClusterManagedAsWhole"));
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task The_inferred_plan_has_the_racks_that_there_are(SimulatorLayout layout)
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(Options(layout));
        InferredPlan inferred = PlanInference.Infer(rehearsal.Fabric);
        // What hides the leaves hides the racks' names.
        bool isHidden = layout.HasFlag(SimulatorLayout.BladeInterconnect);
        AssertSame(rehearsal.Plan, inferred.Plan, withNames: !isHidden && !layout.HasFlag(SimulatorLayout.SharedCabinet), withLeaves: !isHidden);
        // Over two cabinets of one segment and a rack of another cluster, the interconnects look like leaves of a shared cabinet.
        Assert.Equal(isHidden && layout != Everything ? 1 : 0, inferred.Remarks.Count);

        // The inferred plan knows nothing of VM networks; of everything else it is as good as the real one.
        Finding[] found = [.. rehearsal.Judge(inferred.Plan), .. await rehearsal.ProbeAsync(inferred.Plan)];
        Assert.Empty(found.Where(IsMoreThanInformation).Where(finding => finding.Rule != "VMNetworkEndsAtRack").Select(Rehearsal.InWords));
        Assert.Empty(PlanLinter.Lint(inferred.Plan, [], rehearsal.Fabric).Select(message => message.Text));
    }

    [Fact]
    public async Task The_plan_of_25_clean_racks_is_the_very_one_that_they_were_built_by()
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions { Racks = 25, HostsPerRack = 6, DualStack = true });
        InferredPlan inferred = PlanInference.Infer(rehearsal.Fabric);
        AssertSame(rehearsal.Plan, inferred.Plan, withNames: true, withLeaves: true);
        Assert.Empty(inferred.Remarks);
        Assert.All(inferred.Plan.Racks, rack => Assert.Contains(rack.Notes, note => note.StartsWith("sure: 6 of 6", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)] // Two of one rack and cluster, and one that takes part in another's place.
    [InlineData(33)] // Two of one rack, in a rack of another cluster.
    public async Task Five_miscabled_hosts_do_not_change_the_plan_and_are_named_in_its_notes(int seed)
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions
        {
            Racks = 25, HostsPerRack = 6, VirtualMachinesPerHost = 0, Seed = seed, Faults = [new SimulatorFault(FaultName.MiscabledHost, 5)],
        });
        InferredPlan inferred = PlanInference.Infer(rehearsal.Fabric);
        AssertSame(rehearsal.Plan, inferred.Plan, withNames: true, withLeaves: true);
        foreach (PlacedFault placed in rehearsal.Simulator.PlacedFaults)
        {
            Rack rack = inferred.Plan.Racks.Single(each => each.Name == placed.Rack);
            Assert.Contains(rack.Notes, note => note.StartsWith(placed.VMHost, StringComparison.Ordinal) && note.Contains("recable", StringComparison.Ordinal));
        }
    }

    private static SimulatorOptions Options(SimulatorLayout layout) => new()
    {
        Racks = 5, StandaloneHosts = 1, DualStack = true, VirtualMachinesPerHost = 5, Layout = layout,
    };

    private static bool IsMoreThanInformation(Finding finding) => finding.Severity != nameof(Severity.Information);

    // Pools and what is said of VM networks are the administrator's, and nobody can infer them.
    private static void AssertSame(RackPlan expected, RackPlan inferred, bool withNames, bool withLeaves)
    {
        Assert.Equal(expected.DefaultMtu, inferred.DefaultMtu);
        Assert.Equal(
            expected.Racks.Select(rack => Describe(rack, withNames, withLeaves)).Order(StringComparer.Ordinal),
            inferred.Racks.Select(rack => Describe(rack, withNames, withLeaves)).Order(StringComparer.Ordinal));
    }

    private static string Describe(Rack rack, bool withName, bool withLeaves)
    {
        IEnumerable<string?> parts =
        [
            withName ? rack.Name : null,
            withLeaves ? string.Join(',', rack.Leaves) : null,
            string.Join(',', rack.Hosts),
            string.Join(' ', rack.VMotion.Subnet, rack.VMotion.Gateway, rack.VMotion.Subnet6, rack.VMotion.Gateway6),
            string.Join(' ', rack.VMotion.Vlan, rack.VMotion.Mtu, rack.VMotion.Stack),
            string.Join(',', rack.VMotion.Adapters.SelectMany(adapter => adapter.PortGroups).Order(StringComparer.Ordinal)),
        ];
        return string.Join(" | ", parts.Where(part => part is not null));
    }
}
