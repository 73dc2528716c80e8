using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Changes.Proving;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// One cluster of a run, in phases (design 8): host by host the new is made; all of them are proven by pings; only once the whole
/// cluster is proven, the old is taken away.
/// </summary>
internal sealed class ClusterRun
{
    private readonly ChangeRun _run;
    private readonly HostChanger _changer;
    private readonly ClusterWatch _watch;
    private readonly IReadOnlyList<HostWork> _hosts;
    private readonly IReadOnlyList<HostChangePlan> _all;
    private readonly RunSettings _settings;
    private readonly CancellationToken _stop;
    private int _failures;

    /// <param name="run">The run.</param>
    /// <param name="changer">Makes the changes.</param>
    /// <param name="watch">Looks for migrations.</param>
    /// <param name="hosts">The hosts that are changed.</param>
    /// <param name="all">All hosts of the cluster, as they are planned.</param>
    /// <param name="stop">Nothing new is begun any more.</param>
    public ClusterRun(
        ChangeRun run, HostChanger changer, ClusterWatch watch, IReadOnlyList<HostWork> hosts, IReadOnlyList<HostChangePlan> all, CancellationToken stop)
    {
        _run = run;
        _changer = changer;
        _watch = watch;
        _hosts = hosts;
        _all = all;
        _settings = run.Settings;
        _stop = stop;
    }

    /// <summary>
    /// Runs the phases. What becomes of the hosts stands in their works. False where nobody of another rack was there to answer yet: then
    /// <see cref="CompleteAsync"/> has to follow, when other clusters are done.
    /// </summary>
    public async Task<bool> RunAsync()
    {
        using var throttle = new SemaphoreSlim(Math.Max(1, _settings.HostPerCluster));
        await Task.WhenAll(_hosts.Select(async work =>
        {
            await throttle.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                await PrepareAsync(work).ConfigureAwait(false);
            }
            finally
            {
                throttle.Release();
            }
        })).ConfigureAwait(false);

