using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Reports;

/// <summary>A validation as reports show it.</summary>
public sealed record ValidationReport
{
    /// <summary>What was found.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTime Created { get; init; }

    /// <summary>What was checked; empty where nothing but the findings is known.</summary>
    public IReadOnlyList<ReportCase> Cases { get; init; } = Array.Empty<ReportCase>();

    /// <summary>The findings in one row; null where nothing but the findings is known.</summary>
    public ValidationSummary? Summary { get; init; }

    /// <summary>The plan's file; null without one.</summary>
    public string? Plan { get; init; }

    /// <summary>The servers that were read.</summary>
    public IReadOnlyList<string> Servers { get; init; } = Array.Empty<string>();

    /// <summary>Pings were made; null where that is not known.</summary>
    public bool? Probed { get; init; }
}
