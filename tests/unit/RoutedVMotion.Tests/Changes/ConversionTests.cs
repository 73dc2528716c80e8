using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Simulator;
using RoutedVMotion.VSphere.Changes;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>Hosts are brought to the plan over the wire, and back.</summary>
public sealed class ConversionTests
{
    public static TheoryData<SimulatorOptions> Fabrics =>
    [
        new SimulatorOptions { Racks = 2, HostsPerRack = 3, Layout = SimulatorLayout.Unconverted },
        new SimulatorOptions { Racks = 3, HostsPerRack = 2, Layout = SimulatorLayout.Unconverted, DualStack = true },
        new SimulatorOptions { Racks = 3, HostsPerRack = 2, Faults = [new SimulatorFault(FaultName.DefaultStackOnly, 6)] },
        new SimulatorOptions { Racks = 4, HostsPerRack = 3, Layout = SimulatorLayout.SharedVlan | SimulatorLayout.Unconverted },
    ];

    [Theory]
    [MemberData(nameof(Fabrics))]
    public async Task Hosts_are_brought_to_the_plan_a_second_run_writes_nothing_and_restore_gives_back_what_was(SimulatorOptions options)
    {
        using Conversion conversion = await Conversion.StartAsync(options);
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        Assert.All(results, result => Assert.Equal(("Changed", true, (string?)null), (result.Status, result.Proven == true, result.Message)));
        Assert.Empty(await conversion.JudgeAsync());
        conversion.AssertNothingElseTouched();

        int writes = conversion.Simulator.WriteCount;
        IReadOnlyList<ChangeResult> again = await conversion.SetAsync();
        Assert.All(again, result => Assert.Equal("Compliant", result.Status));
        Assert.Equal(writes, conversion.Simulator.WriteCount);

        JournalRun run = JournalFolder.Read(conversion.LastJournal!);
        Assert.Equal((0, true, options.Racks * options.HostsPerRack), (run.OpenEnds, run.Ended is not null, run.Hosts.Count));
        IReadOnlyList<ChangeResult> restored = await conversion.RestoreAsync(conversion.LastJournal!);
        Assert.All(restored, result => Assert.Equal("RolledBack", result.Status));
        Assert.Equal(conversion.Before.OrderBy(host => host.Key).Select(host => host.Value.Adapters), conversion.Truth().OrderBy(host => host.Key).Select(host => host.Value.Adapters));
        conversion.AssertNothingElseTouched();
    }
}
