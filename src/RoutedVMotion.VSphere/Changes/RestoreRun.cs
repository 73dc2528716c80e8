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

namespace RoutedVMotion.VSphere.Changes;

/// <summary>Undoes a run, host by host: by its journal, or by the change set that it performed.</summary>
public sealed class RestoreRun
{
    private readonly VSphereSession _session;
    private readonly Fabric _fabric;
    private readonly ConcurrentDictionary<string, EsxHost> _seen = new(StringComparer.Ordinal);

    /// <summary>A restoration.</summary>
    /// <param name="session">The server's session.</param>
    /// <param name="fabric">Hosts and clusters of the server.</param>
    public RestoreRun(VSphereSession session, Fabric fabric)
    {
        _session = session;
        _fabric = fabric;
    }

    /// <summary>How patient to be.</summary>
    public RunSettings Settings { get; init; } = new();

    /// <summary>Is called with a host's result as soon as there is one, on a background thread.</summary>
    public Action<ChangeResult>? OnResult { get; set; }

    /// <summary>Is called with a host and what is being done to it, on a background thread.</summary>
    public Action<EsxHost, string>? OnStep { get; set; }

    /// <summary>Is called with what a person should know, on a background thread.</summary>
    public Action<string>? OnWarning { get; set; }

    /// <summary>Is called with a sentence for each cluster that is left in two parts, once the run is over.</summary>
    public Action<string>? OnSplit { get; set; }

    /// <summary>The ticket, for the results.</summary>
    public string? Ticket { get; set; }

    /// <summary>What undoing would do to each host now: nothing is written.</summary>
    /// <exception cref="VSphereException">The server cannot be asked.</exception>
    public async Task<IReadOnlyList<(HostRecord Record, HostChangePlan Plan)>> PlanAsync(IEnumerable<HostRecord> records, CancellationToken cancel)
    {
        HostReader reader = await HostReader.CreateAsync(_session, cancel).ConfigureAwait(false);
        var plans = new List<(HostRecord, HostChangePlan)>();
        foreach (HostRecord record in records) plans.Add((record, await PlanAsync(reader, record, cancel).ConfigureAwait(false)));
        return plans;
    }

