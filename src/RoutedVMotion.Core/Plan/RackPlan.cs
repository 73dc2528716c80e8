using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>A rack plan (racks.json) as an immutable model. Reading, writing and judging it are other people's business.</summary>
public sealed record RackPlan
{
    /// <summary>The MTU that racks inherit, in bytes.</summary>
    public int? DefaultMtu { get; init; }

    /// <summary>The longest round trip between racks that is no warning, in milliseconds.</summary>
    public double? MaxRttMs { get; init; }

    /// <summary>The racks in the file's order.</summary>
    public required IReadOnlyList<Rack> Racks { get; init; }

    /// <summary>How VM networks reach other racks.</summary>
    public IReadOnlyList<VMNetworkPlan> VMNetworks { get; init; } = Array.Empty<VMNetworkPlan>();

    /// <summary>Rules that the plan turns off or weighs otherwise: by rule name, "off", "error", "warning" or "information".</summary>
    public IReadOnlyDictionary<string, string> Rules { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file that it came from; null in memory.</summary>
    public string? File { get; init; }
}
