using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Plan;

/// <summary>A rack plan (racks.json) as an immutable model. Reading, writing and judging it are other people's business.</summary>
public sealed record RackPlan
{
    /// <summary>What "$schema" says, for editors; null if it is not there.</summary>
    public string? Schema { get; init; }

    /// <summary>The MTU that racks inherit, in bytes.</summary>
    public int? DefaultMtu { get; init; }

    /// <summary>The key of the TCP/IP stack that racks inherit; null if the plan does not say, which means the vmotion stack.</summary>
    public string? DefaultStack { get; init; }

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

    /// <summary>Where each value stands that was read, by JSON path; empty for a plan that was made in memory.</summary>
    public IReadOnlyDictionary<string, SourcePosition> Positions { get; init; } = new Dictionary<string, SourcePosition>();

    /// <summary>The same plan for another server: racks that name the one name the other.</summary>
    public RackPlan OnServer(string from, string to) => this with
    {
        Racks = Racks.Select(rack => string.Equals(rack.Server, from, StringComparison.OrdinalIgnoreCase) ? rack with { Server = to } : rack).ToArray(),
    };

    /// <summary>Where the value with this JSON path stands; of one that is not there, where its nearest container stands.</summary>
    public SourcePosition PositionOf(string jsonPath)
    {
        for (string path = jsonPath; path.Length > 0; path = path.Substring(0, Math.Max(0, path.LastIndexOfAny(['.', '[']))))
        {
            if (Positions.TryGetValue(path, out SourcePosition? position)) return position with { JsonPath = jsonPath };
        }

        return new SourcePosition(File, 0, 0, jsonPath);
    }
}
