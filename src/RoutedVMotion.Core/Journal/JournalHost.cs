using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Changes;

namespace RoutedVMotion.Core.Journal;

/// <summary>A host, as a journal has it.</summary>
/// <param name="Intended">The host before, and what was going to be done.</param>
public sealed record JournalHost(HostRecord Intended)
{
    /// <summary>The steps that were begun, in order.</summary>
    public IReadOnlyList<JournalStep> Steps { get; init; } = Array.Empty<JournalStep>();

    /// <summary>What became of it; null where the journal ends before that.</summary>
    public ChangeStatus? Status { get; init; }

    /// <summary>Pings between the racks have shown that it works.</summary>
    public bool? Proven { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>It may be neither as before nor as planned.</summary>
    public bool IsOpen => Status == ChangeStatus.Failed || (Status is null && Steps.Count > 0);

    /// <summary>The run has, or may have, written to it.</summary>
    public bool IsTouched => Steps.Any(step => step.Outcome != StepOutcome.AlreadySo);

    /// <summary>What it takes to take it back: every step that was begun, whether or not anybody knows how it ended.</summary>
    public HostRecord Record => Intended with { Changes = Steps.Select(step => step.Change).ToArray() };
}
