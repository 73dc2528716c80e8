using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Read;
using RoutedVMotion.Bench.Results;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Bench.Rules;

/// <summary>What judging fabrics cost, in a process that did nothing before but read them.</summary>
internal sealed record RulesCost
{
    // Judged before anything counts, whatever the size of the fabric: else the code would be least compiled where it has least
    // to do, and a square would look like a line.
    private const int HostsToWarmUp = 25_000;

    public int Hosts { get; init; }

    public int VirtualMachines { get; init; }

    public int FaultyHosts { get; init; }

    /// <summary>Each work, in the order of <see cref="RulesBenchmark"/>'s table.</summary>
    public required IReadOnlyList<WorkCost> Works { get; init; }

    /// <summary>Judges so many fabrics of this size, one after another, as one work.</summary>
    public static async Task<RulesCost> MeasureAsync(int racks, int hostsPerRack, int fabrics, int rounds)
    {
        var read = new SimulatedFabric[fabrics];
        for (int i = 0; i < fabrics; i++) read[i] = await SimulatedFabric.ReadAsync(racks, hostsPerRack).ConfigureAwait(false);
        var inferred = new RackPlan[fabrics];
        string[] rules = RuleCatalog.Rules.Select(rule => rule.Info.Name).ToArray();
        int ForEach(Func<int, int> run) => Enumerable.Range(0, fabrics).Sum(run);
        (string Name, Func<int> Run)[] works =
        [
            (Work.Rules, () => ForEach(i => Judge(read[i].Fabric, read[i].Plan))),
            // As New-VMotionPlan leaves it: nobody has said yet how the networks of virtual machines reach other racks.
            (Work.RulesSilentPlan, () => ForEach(i => Judge(read[i].Fabric, read[i].Plan with { VMNetworks = [] }))),
            (Work.RulesNoPlan, () => ForEach(i => Judge(read[i].Fabric, null))),
            (Work.Inference, () => ForEach(i => (inferred[i] = PlanInference.Infer(read[i].Fabric, assignAddress: true).Plan).Racks.Count)),
            (Work.Lint, () => ForEach(i => PlanLinter.Lint(read[i].Plan, rules, read[i].Fabric).Count)),
            (Work.LintInferred, () => ForEach(i => PlanLinter.Lint(inferred[i], rules, read[i].Fabric).Count)),
        ];

        // What reading has left to the compiler's own thread is not to be counted here.
        await Task.Delay(1000).ConfigureAwait(false);
        int[] results = new int[works.Length];
        var samples = works.Select(_ => new List<Sample>()).ToArray();
        int hosts = read.Sum(one => one.Fabric.Hosts.Count);
        int warmUp = HostsToWarmUp / hosts;
        for (int round = 0; round < warmUp + rounds; round++)
        {
            for (int i = 0; i < works.Length; i++)
            {
                int work = i;
                samples[work].Add(await Sample.OfAsync(() =>
                {
                    results[work] = works[work].Run();
                    return Task.CompletedTask;
                }).ConfigureAwait(false));
            }
        }

        return new RulesCost
        {
            Hosts = hosts,
            VirtualMachines = read.Sum(one => one.Fabric.VirtualMachines.Count),
            FaultyHosts = read.Sum(one => one.FaultyHosts),
            Works = works.Select((work, i) => new WorkCost
            {
                Name = work.Name,
                Results = results[i],
                FirstMilliseconds = samples[i][0].CpuMilliseconds,
                Milliseconds = samples[i].Skip(warmUp).Select(sample => sample.CpuMilliseconds).Median(),
                AllocatedBytes = samples[i].Skip(warmUp).Select(sample => (double)sample.AllocatedBytes).Median(),
            }).ToArray(),
        };
    }

    /// <summary>From the facts to the last finding, the index and the assignment of addresses included.</summary>
    private static int Judge(Fabric fabric, RackPlan? plan) => RuleEngine.Run(new FabricIndex(fabric, plan)).Count();
}
