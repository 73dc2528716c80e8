using System.Collections.Generic;

namespace RoutedVMotion.Core.Plan;

/// <summary>An entry of vmNetworks: what vCenter cannot know of a VM network.</summary>
public sealed record VMNetworkPlan
{
    /// <summary>A wildcard pattern for the network's name, case ignored.</summary>
    public required string Match { get; init; }

    /// <summary>The racks that it reaches; null means every rack.</summary>
    public IReadOnlyList<string>? Racks { get; init; }

    /// <summary>By what.</summary>
    public required NetworkReach By { get; init; }

    /// <summary>Whatever the author wants to be remembered.</summary>
    public string? Note { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourcePosition Position { get; init; }
}