        await ProveAsync(isLast: false).ConfigureAwait(false);
        bool isEarly = _hosts.Any(work => work.Status is null && work.Proven == false) && !_stop.IsCancellationRequested;
        if (isEarly) return false;
        await EndAsync(null).ConfigureAwait(false);
        return true;
    }

    /// <summary>Proves once more what could not be proven, and ends.</summary>
    /// <param name="obstacle">Why old adapters stay whatever the proof says; null otherwise.</param>
    public async Task CompleteAsync(string? obstacle)
    {
        await ProveAsync(isLast: true).ConfigureAwait(false);
        await EndAsync(obstacle).ConfigureAwait(false);
    }

    private async Task EndAsync(string? obstacle)
    {
        HostWork[] ready = _hosts.Where(work => work.Status is null).ToArray();
        string? reason = obstacle ?? WhyNotFinish();
        foreach (HostWork work in ready)
        {
            if (reason is null) await FinishAsync(work).ConfigureAwait(false);
            else EndAsReady(work, work.Plan.Finish.Count > 0 && !_settings.KeepOldAdapter ? reason : null);
        }

        foreach (HostWork work in _hosts) _changer.Close(work);
    }

    private async Task PrepareAsync(HostWork work)
    {
        if (Volatile.Read(ref _failures) >= _settings.MaximumFailure)
        {
            work.Refuse(new Refusal(
                RefusalReason.FailureLimit,
                $"{_failures} of the hosts of {work.Host.Cluster ?? "no cluster"} failed, and no further one is begun (-MaximumFailure).",
                "See why they failed, then run this again."));
            return;
        }

        if (_stop.IsCancellationRequested)
        {
            work.Refuse(Stopped);
            return;
        }

        work.Start();
        try
        {
            if (!await IsStillAsPlannedAsync(work).ConfigureAwait(false)) return;
            if (await _watch.WaitAsync(work.Sighting!.Host.InMaintenanceMode, _stop).ConfigureAwait(false) is Refusal busy)
            {
                work.Refuse(busy);
                return;
            }

            if (await FindAnswererAsync(work).ConfigureAwait(false) is Refusal taken)
            {
                work.Refuse(taken);
                return;
            }

            _changer.Announce(work);
            await _changer.MakeAsync(work, ChangePhase.Prepare, work.Plan.Prepare, _watch).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (work.IsTouched) await TakeBackAsync(work, RefusalReason.Stopped, "The run was stopped.").ConfigureAwait(false);
            else work.Refuse(Stopped);
        }
        catch (StepException e)
        {
            if (!work.IsTouched)
            {
                work.Refuse(new Refusal(
                    e.Problem switch
                    {
                        StepProblem.Stopped => RefusalReason.Stopped,
                        StepProblem.Migration => RefusalReason.MigrationRunning,
                        StepProblem.Lost => RefusalReason.ServerLost,
                        StepProblem.NotAsPlanned => RefusalReason.ChangedSinceApproval,
                        _ => RefusalReason.InTheWay,
                    },
                    e.Message,
                    "Mend what is in the way, then run this again."));
            }
            else
            {
                await TakeBackAsync(work, e.Problem == StepProblem.Stopped ? RefusalReason.Stopped : null, e.Message).ConfigureAwait(false);
            }
        }
        finally
        {
            work.Pause();
        }
    }

    private static Refusal Stopped { get; } = new(RefusalReason.Stopped, "The run was stopped before its turn came.", "Run this again.");

    private async Task<bool> IsStillAsPlannedAsync(HostWork work)
    {
        work.Sighting = await _changer.LookAsync(work.Host.Id).ConfigureAwait(false);
        if (work.Sighting is null)
        {
            work.Refuse(new Refusal(RefusalReason.ServerLost, $"{work.Host.Name} cannot be asked any more.", "See to the connection, then run this again."));
            return false;
        }

        IReadOnlyList<string> differences = work.Plan.Before.DifferencesTo(work.Sighting.Networking);
        if (differences.Count == 0) return true;
        work.Refuse(new Refusal(
            RefusalReason.ChangedSinceApproval,
            $"The host has changed since this was planned: {string.Join("; ", differences)}.",
            "Plan again, and have that approved."));
        return false;
    }

    private async Task<Refusal?> FindAnswererAsync(HostWork work) => _settings.NoProbe
        ? null
        : ProofJudge.FindAnswerer(await _run.ProbeAsync(ProofPlanner.Silence(_run.CurrentFabric(), work.Plan)).ConfigureAwait(false));

    private async Task ProveAsync(bool isLast)
    {
        HostWork[] ready = _hosts.Where(work => work.Status is null && work.Proven != true).ToArray();
        if (ready.Length == 0 || _settings.NoProbe || _stop.IsCancellationRequested) return;
        foreach (HostWork work in ready) _changer.OnStep?.Invoke(work, "pinging its gateway and other racks");
        FabricIndex fabric = _run.CurrentFabric();
        HostContext[] subjects = ready.Select(work => fabric.FindHost(work.Host.Server, work.Host.Id)).OfType<HostContext>().ToArray();
        var observations = new List<ProbeObservation>();
        for (IReadOnlyList<ProbePing> round = ProofPlanner.First(fabric, subjects); round.Count > 0; round = ProofPlanner.Next(fabric, observations))
        {
            IReadOnlyList<ProbeObservation> seen = await _run.ProbeAsync(round).ConfigureAwait(false);
            observations.AddRange(seen);
            // A server that has gone proves nothing, and would be asked for ever.
            if (seen.Count < round.Count) break;
        }

        foreach (HostWork work in ready)
        {
            work.Proven = false;
            if (subjects.FirstOrDefault(host => host.Host.Id == work.Host.Id) is not HostContext subject) continue;
            ProofVerdict verdict = ProofJudge.Judge(fabric, subject, observations);
            work.ProofNotes = verdict.Warnings;
            work.Proven = verdict.IsProven;
            // Where nothing was prepared there is nothing to take back: what is wrong was wrong before.
            string? takeBack = verdict.TakeBack;
            // No unproven host is left without its old adapter where there was somebody to ask.
            if (isLast && verdict.IsSilent && work.Plan.Prepare.Any(change => change.Kind == ChangeKind.RemoveAdapter))
                takeBack ??= "Nobody answers it, and its old adapter had to go for the new one. " + string.Join(" ", verdict.Warnings);
            if (takeBack is not string why) continue;
            if (work.IsTouched)
            {
                work.Start();
                await TakeBackAsync(work, null, why).ConfigureAwait(false);
            }
            else
            {
                work.ProofNotes = [.. verdict.Warnings, why];
                work.Proven = false;
            }
        }
    }

    private string? WhyNotFinish()
    {
        if (_stop.IsCancellationRequested) return "the run was stopped";
        if (_settings.NoProbe) return "nothing was proven (-NoProbe)";
        if (_settings.KeepOldAdapter) return "-KeepOldAdapter says so";
        HostWork[] failed = _hosts.Where(work => work.Status is ChangeStatus.Failed or ChangeStatus.RolledBack or ChangeStatus.Skipped).ToArray();
        if (failed.Length > 0) return $"{Words(failed.Select(work => work.Host.Name))} of the cluster {(failed.Length == 1 ? "is" : "are")} not as planned";
        HostWork[] unproven = _hosts.Where(work => work.Status is null && work.Proven != true).ToArray();
        if (unproven.Length > 0) return $"{Words(unproven.Select(work => work.Host.Name))} of the cluster {(unproven.Length == 1 ? "is" : "are")} not proven yet";
        string[] outside = _all.Where(plan => plan.WillChange && plan.Prepare.Count > 0 && _hosts.All(work => work.Host.Id != plan.Host.Id)).Select(plan => plan.Host.Name).ToArray();
        return outside.Length > 0 ? $"{Words(outside)} of the cluster {(outside.Length == 1 ? "is" : "are")} not changed in this run" : null;
    }

    private async Task FinishAsync(HostWork work)
    {
        work.Start();
        try
        {
            if (work.Plan.Prepare.Count == 0 && work.Plan.Finish.Count > 0 && work.StepCount == 0) _changer.Announce(work);
            await _changer.MakeAsync(work, ChangePhase.Finish, work.Plan.Finish, _watch).ConfigureAwait(false);
            EndAsReady(work, null);
        }
        catch (OperationCanceledException)
        {
            EndAsReady(work, "the run was stopped");
        }
        catch (StepException e) when (e.Problem == StepProblem.Lost)
        {
            work.Finish(
                ChangeStatus.Failed,
                RefusalReason.ServerLost,
                "The new adapter works; whether the old one is gone is not known: " + e.Message,
                "Look at the host when it answers again; running this again finishes it.");
        }
        catch (StepException e)
        {
            // It is as good as planned: what is left over is dead (design 8).
            EndAsReady(work, e.Message);
        }
        finally
        {
            work.Pause();
        }
    }

    private static void EndAsReady(HostWork work, string? why)
    {
        work.Finish(
            work.IsChanged ? ChangeStatus.Changed : ChangeStatus.Compliant,
            null,
            why is null ? null : $"Old adapters stay for now: {why.TrimEnd('.')}.",
            why is null ? null : "Run this again later: it takes them away then.");
    }

    private async Task TakeBackAsync(HostWork work, RefusalReason? reason, string why)
    {
        if (reason != RefusalReason.Stopped) Interlocked.Increment(ref _failures);
        await _changer.TakeBackAsync(work, reason, why, _watch).ConfigureAwait(false);
    }

    private static string Words(IEnumerable<string> names)
    {
        string[] all = names.ToArray();
        return all.Length <= 3 ? string.Join(", ", all) : string.Join(", ", all.Take(3)) + $" and {all.Length - 3} more";
    }
}
