using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>What one or several servers told at one time, as a document: all that readers, rules, inference and the change planner need.</summary>
public sealed record Snapshot
{
    /// <summary>The version of the format that this module writes, and the newest that it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the module that wrote it; null where that is not known.</summary>
    public string? Module { get; init; }

    /// <summary>Names and addresses are not the real ones; see <see cref="SnapshotRedaction"/>.</summary>
    public bool Redacted { get; init; }

    /// <summary>The servers.</summary>
    public IReadOnlyList<SnapshotServer> Servers { get; init; } = Array.Empty<SnapshotServer>();
}
