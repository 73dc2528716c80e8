using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>An entry of racks: one vMotion segment behind one set of leaves.</summary>
public sealed record Rack
{
    /// <summary>Its name, unique in the plan.</summary>
    public required string Name { get; init; }

    /// <summary>The leaves by the name that they announce over LLDP or CDP.</summary>
    public IReadOnlyList<string> Leaves { get; init; } = Array.Empty<string>();

    /// <summary>Patterns of host names that belong here, case ignored.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = Array.Empty<string>();

    /// <summary>Patterns of cluster names whose hosts belong here, case ignored.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = Array.Empty<string>();

    /// <summary>Patterns of host names that do not.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = Array.Empty<string>();

    /// <summary>The server that its hosts are on; null means any.</summary>
    public string? Server { get; init; }

    /// <summary>The segment.</summary>
    public required RackVMotion VMotion { get; init; }

    /// <summary>"sddc-manager" for VCF's racks, whose pools are not ours to hand out; else null.</summary>
    public string? ManagedBy { get; init; }

    /// <summary>Evidence and remarks.</summary>
    public IReadOnlyList<string> Notes { get; init; } = Array.Empty<string>();

    /// <summary>Where it stands.</summary>
    public required SourcePosition Position { get; init; }
}
