using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>A host, its rack, and the vMotion adapters that it is to have.</summary>
/// <param name="Match">The host and its rack.</param>
public sealed record AssignedHost(HostMatch Match)
{
    /// <summary>One for each of the rack's adapters; one where the rack names none; empty for a host in no rack.</summary>
    public IReadOnlyList<AssignedAdapter> Adapters { get; init; } = Array.Empty<AssignedAdapter>();
}
