using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>Changes hosts: clusters side by side, each in its phases. Nothing is asked here, and nothing decided that the plan does not say.</summary>
public sealed class ChangeRun
{
    private readonly VSphereSession _session;
    private readonly PreparedChange _prepared;
    private readonly RunJournal _journal;
    private readonly ConcurrentDictionary<string, EsxHost> _seen = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TimeSpan> _durations = new();

    /// <summary>A run.</summary>
    /// <param name="session">The server's session.</param>
    /// <param name="prepared">What is to be done.</param>
    /// <param name="settings">How.</param>
    /// <param name="journal">Where it is written down first.</param>
    public ChangeRun(VSphereSession session, PreparedChange prepared, RunSettings settings, RunJournal journal)
    {
        _session = session;
        _prepared = prepared;
        Settings = settings;
        _journal = journal;
    }

    /// <summary>How it goes about it.</summary>
    public RunSettings Settings { get; }

    /// <summary>Is called with a host's result as soon as there is one, on a background thread.</summary>
    public Action<ChangeResult>? OnResult { get; set; }

    /// <summary>Is called with a host and what is being done to it, on a background thread.</summary>
    public Action<EsxHost, string>? OnStep { get; set; }

    /// <summary>Is called with what a person should know of a cluster, on a background thread.</summary>
    public Action<string>? OnWarning { get; set; }

    /// <summary>Is called with a sentence for each cluster of the run that is left in two parts, once the run is over.</summary>
    public Action<string>? OnSplit { get; set; }

    /// <summary>The ticket, for the results.</summary>
    public string? Ticket { get; set; }

