using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>A simulated fabric that is changed over the wire: all of Set- and Restore-VMotionRouting but the cmdlets.</summary>
internal sealed class Conversion : IDisposable
{
    private bool _isGuest;

    private Conversion(VCenterSimulator simulator, VSphereSession session)
    {
        Simulator = simulator;
        Session = session;
        Plan = PlanRenderer.Render(simulator.Service.Fabric);
        Before = Truth();
    }

    public VCenterSimulator Simulator { get; }

    public VSphereSession Session { get; private set; }

    /// <summary>What the hosts are to be brought to.</summary>
    public RackPlan Plan { get; set; }

    public JournalFolder Journals { get; } = new(Path.Combine(Path.GetTempPath(), "rvm-" + Guid.NewGuid().ToString("N")));

    /// <summary>Each host as it was at first.</summary>
    public IReadOnlyDictionary<string, HostTruth> Before { get; }

    /// <summary>Nobody wants to wait.</summary>
    public RunSettings Settings { get; set; } = new()
    {
        Patience = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(5), MigrationTimeout = TimeSpan.FromMilliseconds(300),
    };

    public ChangeOptions Options { get; set; } = new();

    /// <summary>Only hosts in maintenance mode are changed.</summary>
    public bool RequireMaintenanceMode { get; set; }

    /// <summary>Nothing new is begun once it says so.</summary>
    public CancellationToken Stop { get; set; }

    public List<string> Warnings { get; } = [];

    /// <summary>The run's journal, if there was one.</summary>
    public string? LastJournal => Journals.Files is { Count: > 0 } files ? files[^1] : null;

    public static async Task<Conversion> StartAsync(SimulatorOptions options)
    {
        VCenterSimulator simulator = VCenterSimulator.Start(options);
        return new Conversion(simulator, await Simulators.LoginAsync(simulator));
    }

    /// <summary>Each host as it is, by the simulator itself.</summary>
    public IReadOnlyDictionary<string, HostTruth> Truth() =>
        Simulator.Service.WithFabric(fabric => fabric.Hosts.ToDictionary(host => host.Name, HostTruth.Of));

    /// <summary>Another process on the same fabric: a session and a folder of its own.</summary>
    public async Task<Conversion> SuccessorAsync() =>
        new(Simulator, await Simulators.LoginAsync(Simulator)) { Plan = Plan, Settings = Settings, Options = Options, _isGuest = true };

    /// <summary>What is to be done, after all checks that only read.</summary>
    public async Task<PreparedChange> PrepareAsync(ChangeSet? approved = null, bool probesAddresses = false)
    {
        Fabric fabric = await new FabricReader(Session).ReadAsync(new FabricQuery { Neighbors = true }, null, CancellationToken.None);
        var openEnds = OpenEnds.Of(fabric, Journals.ReadRuns(Session.About.InstanceUuid));
        var preparation = new ChangePreparation(Session, openEnds.Index(Plan), Options with { KeepOldAdapter = Options.KeepOldAdapter || Settings.NoProbe || Settings.KeepOldAdapter })
        {
            OpenEnds = openEnds,
            RequireMaintenanceMode = RequireMaintenanceMode,
            SuspendDrs = Settings.SuspendDrs,
            ProbesAddresses = probesAddresses,
            Approved = approved?.Hosts.ToDictionary(host => host.Id),
        };
        return await preparation.RunAsync(_ => true, null, CancellationToken.None);
    }

    /// <summary>Brings the hosts to the plan.</summary>
    public async Task<IReadOnlyList<ChangeResult>> SetAsync(Func<EsxHost, bool>? wanted = null, ChangeSet? approved = null) =>
        await RunAsync(await PrepareAsync(approved), wanted);

    /// <summary>Does what was prepared.</summary>
    public async Task<IReadOnlyList<ChangeResult>> RunAsync(PreparedChange prepared, Func<EsxHost, bool>? wanted = null)
    {
        HostChangePlan[] changing = prepared.Hosts.Where(host => host.WillChange && (wanted is null || wanted(host.Host))).ToArray();
        var results = new ConcurrentBag<ChangeResult>();
        foreach (HostChangePlan host in prepared.Hosts.Except(changing).Where(host => wanted is null || wanted(host.Host)))
        {
            Refusal? refusal = host.Refusals.Count == 0 ? null : host.Refusals[0];
            results.Add(ChangeResult.Untouched(Session.Name, host, refusal is null ? ChangeStatus.Compliant : ChangeStatus.Skipped, refusal));
        }

        IReadOnlyList<JournalCluster> held = JournalRun.HeldBy(Journals.ReadRuns(Session.About.InstanceUuid));
        if (changing.Length > 0 || held.Count > 0)
        {
            using RunJournal journal = RunJournal.Open(Journals, Head(RunKind.Set));
            var run = new ChangeRun(Session, prepared, Settings, journal) { OnResult = results.Add, OnWarning = Warnings.Add };
            await run.RunAsync(changing, held, Stop);
        }

        AssertNoneLostItsOldAdapterUnproven(results);
        return results.OrderBy(result => result.VMHost, StringComparer.Ordinal).ToArray();
    }

