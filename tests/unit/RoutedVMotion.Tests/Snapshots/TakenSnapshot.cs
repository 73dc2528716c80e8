using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>A server, and a snapshot of it with what its hosts said when they pinged by an inferred plan: all of Export-VMotionSnapshot but the cmdlet.</summary>
internal sealed class TakenSnapshot : IDisposable
{
    private readonly IDisposable? _simulator;

    private TakenSnapshot(IDisposable? simulator, VSphereSession session, SnapshotServer server, RackPlan plan)
    {
        _simulator = simulator;
        Session = session;
        Snapshot = new Snapshot { Module = "0.1.0", Servers = [server] };
        Plan = plan;
    }

    public VSphereSession Session { get; }

    public Snapshot Snapshot { get; }

    /// <summary>What the pings were chosen by.</summary>
    public RackPlan Plan { get; }

    public SnapshotServer Server => Snapshot.Servers[0];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TakenSnapshot> OfAsync(SimulatorOptions options)
    {
        VCenterSimulator simulator = VCenterSimulator.Start(options);
        return await OfAsync(await Simulators.LoginAsync(simulator), simulator);
    }

    public static async Task<TakenSnapshot> OfAsync(VSphereSession session, IDisposable? simulator = null)
    {
        var source = new SessionSource(session, new DateTime(2026, 11, 29, 7, 50, 0, 123, DateTimeKind.Utc));
        Fabric fabric = await source.ReadFabricAsync(new FabricQuery { Neighbors = true, Storage = true }, null, Cancel);
        RackPlan plan = PlanInference.Infer(fabric, assignAddress: false).Plan;
        IReadOnlyList<ProbeObservation> seen = await ProbeAsync(source, new FabricIndex(fabric, plan));
        return new TakenSnapshot(simulator, session, new SnapshotServer { Identity = source.Identity, Fabric = fabric, Observations = seen }, plan);
    }

    public static async Task<IReadOnlyList<ProbeObservation>> ProbeAsync(IFabricSource source, FabricIndex index)
    {
        var seen = new List<ProbeObservation>();
        for (IReadOnlyList<ProbePing> next = ProbePlanner.First(index); next.Count > 0; next = ProbePlanner.Next(seen))
            await source.ProbeAsync(next, 8, seen.Add, Cancel);
        return seen;
    }

    /// <summary>Holds the claim against the fabric of each seed, two at a time; says with what fabrics it failed.</summary>
    public static async Task HoldsForAllAsync(IEnumerable<int> seeds, Func<TakenSnapshot, SimulatorOptions, Task> claim)
    {
        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = Cancel }, async (seed, _) =>
        {
            SimulatorOptions options = Draw(seed);
            try
            {
                using TakenSnapshot taken = await OfAsync(options);
                await claim(taken, options);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                problems.Add($"Seed {seed} ({string.Join(", ", options.Faults.Select(fault => fault.Name))}; {options.Layout}): {e.Message}");
            }
        });
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order().Take(5)));
    }

    public static Snapshot Read(string text) => SnapshotReader.Read(new StringReader(text), "fabric.json", CancellationToken.None);

    /// <summary>Random fabrics with whatever can be wrong with one; a fault that has no place is left out.</summary>
    private static SimulatorOptions Draw(int seed)
    {
        var random = new Random(seed);
        FaultName[] faults = Enum.GetValues<FaultName>();
        // Each has its turn.
        FaultName first = faults[seed % faults.Length];
        random.Shuffle(faults);
        faults = [first, .. faults.Where(fault => fault != first)];
        var options = new SimulatorOptions
        {
            Seed = seed,
            Racks = random.Next(2, 5),
            HostsPerRack = random.Next(2, 4),
            RacksPerCluster = random.Next(1, 4),
            Datacenters = random.Next(4) == 0 ? 2 : 1,
            StandaloneHosts = random.Next(3) == 0 ? 1 : 0,
            DualStack = random.Next(3) == 0,
            VirtualMachinesPerHost = random.Next(3),
            Layout = (SimulatorLayout)(random.Next(3) == 0 ? 0 : random.Next(128)),
        };
        for (int count = random.Next(1, 6); count >= 0; count--)
        {
            SimulatorOptions tried = options with { Faults = faults.Take(count).Select(fault => new SimulatorFault(fault, 1)).ToArray() };
            try
            {
                VCenterSimulator.Start(tried).Dispose();
                return tried;
            }
            catch (ArgumentException)
            {
                // No place for one of them.
            }
        }

        return new SimulatorOptions { Seed = seed };
    }

    public void Dispose()
    {
        Session.Dispose();
        _simulator?.Dispose();
    }
}
