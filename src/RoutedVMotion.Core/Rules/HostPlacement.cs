using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Rules;

/// <summary>Where the plan puts a host, as host matching and address assignment found it.</summary>
public sealed record HostPlacement
{
    /// <summary>A host that no rack claims.</summary>
    public static HostPlacement Nowhere { get; } = new();

    /// <summary>The racks that claim it: one, if all is well; none; or several with equal right.</summary>
    public IReadOnlyList<Rack> Racks { get; init; } = Array.Empty<Rack>();

    /// <summary>A rack's exclude names it, so that being in no rack is intended.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>The addresses meant for it, one entry for each adapter of its rack in their order; empty where none were assigned.</summary>
    public IReadOnlyList<AssignedAddress> Addresses { get; init; } = Array.Empty<AssignedAddress>();
}
