using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>A whole fabric in one evening.</summary>
public sealed class LargeConversionTests
{
    [Fact]
    public async Task A_thousand_hosts_become_as_planned_where_they_may_be_changed_the_rest_is_named_and_all_of_it_goes_back()
    {
        using Conversion conversion = await Conversion.StartAsync(new SimulatorOptions
        {
            Racks = 25,
            HostsPerRack = 40,
            VirtualMachinesPerHost = 1,
            Layout = SimulatorLayout.Unconverted,
            Faults =
            [
                new SimulatorFault(FaultName.VsanOnVMotionAdapter, 10), new SimulatorFault(FaultName.NfsOnVMotionAdapter, 10), new SimulatorFault(FaultName.IscsiOnVMotionAdapter, 10),
                new SimulatorFault(FaultName.Disconnected, 5), new SimulatorFault(FaultName.Unreadable, 3), new SimulatorFault(FaultName.MaintenanceMode, 5),
                new SimulatorFault(FaultName.NoVMotion, 5), new SimulatorFault(FaultName.VlanNotTrunked, 3), new SimulatorFault(FaultName.MixedStacks, 5),
            ],
        });
        Dictionary<string, FaultName> faults = conversion.Simulator.PlacedFaults.ToDictionary(fault => fault.VMHost, fault => fault.Name);
        conversion.Settings = conversion.Settings with { ThrottleLimit = 8, HostPerCluster = 4, MaximumFailure = 10, Patience = TimeSpan.FromSeconds(10) };
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        Assert.Equal(1000, results.Count);
        HashSet<string?> split = results.Where(result => result.Status == "RolledBack").Select(result => result.Cluster).ToHashSet();
        HashSet<string?> unread = results.Where(result => faults.TryGetValue(result.VMHost, out FaultName name) && name == FaultName.Unreadable).Select(result => result.Cluster).ToHashSet();
        foreach (ChangeResult result in results)
        {
            FaultName? fault = faults.TryGetValue(result.VMHost, out FaultName name) ? name : null;
            string expected = fault switch
            {
                FaultName.Disconnected or FaultName.Unreadable => "Skipped",
                // Whether its cluster's machines migrate cannot be seen, and in maintenance mode that does not matter.
                not FaultName.MaintenanceMode when unread.Contains(result.Cluster) => "Skipped",
                // Its gateway is silent both ways.
                FaultName.VlanNotTrunked => "RolledBack",
                // Only its old adapter was to go, and a host of its cluster still needs that.
                FaultName.MixedStacks when split.Contains(result.Cluster) => "Compliant",
                _ => "Changed",
            };
            Assert.True(expected == result.Status, $"{result.VMHost} with {fault}: {result.Status} {result.Diff}");
            Assert.Equal(unread.Contains(result.Cluster) && fault is not (FaultName.MaintenanceMode or FaultName.Unreadable or FaultName.Disconnected), result.Reason == "MigrationsUnread");
            bool keeps = !unread.Contains(result.Cluster) && fault is FaultName.VsanOnVMotionAdapter or FaultName.NfsOnVMotionAdapter or FaultName.IscsiOnVMotionAdapter;
            bool stays = result.Notes.Any(note => note.Contains("stays, with vMotion deselected", StringComparison.Ordinal));
            Assert.True(keeps == stays, $"{result.VMHost} with {fault}: {string.Join(" ", result.Notes)}");
        }

        // Clusters with a host that was taken back keep their old adapters; nothing else is left over.
        Finding[] left = (await conversion.JudgeAsync(probe: true)).Where(finding => finding.VMHost is not null && !split.Contains(finding.Cluster) && !unread.Contains(finding.Cluster)).ToArray();
        Assert.All(left, finding => Assert.Contains(finding.Rule, new[] { "HostDisconnected", "HostNotRead", "VMotionOnOtherStack" }));
        Assert.All(left.Where(finding => finding.Rule == "VMotionOnOtherStack"), finding => Assert.Equal(FaultName.Disconnected, faults[finding.VMHost!]));
        conversion.AssertNothingElseTouched();

        IReadOnlyList<ChangeResult> restored = await conversion.RestoreAsync(conversion.LastJournal!);
        foreach (ChangeResult result in restored)
        {
            Assert.True(
                result.Status is "RolledBack" or "Compliant",
                $"{result.VMHost} with {(faults.TryGetValue(result.VMHost, out FaultName name) ? name : null)}: {result.Status} {result.Diff}; "
                    + $"changed: {results.Single(one => one.VMHost == result.VMHost).Diff}; now {conversion.Truth()[result.VMHost].Adapters}; before {conversion.Before[result.VMHost].Adapters}");
        }

        foreach ((string host, HostTruth now) in conversion.Truth()) Assert.Equal(conversion.Before[host].Adapters, now.Adapters);
        conversion.AssertNothingElseTouched();
    }
}
