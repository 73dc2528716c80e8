using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;

namespace RoutedVMotion.Core.Reports;

/// <summary>A fabric as people are shown it: what was read, what is wrong with it, and who reaches whom.</summary>
public sealed record FabricReport
{
    /// <summary>The hosts by the plan, the paths between them and, where hosts have pinged, what that showed.</summary>
    public required PathIndex Paths { get; init; }

    /// <summary>What was found.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>The plan's file; null without one, or for one in memory.</summary>
    public string? Plan { get; init; }

    /// <summary>The servers that were read.</summary>
    public IReadOnlyList<string> Servers { get; init; } = Array.Empty<string>();

    /// <summary>A run whose changes are shown; null for none.</summary>
    public JournalRun? Run { get; init; }
}
