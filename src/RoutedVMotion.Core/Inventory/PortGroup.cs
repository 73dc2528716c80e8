using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A port group as one host sees it.</summary>
public sealed record PortGroup
{
    /// <summary>Its name, decoded (vCenter writes %2f for a slash).</summary>
    public required string Name { get; init; }

    /// <summary>What identifies it: the managed object id of a distributed one, the name of a standard one, the opaque network's id.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of switch it is on.</summary>
    public required SwitchKind Kind { get; init; }

    /// <summary>The switch's name; null where it could not be read.</summary>
    public string? Switch { get; init; }

    /// <summary>The VLAN that it tags with.</summary>
    public Vlan Vlan { get; init; } = Vlan.Unknown;

    /// <summary>MTU of the switch in bytes; null where it could not be read.</summary>
    public int? SwitchMtu { get; init; }

    /// <summary>The physical NICs behind it, active ones first; empty where they could not be read.</summary>
    public IReadOnlyList<Uplink> Uplinks { get; init; } = Array.Empty<Uplink>();
}
