using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>A host in a run: what is to be done, what has been done, and what became of it.</summary>
internal sealed class HostWork
{
    private readonly Stopwatch _clock = new();
    private readonly List<(ChangePhase Phase, Change Change, StepOutcome Outcome, string? Device, string? Error)> _steps = new();

    public HostWork(HostChangePlan plan, IEnumerable<Change> known)
    {
        Plan = plan;
        Known = known.ToArray();
    }

    public HostChangePlan Plan { get; }

    public EsxHost Host => Plan.Host;

    /// <summary>What an earlier run did to it, or was going to do: where that is to be undone.</summary>
    public IReadOnlyList<Change> Known { get; }

    /// <summary>The host as it was seen last.</summary>
    public HostSighting? Sighting { get; set; }

    /// <summary>What became of it; null as long as it goes on.</summary>
    public ChangeStatus? Status { get; private set; }

    public bool? Proven { get; set; }

    public RefusalReason? Reason { get; private set; }

    public string? Message { get; private set; }

    public string? Action { get; private set; }

    public List<string> Notes { get; } = new();

    /// <summary>What the last proof had to say.</summary>
    public IReadOnlyList<string> ProofNotes { get; set; } = Array.Empty<string>();

    /// <summary>Steps that were begun, or were found to be made already.</summary>
    public int StepCount => _steps.Count;

    /// <summary>Something was called that changes the host, or may have been.</summary>
    public bool IsTouched => _steps.Any(step => step.Outcome != StepOutcome.AlreadySo);

    /// <summary>All that it takes to take it back.</summary>
    public HostRecord Record => new()
    {
        Name = Host.Name,
        Id = Host.Id,
        Cluster = Host.Cluster,
        ClusterId = Host.ClusterId,
        Rack = Plan.Rack,
        Before = Plan.Before,
        Changes = Known.Concat(_steps.Where(step => step.Outcome != StepOutcome.AlreadySo).Select(step => step.Change)).ToArray(),
    };

    /// <summary>Something is different now.</summary>
    public bool IsChanged => _steps.Any(step => step.Outcome == StepOutcome.Done);

    public TimeSpan Duration => _clock.Elapsed;

    public void Start() => _clock.Start();

    public void Pause() => _clock.Stop();

    public int Begin(ChangePhase phase, Change change)
    {
        _steps.Add((phase, change, StepOutcome.Open, null, null));
        return _steps.Count;
    }

    public void End(int step, StepOutcome outcome, string? device = null, string? error = null) =>
        _steps[step - 1] = _steps[step - 1] with { Outcome = outcome, Device = device, Error = error };

    public void Finish(ChangeStatus status, RefusalReason? reason = null, string? message = null, string? action = null)
    {
        Status = status;
        Reason = reason;
        Message = message;
        Action = action;
        _clock.Stop();
    }

    public void Refuse(Refusal refusal) => Finish(ChangeStatus.Skipped, refusal.Reason, refusal.Words, refusal.Action);

    /// <summary>The result: steps as they were made, then those that were not begun.</summary>
    public ChangeResult ToResult(string server, RunJournal? journal, string? window, string? ticket)
    {
        var steps = _steps.Select((step, index) => new ChangeStep(index + 1, step.Phase, step.Change, step.Outcome, step.Device, step.Error)).ToList();
        // Of a restoration the plan itself is the way back.
        var begun = new HashSet<Change>(_steps.Where(step => step.Phase != ChangePhase.Back || Known.Count > 0).Select(step => step.Change));
        foreach ((ChangePhase phase, IReadOnlyList<Change> changes) in new[] { (ChangePhase.Prepare, Plan.Prepare), (ChangePhase.Finish, Plan.Finish) })
        {
            foreach (Change change in changes.Where(change => !begun.Contains(change)))
                steps.Add(new ChangeStep(steps.Count + 1, phase, change));
        }

        return new ChangeResult
        {
            Server = server,
            VMHost = Host.Name,
            VMHostId = Host.Id,
            Cluster = Host.Cluster,
            Rack = Plan.Rack,
            Status = (Status ?? ChangeStatus.Skipped).ToString(),
            Proven = Proven,
            Reason = Reason?.ToString(),
            Message = Message,
            Action = Action,
            Changes = steps,
            Notes = Plan.Notes.Concat(Notes).Concat(ProofNotes).Distinct().ToArray(),
            Window = window,
            DurationSeconds = _clock.Elapsed > TimeSpan.Zero ? Math.Round(_clock.Elapsed.TotalSeconds, 3) : null,
            JournalId = IsTouched ? journal?.Id : null,
            JournalPath = IsTouched ? journal?.Path : null,
            Ticket = ticket,
        };
    }
}
