using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A network that VMs are on, as vCenter sees it.</summary>
public sealed record VirtualMachineNetwork
{
    /// <summary>The server that told it.</summary>
    public required string Server { get; init; }

    /// <summary>The managed object id, for example dvportgroup-42 or network-17.</summary>
    public required string Id { get; init; }

    /// <summary>The name, decoded.</summary>
    public required string Name { get; init; }

    /// <summary>Standard, distributed, NSX or opaque.</summary>
    public required SwitchKind Kind { get; init; }

    /// <summary>
    /// The VLAN of a distributed port group. A standard one has a VLAN on each host: see <see cref="EsxHost.StandardPortGroups"/>.
    /// </summary>
    public Vlan Vlan { get; init; } = Vlan.Unknown;

    /// <summary>The hosts that have it.</summary>
    public IReadOnlyList<string> HostIds { get; init; } = Array.Empty<string>();
}