    /// <summary>
    /// Changes the hosts. Ends when every one of them has a result: a stop begins nothing new, and waits for what is in flight.
    /// </summary>
    /// <param name="hosts">The hosts, of those that were prepared and that will change.</param>
    /// <param name="held">The clusters whose DRS a run that was cut off has held: it is given back in the end.</param>
    /// <param name="stop">Nothing new is begun any more.</param>
    public async Task RunAsync(IReadOnlyCollection<HostChangePlan> hosts, IReadOnlyCollection<JournalCluster> held, CancellationToken stop)
    {
        using var throttle = new SemaphoreSlim(Math.Max(1, Settings.ThrottleLimit));
        // A host that is in no cluster is one by itself.
        IGrouping<string, HostChangePlan>[] clusters = hosts.GroupBy(host => host.Host.ClusterId ?? host.Host.Id, StringComparer.Ordinal).ToArray();
        var early = new ConcurrentQueue<Func<Task>>();
        await InTurnsAsync(clusters.Select(cluster => new Func<Task>(async () =>
        {
            if (await RunClusterAsync(cluster.ToArray(), stop).ConfigureAwait(false) is Func<Task> rest) early.Enqueue(rest);
        }))).ConfigureAwait(false);
        // By now the others are there to answer.
        await InTurnsAsync(early).ConfigureAwait(false);
        await new RestoreRun(_session, _prepared.Index.Fabric) { OnWarning = OnWarning }.ReleaseDrsAsync(held, _journal, CancellationToken.None).ConfigureAwait(false);
        Fabric now = CurrentFabric().Fabric;
        // Hosts that the plan does not claim are another matter.
        var claimed = new HashSet<string>(_prepared.Hosts.Where(plan => plan.Rack is not null).Select(plan => plan.Host.Id), StringComparer.Ordinal);
        foreach (EsxHost first in clusters.Select(cluster => cluster.First().Host).Where(host => host.ClusterId is not null))
        {
            IEnumerable<EsxHost> members = ClusterWatch.MembersOf(now, first).Where(host => claimed.Contains(host.Id));
            if (ClusterSplit.Describe(first.Cluster ?? first.ClusterId!, members) is string split) OnSplit?.Invoke(split);
        }

        try
        {
            _journal.Write(new JournalLine { Type = JournalLineType.End, Time = DateTime.UtcNow });
        }
        catch (System.IO.IOException)
        {
            // Each host has said so.
        }

        Task InTurnsAsync(IEnumerable<Func<Task>> works) => Task.WhenAll(works.Select(async work =>
        {
            await throttle.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                await work().ConfigureAwait(false);
            }
            finally
            {
                throttle.Release();
            }
        }));
    }

    /// <summary>The fabric as it is by now, as far as this run has seen it.</summary>
    internal FabricIndex CurrentFabric()
    {
        Fabric fabric = _prepared.Index.Fabric;
        return new FabricIndex(
            new Fabric
            {
                Hosts = fabric.Hosts.Select(host => host.Server == _session.Name && _seen.TryGetValue(host.Id, out EsxHost? now) ? now : host).ToArray(),
                Clusters = fabric.Clusters,
            },
            _prepared.Index.Plan);
    }

    /// <summary>Makes hosts ping; fewer observations than pings where the server is gone.</summary>
    internal async Task<IReadOnlyList<ProbeObservation>> ProbeAsync(IReadOnlyList<ProbePing> pings)
    {
        var observations = new List<ProbeObservation>();
        if (pings.Count == 0) return observations;
        try
        {
            await new Prober(_session).ProbeAsync(pings, 16, observations.Add, CancellationToken.None).ConfigureAwait(false);
        }
        catch (VSphereException)
        {
            // What nobody could ask is not proven.
        }

        return observations;
    }

    // What is left to do once other clusters are done; null where the cluster is done itself.
    private async Task<Func<Task>?> RunClusterAsync(HostChangePlan[] plans, CancellationToken stop)
    {
        EsxHost first = plans[0].Host;
        string? window = ChangePlanner.WindowOf(first.Cluster, plans);
        HostWork[] works = plans.Select(plan => new HostWork(plan, [])).ToArray();
        var watch = new ClusterWatch(_session, ClusterWatch.MembersOf(_prepared.Index.Fabric, first), Settings);
        var changer = new HostChanger(_session, _prepared.Reader!, _journal, Settings, stop)
        {
            OnStep = (work, words) =>
            {
                if (work.Sighting is HostSighting seen) Remember(seen);
                OnStep?.Invoke(work.Host, words);
            },
        };
        DrsHold? hold = null;
        try
        {
            Refusal? refusal = IsTooLate(works.Length);
            if (refusal is null && Settings.SuspendDrs && first.ClusterId is not null && !stop.IsCancellationRequested)
            {
                hold = new DrsHold(_session, _journal, first.ClusterId, first.Cluster ?? first.ClusterId);
                refusal = await hold.TakeAsync(watch, words => OnWarning?.Invoke(words)).ConfigureAwait(false);
            }

            if (refusal is not null)
            {
                foreach (HostWork work in works) work.Refuse(refusal);
                Report();
                return null;
            }

            HostChangePlan[] all = _prepared.Hosts.Where(plan => plan.Host.ClusterId is not null && plan.Host.ClusterId == first.ClusterId).ToArray();
            var cluster = new ClusterRun(this, changer, watch, works, all, stop);
            if (!await cluster.RunAsync().ConfigureAwait(false))
            {
                return async () =>
                {
                    // DRS was given back meanwhile: other clusters may take an hour.
                    DrsHold? again = hold is null ? null : new DrsHold(_session, _journal, first.ClusterId!, first.Cluster ?? first.ClusterId!);
                    try
                    {
                        Refusal? obstacle = again is null ? null : await again.TakeAsync(watch, words => OnWarning?.Invoke(words)).ConfigureAwait(false);
                        await cluster.CompleteAsync(obstacle?.Words).ConfigureAwait(false);
                    }
                    finally
                    {
                        if (again is not null) await again.ReleaseAsync(words => OnWarning?.Invoke(words)).ConfigureAwait(false);
                    }

                    Report();
                };
            }

            Report();
            return null;
        }
        finally
        {
            if (hold is not null) await hold.ReleaseAsync(words => OnWarning?.Invoke(words)).ConfigureAwait(false);
            foreach (HostWork work in works.Where(work => work.IsTouched)) _durations.Enqueue(work.Duration);
        }

        void Report()
        {
            foreach (HostWork work in works)
            {
                if (work.Sighting is HostSighting seen) Remember(seen);
                OnResult?.Invoke(work.ToResult(_session.Name, _journal, window, Ticket));
            }
        }
    }

    internal void Remember(HostSighting seen)
    {
        EsxHost? before = _prepared.Index.FindHost(_session.Name, seen.Host.Id)?.Host;
        // What is asked once is kept: neighbours, and what manages the host.
        _seen[seen.Host.Id] = before is null ? seen.Host : seen.Host with { PhysicalNics = before.PhysicalNics, HostProfile = before.HostProfile };
    }

    private Refusal? IsTooLate(int hosts)
    {
        if (Settings.StopAt is not DateTime end) return null;
        TimeSpan[] known = _durations.ToArray();
        double seconds = known.Length == 0 ? Settings.TimePerHost.TotalSeconds : known.Average(duration => duration.TotalSeconds);
        DateTime done = DateTime.UtcNow + TimeSpan.FromSeconds(seconds * hosts / Math.Max(1, Settings.HostPerCluster));
        return done <= end
            ? null
            : new Refusal(
                RefusalReason.OutOfTime,
                $"The cluster may take {seconds * hosts:0} s, and the run stops at {end:yyyy-MM-dd HH:mm:ss} UTC: it is not begun.",
                "Run this again with more time.");
    }
}
