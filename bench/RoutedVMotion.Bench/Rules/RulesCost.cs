using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Read;
using RoutedVMotion.Bench.Results;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Bench.Rules;

/// <summary>What judging one fabric cost, in a process that did nothing before but read it.</summary>
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

    public static async Task<RulesCost> MeasureAsync(int racks, int hostsPerRack, int rounds)
    {
        SimulatedFabric read = await SimulatedFabric.ReadAsync(racks, hostsPerRack).ConfigureAwait(false);
        RackPlan plan = read.Plan;
        // As New-VMotionPlan leaves it: nobody has said yet how the networks of virtual machines reach other racks.
        RackPlan silent = plan with { VMNetworks = [] };
        string[] rules = RuleCatalog.Rules.Select(rule => rule.Info.Name).ToArray();
        RackPlan? inferred = null;
        (string Name, Func<int> Run)[] works =
        [
            (Work.Rules, () => Judge(read, plan)),
            (Work.RulesSilentPlan, () => Judge(read, silent)),
            (Work.RulesNoPlan, () => Judge(read, null)),
            (Work.Inference, () => (inferred = PlanInference.Infer(read.Fabric, assignAddress: true).Plan).Racks.Count),
            (Work.Lint, () => PlanLinter.Lint(plan, rules, read.Fabric).Count),
            (Work.LintInferred, () => PlanLinter.Lint(inferred!, rules, read.Fabric).Count),
        ];

        // What reading has left to the compiler's own thread is not to be counted here.
        await Task.Delay(1000).ConfigureAwait(false);
        int[] results = new int[works.Length];
        var samples = works.Select(_ => new List<Sample>()).ToArray();
        int warmUp = HostsToWarmUp / read.Fabric.Hosts.Count;
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
            Hosts = read.Fabric.Hosts.Count,
            VirtualMachines = read.Fabric.VirtualMachines.Count,
            FaultyHosts = read.FaultyHosts,
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
    private static int Judge(SimulatedFabric read, RackPlan? plan) => RuleEngine.Run(new FabricIndex(read.Fabric, plan)).Count();
}