    // Design 8: the old adapters go once the whole cluster is proven, and not before.
    private static void AssertNoneLostItsOldAdapterUnproven(IEnumerable<ChangeResult> results)
    {
        foreach (ChangeResult[] cluster in results.Where(result => result.JournalId is not null).GroupBy(result => result.Cluster).Select(cluster => cluster.ToArray()))
        {
            bool isFinished = cluster.Any(result => result.Changes.Any(step => step is { Phase: "Finish", Kind: "RemoveAdapter", Outcome: "Done" }));
            if (isFinished) Assert.All(cluster.Where(result => result.Status is "Changed" or "RolledBack" or "Failed"), result => Assert.True(result.Proven, $"{result.VMHost}: {result.Diff}"));
        }
    }

    /// <summary>Undoes a run by its journal.</summary>
    public async Task<IReadOnlyList<ChangeResult>> RestoreAsync(string file)
    {
        JournalRun run = JournalFolder.Read(file);
        return await RestoreAsync(run.Hosts.Where(host => host.IsTouched).Select(host => host.Record), run.Clusters, run.Id);
    }

    public async Task<IReadOnlyList<ChangeResult>> RestoreAsync(IEnumerable<HostRecord> records, IEnumerable<JournalCluster> clusters, string undoes)
    {
        Fabric fabric = await new FabricReader(Session).ReadAsync(new FabricQuery { VirtualMachines = false }, null, CancellationToken.None);
        var results = new ConcurrentBag<ChangeResult>();
        var restore = new RestoreRun(Session, fabric) { Settings = Settings, OnResult = results.Add, OnWarning = Warnings.Add };
        using RunJournal journal = RunJournal.Open(Journals, Head(RunKind.Restore) with { Undoes = undoes });
        await restore.RunAsync(await restore.PlanAsync(records, CancellationToken.None), journal, CancellationToken.None);
        await restore.ReleaseDrsAsync(clusters, journal, CancellationToken.None);
        return results.OrderBy(result => result.VMHost, StringComparer.Ordinal).ToArray();
    }

    /// <summary>What is left of the plan: errors and warnings, VM networks aside.</summary>
    public async Task<IReadOnlyList<Finding>> JudgeAsync(bool probe = false)
    {
        Fabric fabric = await new FabricReader(Session).ReadAsync(new FabricQuery { Neighbors = true, VirtualMachines = false }, null, CancellationToken.None);
        var index = new FabricIndex(fabric, Plan);
        var seen = new List<ProbeObservation>();
        for (IReadOnlyList<ProbePing> next = probe ? ProbePlanner.First(index) : []; next.Count > 0; next = ProbePlanner.Next(seen))
            await new Prober(Session).ProbeAsync(next, 16, seen.Add, CancellationToken.None);
        return RuleEngine.Run(index).Concat(ProbeJudge.Judge(index, seen)).Where(finding => finding.Severity != nameof(Severity.Information)).ToArray();
    }

    /// <summary>Another session, as another process has one.</summary>
    public async Task LoginAgainAsync(TimeSpan? timeout = null) => Session = await Simulators.LoginAsync(Simulator, timeout);

    /// <summary>Management and the default stack are as they ever were, and no migration came to harm.</summary>
    public void AssertNothingElseTouched()
    {
        foreach ((string host, HostTruth now) in Truth()) Assert.Equal(Before[host].Untouchable, now.Untouchable);
        Assert.Empty(Simulator.MigrationsHarmed);
    }

    public void Dispose()
    {
        Session.Dispose();
        if (!_isGuest) Simulator.Dispose();
        if (Directory.Exists(Journals.Path)) Directory.Delete(Journals.Path, recursive: true);
    }

    private JournalLine Head(RunKind kind) => new()
    {
        Type = JournalLineType.Run,
        Time = DateTime.UtcNow,
        Version = JournalLine.CurrentVersion,
        Kind = kind,
        Server = Session.Name,
        ServerId = Session.About.InstanceUuid,
        User = Session.UserName,
    };
}
