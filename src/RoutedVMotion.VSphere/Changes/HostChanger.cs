using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// Makes changes of hosts, step by step: announced in the journal, called, looked at, closed in the journal. What a call answers is
/// one thing and what the host shows another: the host decides. A step that is under way is never cut off, whoever wants to stop.
/// </summary>
internal sealed class HostChanger
{
    private readonly HostReader _reader;
    private readonly HostWriter _writer;
    private readonly RunJournal _journal;
    private readonly RunSettings _settings;
    private readonly CancellationToken _stop;

    /// <param name="session">The session.</param>
    /// <param name="reader">Reads hosts.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="settings">How patient to be.</param>
    /// <param name="stop">Nothing new is begun any more.</param>
    public HostChanger(VSphereSession session, HostReader reader, RunJournal journal, RunSettings settings, CancellationToken stop)
    {
        _reader = reader;
        _writer = new HostWriter(session);
        _journal = journal;
        _settings = settings;
        _stop = stop;
    }

    /// <summary>Hears what is being done, for progress bars.</summary>
    public Action<HostWork, string>? OnStep { get; set; }

    /// <summary>Looks at the host; null where it, or the server, cannot be asked for as long as patience lasts.</summary>
    public async Task<HostSighting?> LookAsync(string hostId)
    {
        DateTime end = DateTime.UtcNow + _settings.Patience;
        for ((TimeSpan pause, int look) = (_settings.Pause, 1); ; (pause, look) = (Longer(pause), look + 1))
        {
            try
            {
                HostSighting sighting = await _reader.ReadAsync(hostId, CancellationToken.None).ConfigureAwait(false);
                // What vCenter last knew of a host that it does not reach is no answer.
                if (sighting.IsWhole) return sighting;
            }
            catch (VSphereException)
            {
                // Once more, until patience ends.
            }

            // One look alone may have waited for an answer as long as patience lasts.
            if (DateTime.UtcNow >= end && look > 1) return null;
            await Task.Delay(pause).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the changes in order.</summary>
    /// <exception cref="StepException">One was not made; those before it were.</exception>
    public async Task MakeAsync(HostWork work, ChangePhase phase, IEnumerable<Change> changes, ClusterWatch watch)
    {
        foreach (Change change in changes) await MakeAsync(work, phase, change, watch).ConfigureAwait(false);
    }

    /// <summary>Makes one change.</summary>
    /// <exception cref="StepException">It was not made.</exception>
    public async Task MakeAsync(HostWork work, ChangePhase phase, Change change, ClusterWatch watch)
    {
        // The way back is always gone to its end.
        if (phase != ChangePhase.Back && _stop.IsCancellationRequested) throw new StepException(StepProblem.Stopped, "The run was stopped.");
        work.Sighting ??= await LookAsync(work.Host.Id).ConfigureAwait(false);
        if (work.Sighting is null) throw Lost(work);
        if (change.IsSatisfied(work.Sighting.Networking))
        {
            work.End(work.Begin(phase, change), StepOutcome.AlreadySo);
            return;
        }

        if (TakesAway(change) && !IsUnused(work, phase, change))
        {
            OnStep?.Invoke(work, "waiting for migrations to end");
            Refusal? busy = await watch.WaitAsync(work.Sighting.Host.InMaintenanceMode, phase == ChangePhase.Back ? CancellationToken.None : _stop).ConfigureAwait(false);
            if (busy is not null) throw new StepException(StepProblem.Migration, busy.Words);
        }

        if (work.Sighting.Networking.Prevents(change) is string reason) throw new StepException(StepProblem.NotAsPlanned, Sentence(reason));
        OnStep?.Invoke(work, change.Words);
        int step = work.Begin(phase, change);
        try
        {
            _journal.Write(new JournalLine
            {
                Type = JournalLineType.Step, Time = DateTime.UtcNow, HostId = work.Host.Id, Step = step, Phase = phase, Change = change, Words = change.Words,
            });
        }
        catch (System.IO.IOException) when (phase == ChangePhase.Back)
        {
            // What was done stands in it, and that is what the way back is found by: a host is not left in between for want of a line.
        }
        catch (System.IO.IOException e)
        {
            work.End(step, StepOutcome.AlreadySo);
            throw new StepException(StepProblem.Journal, $"The journal cannot be written ({e.Message}), so that nothing was changed any more.");
        }

        (StepOutcome outcome, string? device, string? error) = await CallAsync(work, change).ConfigureAwait(false);
        work.End(step, outcome, device, error);
        Close(work, step, outcome, device, error);
        if (outcome == StepOutcome.Open) throw Lost(work);
        if (outcome == StepOutcome.Failed) throw new StepException(StepProblem.Failed, $"To {change.Words} failed: {error}");
    }

    /// <summary>
    /// Takes the host back to what it was, by what it is now; see <see cref="Recovery"/>. Ends the work: taken back, or failed where
    /// that could not be done.
    /// </summary>
    public async Task TakeBackAsync(HostWork work, RefusalReason? reason, string why, ClusterWatch watch)
    {
        const int Attempts = 3;
        bool canClearGateway = true;
        string? problem = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            OnStep?.Invoke(work, "taking it back");
            work.Sighting = await LookAsync(work.Host.Id).ConfigureAwait(false);
            if (work.Sighting is null)
            {
                Fail(work, $"{why} It could not be taken back: {Lost(work).Message}");
                return;
            }

            var recovery = Recovery.Plan(work.Record, work.Sighting.Networking, canClearGateway);
            work.Notes.AddRange(recovery.Notes);
            if (recovery.Refusal is Refusal refusal)
            {
                Fail(work, $"{why} It could not be taken back: {refusal.Words}", refusal.Reason);
                return;
            }

            if (recovery.Changes.Count == 0)
            {
                work.Finish(ChangeStatus.RolledBack, reason, why, "Mend what is in the way, then run this again.");
                return;
            }

            try
            {
                await MakeAsync(work, ChangePhase.Back, recovery.Changes, watch).ConfigureAwait(false);
                // Looked at once more, for what somebody else has done meanwhile.
                attempt = Math.Max(attempt, Attempts - 2);
            }
            catch (StepException e) when (e.Problem is StepProblem.Lost or StepProblem.Journal)
            {
                Fail(work, $"{why} It could not be taken back: {e.Message}");
                return;
            }
            catch (StepException e)
            {
                problem = e.Message;
                // A stack in use may not let go of its gateway: then the adapters go and come again.
                if (canClearGateway && recovery.Changes.Any(Clears)) canClearGateway = false;
            }
        }

        work.Sighting = await LookAsync(work.Host.Id).ConfigureAwait(false);
        bool isBack = work.Sighting is not null && Recovery.Plan(work.Record, work.Sighting.Networking, canClearGateway) is { Refusal: null, Changes.Count: 0 };
        if (isBack) work.Finish(ChangeStatus.RolledBack, reason, why, "Mend what is in the way, then run this again.");
        else Fail(work, $"{why} It could not be taken back: {problem ?? "it changes while it is looked at"}");
    }

    /// <summary>Writes what became of a host into the journal; that it cannot be written any more is said with the host.</summary>
    public void Close(HostWork work)
    {
        if (work.StepCount == 0 && !work.IsTouched) return;
        try
        {
            _journal.Write(new JournalLine
            {
                Type = JournalLineType.Result, Time = DateTime.UtcNow, HostId = work.Host.Id, Status = work.Status, Proven = work.Proven, Reason = work.Message,
            });
        }
        catch (System.IO.IOException e)
        {
            work.Notes.Add($"The journal could not be written to its end: {e.Message}");
        }
    }

    /// <summary>Announces a host in the journal.</summary>
    /// <exception cref="StepException">That could not be written.</exception>
    public void Announce(HostWork work)
    {
        try
        {
            HostRecord record = work.Record with { Changes = work.Known.Concat(work.Plan.Changes).ToArray() };
            _journal.Write(new JournalLine { Type = JournalLineType.Host, Time = DateTime.UtcNow, Host = record });
        }
        catch (System.IO.IOException e)
        {
            throw new StepException(StepProblem.Journal, $"The journal cannot be written ({e.Message}), so that nothing was changed.");
        }
    }

    private async Task<(StepOutcome Outcome, string? Device, string? Error)> CallAsync(HostWork work, Change change)
    {
        for (int attempt = 1; ; attempt++)
        {
            HostSighting before = work.Sighting!;
            string? device = null;
            VSphereException? error = null;
            try
            {
                // Not to be cut off: it would be made, and nobody would know.
                device = await _writer.ApplyAsync(before, change, CancellationToken.None).ConfigureAwait(false);
            }
            catch (VSphereException e)
            {
                error = e;
            }

            (HostSighting? after, bool shows) = await WatchAsync(before, change, error).ConfigureAwait(false);
            if (after is null) return (StepOutcome.Open, device, error?.Message ?? "The host could not be looked at afterwards.");
            work.Sighting = after;
            if (shows) return (StepOutcome.Done, device ?? DeviceOf(change, before, after), error?.Message);
            if (error is null) return (StepOutcome.Failed, device, $"the server said yes, and the host did not show it within {_settings.Patience.TotalSeconds:0} s.");
            // It is known by now that it was not carried out; where the way to the server was the trouble, it is worth another try.
            bool isWorthIt = attempt == 1 && error is VSphereTransportException && after.Networking.Prevents(change) is null;
            if (!isWorthIt) return (StepOutcome.Failed, device, error.Message);
        }
    }

    /// <summary>Looks at the host until it shows the change, or until it is clear that it will not.</summary>
    private async Task<(HostSighting? After, bool Shows)> WatchAsync(HostSighting before, Change change, VSphereException? error)
    {
        DateTime end = DateTime.UtcNow + _settings.Patience;
        // A fault is an answer; a lost connection is none, and what was called may still be under way.
        int looks = error is VSphereFaultException ? 2 : error is null ? int.MaxValue : 4;
        bool isRefreshed = false;
        TimeSpan pause = _settings.Pause;
        for (int look = 1; ; look++)
        {
            if (error is not null && !isRefreshed) isRefreshed = await TryRefreshAsync(before).ConfigureAwait(false);
            HostSighting? after = await LookAsync(before.Host.Id).ConfigureAwait(false);
            if (after is null) return (null, false);
            if (change.IsSatisfied(after.Networking)) return (after, true);
            if (look >= looks || DateTime.UtcNow >= end) return (after, false);
            // vCenter may not have heard of it yet (facts E25).
            if (!isRefreshed) isRefreshed = await TryRefreshAsync(before).ConfigureAwait(false);
            else await Task.Delay(pause).ConfigureAwait(false);
            pause = Longer(pause);
        }
    }

    private async Task<bool> TryRefreshAsync(HostSighting host)
    {
        try
        {
            await _writer.RefreshAsync(host, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (VSphereException)
        {
            return false;
        }
    }

    private void Close(HostWork work, int step, StepOutcome outcome, string? device, string? error)
    {
        try
        {
            _journal.Write(new JournalLine
            {
                Type = JournalLineType.StepEnd, Time = DateTime.UtcNow, HostId = work.Host.Id, Step = step, Outcome = outcome, Device = device, Error = error,
            });
        }
        catch (System.IO.IOException)
        {
            // The step is an open end then, and the next one finds the journal broken.
        }
    }

    private static void Fail(HostWork work, string message, RefusalReason? reason = null) => work.Finish(
        ChangeStatus.Failed,
        reason,
        message,
        "Look at the host; Restore-VMotionRouting with this run's journal takes it back, Set-VMotionRouting brings it to the plan.");

    private static StepException Lost(HostWork work) => new(StepProblem.Lost, $"{work.Host.Name} cannot be asked any more.");

    private static string? DeviceOf(Change change, HostSighting before, HostSighting after) => change.Kind != ChangeKind.AddAdapter
        ? null
        : after.Networking.Adapters.Select(adapter => adapter.Device).FirstOrDefault(device => before.Networking.Adapters.All(adapter => adapter.Device != device));

    private static bool TakesAway(Change change) => change.Kind == ChangeKind.RemoveAdapter
        || (change.Kind == ChangeKind.UpdateAdapter && !change.Before!.Addresses.SequenceEqual(change.After!.Addresses));

    // One that this run has made beside adapters of the vmotion stack was dead all its life: no migration can be on it.
    private static bool IsUnused(HostWork work, ChangePhase phase, Change change) => phase == ChangePhase.Back
        && change.Kind == ChangeKind.RemoveAdapter
        && change.Before!.Stack != NetstackKeys.VMotion
        && work.Sighting!.Networking.UsesVMotionStack
        && work.Record.Changes.Any(made => made.Kind == ChangeKind.AddAdapter && made.After!.WithVMotion(false) == change.Before.WithVMotion(false));

    private static bool Clears(Change change) => change.Kind == ChangeKind.SetGateway
        && ((change.GatewaysBefore!.IPv4 is not null && change.GatewaysAfter!.IPv4 is null) || (change.GatewaysBefore.IPv6 is not null && change.GatewaysAfter!.IPv6 is null));

    private static TimeSpan Longer(TimeSpan pause) => TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromSeconds(5).Ticks));

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1) + ".";
}
