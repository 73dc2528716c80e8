using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Journal;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>Keeps DRS of a cluster from moving virtual machines by itself, and gives it back.</summary>
internal sealed class DrsHold
{
    private readonly DrsControl _drs;
    private readonly RunJournal _journal;
    private readonly string _clusterId;
    private readonly string _cluster;
    private string? _levelBefore;

    public DrsHold(VSphereSession session, RunJournal journal, string clusterId, string cluster)
    {
        _drs = new DrsControl(session);
        _journal = journal;
        _clusterId = clusterId;
        _cluster = cluster;
    }

    /// <summary>Why DRS of a cluster must be left alone while these tasks run; null where none of them needs it.</summary>
    public static Refusal? FindUser(IEnumerable<TaskSighting> tasks, string cluster)
    {
        TaskSighting? busy = tasks.FirstOrDefault(task => task.IsRemediation || task.IsEnteringMaintenance);
        return busy is null ? null : Refuse(busy.IsRemediation
            ? $"{cluster} is being remediated ({busy.EntityName}), which needs DRS."
            : $"{busy.EntityName} is entering maintenance mode, which needs DRS.");
    }

    /// <summary>Lowers the automation level where it is full. Gives the reason where the cluster must be left alone.</summary>
    public async Task<Refusal?> TakeAsync(ClusterWatch watch, Action<string> warn)
    {
        try
        {
            if (FindUser(await watch.ReadAsync(CancellationToken.None).ConfigureAwait(false), _cluster) is Refusal busy) return busy;

            DrsSighting? seen = await _drs.ReadAsync(_clusterId, CancellationToken.None).ConfigureAwait(false);
            if (seen is null) return null;
            if (seen.AutomaticMachines.Count > 0)
                warn($"{_cluster}: DRS moves these virtual machines whatever the cluster's level is: {string.Join(", ", seen.AutomaticMachines)}.");
            if (seen.Level != DrsControl.FullyAutomated) return null;
            _journal.Write(new JournalLine
            {
                Type = JournalLineType.DrsHold, Time = DateTime.UtcNow, ClusterId = _clusterId, Cluster = _cluster, LevelBefore = seen.Level, Level = DrsControl.Held,
            });
            _levelBefore = seen.Level;
            await _drs.SetLevelAsync(_clusterId, DrsControl.Held, CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (VSphereException problem)
        {
            return Refuse($"DRS of {_cluster} could not be held: {problem.Message}");
        }
        catch (System.IO.IOException problem)
        {
            return Refuse($"The journal cannot be written ({problem.Message}), so that DRS of {_cluster} was not touched.");
        }
    }

    /// <summary>Sets the automation level back, where it was lowered.</summary>
    public async Task ReleaseAsync(Action<string> warn)
    {
        if (_levelBefore is not string level) return;
        try
        {
            DrsSighting? seen = await _drs.ReadAsync(_clusterId, CancellationToken.None).ConfigureAwait(false);
            // Somebody else who has set it meanwhile had a reason.
            if (seen?.Level == DrsControl.Held) await _drs.SetLevelAsync(_clusterId, level, CancellationToken.None).ConfigureAwait(false);
            _journal.Write(new JournalLine { Type = JournalLineType.DrsRelease, Time = DateTime.UtcNow, ClusterId = _clusterId, Cluster = _cluster, Level = level });
        }
        catch (Exception problem) when (problem is VSphereException or System.IO.IOException)
        {
            warn($"The automation level of DRS of {_cluster} could not be set back to {level}: {problem.Message} Restore-VMotionRouting with this run's journal does it.");
        }
    }

    private static Refusal Refuse(string words) => new(RefusalReason.DrsNotSuspended, words, "Wait until that is over, or leave out -SuspendDrs.");
}
