using System;

using RoutedVMotion.Core.Changes;

namespace RoutedVMotion.Core.Journal;

/// <summary>A step on a host, as a journal has it.</summary>
/// <param name="Number">Its number on this host, from 1.</param>
/// <param name="Phase">The part of the run.</param>
/// <param name="Change">The change.</param>
/// <param name="Began">When it was begun.</param>
public sealed record JournalStep(int Number, ChangePhase Phase, Change Change, DateTime Began)
{
    /// <summary>How it ended; <see cref="StepOutcome.Open"/> if nothing says so.</summary>
    public StepOutcome Outcome { get; init; } = StepOutcome.Open;

    /// <summary>The device that the host gave a new adapter.</summary>
    public string? Device { get; init; }

    /// <summary>What the server said.</summary>
    public string? Error { get; init; }
}
