using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Changes;

namespace RoutedVMotion.Core.Output;

/// <summary>What became of a host, or would become of it, as a row.</summary>
public sealed record ChangeResult
{
    /// <summary>The server.</summary>
    public required string Server { get; init; }

    /// <summary>The host's name.</summary>
    public required string VMHost { get; init; }

    /// <summary>The host's managed object id, for example host-14.</summary>
    public required string VMHostId { get; init; }

    /// <summary>The cluster; null for a host that is in none.</summary>
    public string? Cluster { get; init; }

    /// <summary>The rack of the plan.</summary>
    public string? Rack { get; init; }

    /// <summary>Compliant, Planned, Declined, Changed, RolledBack, Failed or Skipped.</summary>
    public required string Status { get; init; }

    /// <summary>Pings from rack to rack have shown that it works; null where nothing was to be proven.</summary>
    public bool? Proven { get; init; }

    /// <summary>For a host that was not changed, or not for good: the word that says why, for example AddressFromDhcp; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>The same as a sentence, or what else there is to say of the outcome.</summary>
    public string? Message { get; init; }

    /// <summary>What to do next; null where nothing is to be done.</summary>
    public string? Action { get; init; }

    /// <summary>The changes in order, with how each ended.</summary>
    public IReadOnlyList<ChangeStep> Changes { get; init; } = Array.Empty<ChangeStep>();

    /// <summary>
    /// The changes as a diff, a line each: + for what is made, - for what goes, ~ for what is changed, and how it ended where it did
    /// not go well. Then, behind !, what is in the way or left over.
    /// </summary>
    public string Diff => string.Join("\n", Changes.Select(Line).Concat(Message is null ? Enumerable.Empty<string>() : new[] { "! " + Message }));

    /// <summary>What a person should know, a sentence each: adapters that stay, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = Array.Empty<string>();

    /// <summary>Who cannot migrate to whom while the cluster is changed; null where migrations go on.</summary>
    public string? Window { get; init; }

    /// <summary>How long it took, in seconds; null where nothing was done.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>The id of the run, by which Get-VMotionJournal and Restore-VMotionRouting know it; null where nothing was written.</summary>
    public string? JournalId { get; init; }

    /// <summary>The journal's file.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The ticket.</summary>
    public string? Ticket { get; init; }

    /// <summary>A result without steps: the host was not touched.</summary>
    /// <param name="server">The server.</param>
    /// <param name="plan">The host's plan.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="refusal">Why, if it was refused.</param>
    public static ChangeResult Untouched(string server, HostChangePlan plan, ChangeStatus status, Refusal? refusal = null) => new()
    {
        Server = server,
        VMHost = plan.Host.Name,
        VMHostId = plan.Host.Id,
        Cluster = plan.Host.Cluster,
        Rack = plan.Rack,
        Status = status.ToString(),
        Reason = refusal?.Reason.ToString(),
        Message = refusal?.Words,
        Action = refusal?.Action,
        Changes = StepsOf(plan),
        Notes = plan.Notes,
    };

    private string Line(ChangeStep step)
    {
        string sign = step.Kind switch
        {
            nameof(ChangeKind.AddAdapter) => "+ ",
            nameof(ChangeKind.RemoveAdapter) => "- ",
            _ => "~ ",
        };
        string back = step.Phase == nameof(ChangePhase.Back) ? "(back) " : string.Empty;
        // Of a plan nothing is done, and everybody knows; of a run's end it matters.
        bool isEnd = Status is nameof(ChangeStatus.Changed) or nameof(ChangeStatus.Compliant) or nameof(ChangeStatus.RolledBack) or nameof(ChangeStatus.Failed);
        string end = step.Outcome switch
        {
            nameof(StepOutcome.Failed) or nameof(StepOutcome.Open) => $" ({step.Outcome.ToLowerInvariant()})",
            nameof(StepOutcome.NotBegun) when isEnd => " (not done)",
            _ => string.Empty,
        };
        return sign + back + step.Words + end;
    }

    private static List<ChangeStep> StepsOf(HostChangePlan plan)
    {
        var steps = new List<ChangeStep>();
        foreach (Change change in plan.Prepare) steps.Add(new ChangeStep(steps.Count + 1, ChangePhase.Prepare, change));
        foreach (Change change in plan.Finish) steps.Add(new ChangeStep(steps.Count + 1, ChangePhase.Finish, change));
        return steps;
    }
}
