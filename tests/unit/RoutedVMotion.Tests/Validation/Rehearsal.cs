using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Validation;

/// <summary>A simulated fabric as the client reads it over the wire, and what is said of it: all of Test-VMotionRouting but the cmdlet.</summary>
internal sealed class Rehearsal : IDisposable
{
    private readonly VCenterSimulator _simulator;
    private readonly VSphereSession _session;

    private Rehearsal(VCenterSimulator simulator, VSphereSession session, Fabric fabric)
    {
        _simulator = simulator;
        _session = session;
        Fabric = fabric;
    }

    public VCenterSimulator Simulator => _simulator;

    /// <summary>What was read.</summary>
    public Fabric Fabric { get; }

    /// <summary>What the administrator of the simulated fabric meant.</summary>
    public RackPlan Plan => PlanRenderer.Render(_simulator.Service.Fabric);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<Rehearsal> ReadAsync(SimulatorOptions options) => ReadAsync(VCenterSimulator.Start(options), null);

    /// <summary>The same of a fabric that somebody has changed; null where there is no room for these faults in it.</summary>
    public static async Task<Rehearsal?> TryReadAsync(SimulatorOptions options, Action<LeafSpineFabric>? change = null)
    {
        VCenterSimulator simulator;
        try
        {
            simulator = VCenterSimulator.Start(options);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return await ReadAsync(simulator, change);
    }

    private static async Task<Rehearsal> ReadAsync(VCenterSimulator simulator, Action<LeafSpineFabric>? change)
    {
        change?.Invoke(simulator.Service.Fabric);
        VSphereSession session = await Simulators.LoginAsync(simulator);
        return new Rehearsal(simulator, session, await new FabricReader(session).ReadAsync(new FabricQuery { Neighbors = true }, null, Cancel));
    }

    public IReadOnlyList<Finding> Judge(RackPlan? plan) => RuleEngine.Run(new FabricIndex(Fabric, plan)).ToArray();

    /// <summary>What pings add.</summary>
    public async Task<IReadOnlyList<Finding>> ProbeAsync(RackPlan? plan)
    {
        var index = new FabricIndex(Fabric, plan);
        return ProbeJudge.Judge(index, await PingAsync(ProbePlanner.First(index), ProbePlanner.Next)).ToArray();
    }

    /// <summary>Has the hosts ping, all rounds.</summary>
    public async Task<IReadOnlyCollection<ProbeObservation>> PingAsync(
        IReadOnlyList<ProbePing> first, Func<IReadOnlyCollection<ProbeObservation>, IReadOnlyList<ProbePing>> then)
    {
        var prober = new Prober(_session);
        var seen = new List<ProbeObservation>();
        for (IReadOnlyList<ProbePing> next = first; next.Count > 0; next = then(seen)) await prober.ProbeAsync(next, 8, seen.Add, Cancel);
        return seen;
    }

    public void Dispose()
    {
        _session.Dispose();
        _simulator.Dispose();
    }

    /// <summary>A finding in one line.</summary>
    public static string InWords(Finding finding) =>
        $"{finding.Severity} {finding.Rule} [{finding.VMHost ?? finding.Rack ?? finding.Cluster}{(finding.VM is null ? string.Empty : " " + finding.VM)}] {finding.Expected} / {finding.Found}";
}
