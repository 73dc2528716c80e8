using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Paths;

/// <summary>What came of migrating a virtual machine there and back.</summary>
/// <param name="Result">What came of it.</param>
public sealed record CanaryOutcome(CanaryResult Result)
{
    /// <summary>The migrations in order, those that failed too.</summary>
    public IReadOnlyList<CanaryLeg> Legs { get; init; } = Array.Empty<CanaryLeg>();

    /// <summary>Why it was not tried, or what went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = Array.Empty<string>();

    /// <summary>What the server warned of, a sentence each, and what else a person should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = Array.Empty<string>();

    /// <summary>The name of the host that the machine was on when it was looked at last; null where that could not be read.</summary>
    public string? VMHost { get; init; }
}
