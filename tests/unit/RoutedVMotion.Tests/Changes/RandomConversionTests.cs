using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>
/// A property: whatever the fabric, what is wrong with it and what goes wrong under the run, each host is as before or as an undisturbed
/// run would leave it, and all of it goes back.
/// </summary>
public sealed class RandomConversionTests
{
    private const int Cases = 60;

    private static readonly FaultName[] Faults =
    [
        FaultName.MissingGateway, FaultName.WrongGateway, FaultName.DefaultStackOnly, FaultName.MixedStacks, FaultName.NoVMotion, FaultName.MtuMismatch,
        FaultName.VlanNotTrunked, FaultName.VsanOnVMotionAdapter, FaultName.NfsOnVMotionAdapter, FaultName.IscsiOnVMotionAdapter, FaultName.MaintenanceMode, FaultName.Disconnected,
    ];

    private static readonly string[] Effects =
    [
        "fails before it takes effect", "fails after it took effect", "drops the connection before it takes effect", "drops the connection after it took effect", "ends the session",
    ];

    [Fact]
    public async Task Whatever_is_there_and_whatever_goes_wrong_a_host_is_as_before_or_as_planned_and_can_be_taken_back()
    {
        var problems = new ConcurrentBag<string>();
        int disturbed = 0;
        var settings = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, Cases), settings, async (seed, _) =>
        {
            string what = string.Empty;
            try
            {
                (SimulatorOptions options, string effect, Random random) = Draw(seed);
                var plan = Shapes.Plans[random.Next(Shapes.Plans.Count)];
                (int writes, IReadOnlyDictionary<string, HostTruth> after) = await UndisturbedAsync(options, plan.Make);
                if (writes == 0) return;
                System.Threading.Interlocked.Increment(ref disturbed);
                string rule = $"the {random.Next(1, writes + 1).ToString(CultureInfo.InvariantCulture)}th write {effect}".Replace("1th", "1st", StringComparison.Ordinal)
                    .Replace("2th", "2nd", StringComparison.Ordinal).Replace("3th", "3rd", StringComparison.Ordinal);
                what = $"{options.Racks} racks of {options.HostsPerRack}, {options.Layout}, dual stack {options.DualStack}, plan {plan.Name}, {string.Join(", ", options.Faults.Select(fault => $"{fault.Name}={fault.Count}"))}, {rule}";
                await DisturbedAsync(options, plan.Make, rule, after);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"Seed {seed} ({what}): {e.Message}");
            }
        });
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order().Take(5)));
        // Most of them have something to do; else this would show nothing.
        Assert.InRange(disturbed, Cases / 2, Cases);
    }

    private static (SimulatorOptions Options, string Effect, Random Random) Draw(int seed)
    {
        var random = new Random(seed);
        int racks = random.Next(2, 5), hosts = random.Next(2, 4);
        SimulatorLayout layout = random.Next(3) > 0 ? SimulatorLayout.Unconverted : SimulatorLayout.None;
        if (random.Next(3) == 0) layout |= SimulatorLayout.SharedVlan;
        // On an unconverted host those that concern a stack have nothing to stand on.
        FaultName[] fitting = Faults.Where(fault => !layout.HasFlag(SimulatorLayout.Unconverted)
            || fault is FaultName.VlanNotTrunked or FaultName.MaintenanceMode or FaultName.Disconnected or FaultName.VsanOnVMotionAdapter or FaultName.NfsOnVMotionAdapter or FaultName.IscsiOnVMotionAdapter).ToArray();
        random.Shuffle(fitting);
        var options = new SimulatorOptions
        {
            Seed = seed,
            Racks = racks,
            HostsPerRack = hosts,
            Layout = layout,
            DualStack = random.Next(4) == 0,
            VirtualMachinesPerHost = 1,
            Faults = fitting.Take(random.Next(layout.HasFlag(SimulatorLayout.Unconverted) ? 0 : 1, 4)).Select(fault => new SimulatorFault(fault, 1)).ToArray(),
            Behavior = new SimulatorBehavior { UsedStackClearsGateway = random.Next(2) == 0, UnusedStackForgetsGateway = random.Next(2) == 0, NewAdapterAutoconfiguresIPv6 = random.Next(2) == 0 },
        };
        return (options, Effects[random.Next(Effects.Length)], random);
    }

    private static async Task<Conversion> StartAsync(SimulatorOptions options, Func<RackPlan, RackPlan> plan)
    {
        Conversion conversion = await Conversion.StartAsync(options);
        conversion.Plan = plan(conversion.Plan);
        conversion.Settings = conversion.Settings with { Patience = TimeSpan.FromMilliseconds(600), Pause = TimeSpan.FromMilliseconds(2), MaximumFailure = 100 };
        return conversion;
    }

    private static async Task<(int Writes, IReadOnlyDictionary<string, HostTruth> After)> UndisturbedAsync(SimulatorOptions options, Func<RackPlan, RackPlan> plan)
    {
        using Conversion conversion = await StartAsync(options, plan);
        await conversion.SetAsync();
        conversion.AssertNothingElseTouched();
        return (conversion.Simulator.WriteCount, conversion.Truth());
    }

    // Which address of the pool is the lowest free one depends on whose old ones are gone by then: another one is as planned as well.
    private static string Classify(HostTruth now, HostTruth before, HostTruth after)
    {
        string exact = HostTruth.Classify(now, before, after);
        if (!exact.StartsWith("between", StringComparison.Ordinal)) return exact;
        return HostTruth.Classify(Mask(now), Mask(before), Mask(after)) == "after" ? "after" : exact;

        static HostTruth Mask(HostTruth truth) => truth with { Adapters = Regex.Replace(truth.Adapters, @"(?<=[.:])[0-9a-f]+(?=/)", "x") };
    }

    private static async Task DisturbedAsync(SimulatorOptions options, Func<RackPlan, RackPlan> plan, string rule, IReadOnlyDictionary<string, HostTruth> after)
    {
        using Conversion conversion = await StartAsync(options, plan);
        conversion.Simulator.AddRule(rule);
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        conversion.Simulator.ClearRules();
        IReadOnlyDictionary<string, HostTruth> now = conversion.Truth();
        conversion.AssertNothingElseTouched();
        foreach (ChangeResult result in results)
        {
            string state = Classify(now[result.VMHost], conversion.Before[result.VMHost], after[result.VMHost]);
            Assert.False(state.StartsWith("between", StringComparison.Ordinal), $"{result.VMHost} is {state}, and the result says {result.Status}: {result.Diff}");
            if (result.Status is "RolledBack" or "Skipped") Assert.True(state == "before", $"{result.VMHost} is {state}, and the result says {result.Status}: {result.Diff}");
        }

        // Run again until there is nothing left to do, which is soon.
        for (int runs = 0, writes = -1; writes != conversion.Simulator.WriteCount; runs++)
        {
            Assert.True(runs < 4, "It never ends.");
            writes = conversion.Simulator.WriteCount;
            await conversion.SetAsync();
            if (results.Any(result => result.Status == "RolledBack") && runs > 0) break;
        }

        foreach ((string host, HostTruth end) in conversion.Truth())
        {
            string state = Classify(end, conversion.Before[host], after[host]);
            Assert.False(state.StartsWith("between", StringComparison.Ordinal), $"{host} is {state} in the end.");
        }

        foreach (string journal in conversion.Journals.Files.Reverse().ToArray()) await conversion.RestoreAsync(journal);
        foreach ((string host, HostTruth end) in conversion.Truth()) Assert.True(conversion.Before[host].Adapters == end.Adapters, $"{host} was {conversion.Before[host].Adapters}\nand is {end.Adapters}");
        conversion.AssertNothingElseTouched();
    }
}
