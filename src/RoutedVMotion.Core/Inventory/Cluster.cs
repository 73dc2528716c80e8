using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A cluster: what of it bears on where a VM may run and who else changes its hosts.</summary>
public sealed record Cluster
{
    /// <summary>The server that told it.</summary>
    public required string Server { get; init; }

    /// <summary>The managed object id, for example domain-c8.</summary>
    public required string Id { get; init; }

    /// <summary>The name, decoded.</summary>
    public required string Name { get; init; }

    /// <summary>vCenter manages the configuration of all its hosts as a whole (configManagerEnabled) and would put changes back.</summary>
    public bool ConfigManagerEnabled { get; init; }

    /// <summary>DRS is on.</summary>
    public bool DrsEnabled { get; init; }

    /// <summary>The rules that must hold and that tie VMs to hosts.</summary>
    public IReadOnlyList<MandatoryHostRule> MandatoryHostRules { get; init; } = Array.Empty<MandatoryHostRule>();
}