    /// <summary>Undoes. Ends when every host has a result; a stop begins no further host.</summary>
    public async Task RunAsync(IReadOnlyList<(HostRecord Record, HostChangePlan Plan)> hosts, RunJournal journal, CancellationToken stop)
    {
        HostReader reader = await HostReader.CreateAsync(_session, CancellationToken.None).ConfigureAwait(false);
        using var throttle = new SemaphoreSlim(Math.Max(1, Settings.ThrottleLimit));
        await Task.WhenAll(hosts.GroupBy(host => host.Plan.Host.ClusterId ?? host.Plan.Host.Id, StringComparer.Ordinal).Select(async cluster =>
        {
            await throttle.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                foreach ((HostRecord record, HostChangePlan plan) in cluster) await UndoAsync(reader, record, plan, journal, stop).ConfigureAwait(false);
            }
            finally
            {
                throttle.Release();
            }
        })).ConfigureAwait(false);
        foreach (EsxHost first in hosts.Select(host => host.Plan.Host).GroupBy(host => host.ClusterId, StringComparer.Ordinal).Where(cluster => cluster.Key is not null).Select(cluster => cluster.First()))
        {
            IEnumerable<EsxHost> members = ClusterWatch.MembersOf(_fabric, first).Select(host => _seen.TryGetValue(host.Id, out EsxHost? now) ? now : host);
            if (ClusterSplit.Describe(first.Cluster ?? first.ClusterId!, members) is string split) OnSplit?.Invoke(split);
        }
    }

    /// <summary>Gives DRS back to the clusters on which a run has held it and not let go.</summary>
    /// <returns>The clusters, and what was done to each, in words.</returns>
    public async Task<IReadOnlyList<string>> ReleaseDrsAsync(IEnumerable<JournalCluster> clusters, RunJournal? journal, CancellationToken cancel)
    {
        var drs = new DrsControl(_session);
        var done = new List<string>();
        foreach (JournalCluster cluster in clusters.Where(cluster => !cluster.IsReleased))
        {
            try
            {
                DrsSighting? seen = await drs.ReadAsync(cluster.Id, cancel).ConfigureAwait(false);
                if (seen?.Level == cluster.LevelBefore) continue;
                if (seen?.Level != cluster.Level)
                {
                    OnWarning?.Invoke($"{cluster.Name}: the automation level of DRS is {seen?.Level ?? "off"}, and the run left {cluster.Level}: somebody else has set it, and it is left alone.");
                    continue;
                }

                if (journal is null)
                {
                    done.Add($"{cluster.Name}: set the automation level of DRS back to {cluster.LevelBefore}");
                    continue;
                }

                journal.Write(new JournalLine { Type = JournalLineType.DrsHold, Time = DateTime.UtcNow, ClusterId = cluster.Id, Cluster = cluster.Name, LevelBefore = cluster.LevelBefore, Level = cluster.Level });
                await drs.SetLevelAsync(cluster.Id, cluster.LevelBefore, CancellationToken.None).ConfigureAwait(false);
                journal.Write(new JournalLine { Type = JournalLineType.DrsRelease, Time = DateTime.UtcNow, ClusterId = cluster.Id, Cluster = cluster.Name, Level = cluster.LevelBefore });
                done.Add($"{cluster.Name}: the automation level of DRS is {cluster.LevelBefore} again");
            }
            catch (Exception problem) when (problem is VSphereException or System.IO.IOException)
            {
                OnWarning?.Invoke($"{cluster.Name}: the automation level of DRS could not be set back to {cluster.LevelBefore}: {problem.Message}");
            }
        }

        return done;
    }

    private async Task<HostChangePlan> PlanAsync(HostReader reader, HostRecord record, CancellationToken cancel)
    {
        EsxHost host = _fabric.Hosts.FirstOrDefault(one => one.Id == record.Id)
            ?? new EsxHost { Server = _session.Name, Id = record.Id, Name = record.Name, Cluster = record.Cluster, ClusterId = record.ClusterId };
        var nothing = new HostChangePlan { Host = host, Before = record.Before, Rack = record.Rack };
        try
        {
            HostSighting seen = await reader.ReadAsync(record.Id, cancel).ConfigureAwait(false);
            nothing = nothing with { Host = seen.Host };
            if (!seen.IsWhole)
            {
                return nothing with
                {
                    Refusals = [new Refusal(RefusalReason.HostDisconnected, "vCenter does not reach the host, or its network could not be read.", "Reconnect it, then run this again.")],
                };
            }

            var recovery = Recovery.Plan(record, seen.Networking);
            return nothing with
            {
                Prepare = recovery.Changes,
                Refusals = recovery.Refusal is null ? [] : [recovery.Refusal],
                Notes = recovery.Notes,
            };
        }
        catch (VSphereFaultException fault) when (_session.IsConnected)
        {
            return nothing with
            {
                Refusals = [new Refusal(RefusalReason.HostNotRead, $"The host could not be read: {fault.Message}", "See whether the host is still in this vCenter, and readable.")],
            };
        }
    }

    private async Task UndoAsync(HostReader reader, HostRecord record, HostChangePlan plan, RunJournal journal, CancellationToken stop)
    {
        var work = new HostWork(plan with { Before = record.Before }, record.Changes);
        var changer = new HostChanger(_session, reader, journal, Settings, stop) { OnStep = (one, words) => OnStep?.Invoke(one.Host, words) };
        if (plan.Refusals.Count > 0)
        {
            work.Refuse(plan.Refusals[0]);
        }
        else if (plan.Changes.Count == 0)
        {
            work.Finish(ChangeStatus.Compliant, null, "It is as it was before.");
        }
        else if (stop.IsCancellationRequested)
        {
            work.Refuse(new Refusal(RefusalReason.Stopped, "The run was stopped before its turn came.", "Run this again."));
        }
        else
        {
            work.Start();
            try
            {
                changer.Announce(work);
                await changer.TakeBackAsync(work, null, "The run was undone.", new ClusterWatch(_session, ClusterWatch.MembersOf(_fabric, plan.Host), Settings)).ConfigureAwait(false);
                if (work.Status == ChangeStatus.RolledBack) work.Finish(ChangeStatus.RolledBack, null, "It is as it was before.");
            }
            catch (StepException e)
            {
                work.Refuse(new Refusal(RefusalReason.InTheWay, e.Message, "Mend that, then run this again."));
            }

            changer.Close(work);
        }

        if (work.Sighting is HostSighting seen) _seen[seen.Host.Id] = seen.Host;
        OnResult?.Invoke(work.ToResult(_session.Name, journal, null, Ticket));
    }
}
