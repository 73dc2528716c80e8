using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>Which rack a host belongs to, and by what.</summary>
/// <param name="Host">The host.</param>
/// <param name="Rack">Its rack; null if it is in none, or if several claim it with equal right.</param>
/// <param name="By">What decided, or what tied.</param>
public sealed record HostMatch(EsxHost Host, Rack? Rack, MatchedBy By)
{
    /// <summary>The racks that claim it with equal right: an error. Empty where that is not so.</summary>
    public IReadOnlyList<Rack> Tied { get; init; } = Array.Empty<Rack>();

    /// <summary>It is in no rack, and a rack's exclude names it, so that this is intended.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>The place of its rack in the plan; -1 where there is none.</summary>
    public int RackIndex { get; init; } = -1;
}
