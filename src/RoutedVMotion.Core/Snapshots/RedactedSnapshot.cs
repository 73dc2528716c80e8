using System.Collections.Generic;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>A snapshot and a plan with other names and addresses, the same ones in both.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Dropped">Patterns of the plan that could not be replaced, match nothing in the snapshot, and are left out.</param>
public sealed record RedactedSnapshot(Snapshot Snapshot, RackPlan Plan, IReadOnlyList<string> Dropped);
