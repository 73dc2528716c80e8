using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>How far a VM network reaches beyond the place where a virtual machine is, within its cluster.</summary>
public sealed record NetworkReachability
{
    /// <summary>The network.</summary>
    public required VirtualMachineNetwork Network { get; init; }

    /// <summary>The VLAN that it has where the virtual machine is.</summary>
    public required Vlan Vlan { get; init; }

    /// <summary>The racks where no host of the cluster has it.</summary>
    public IReadOnlyList<string> MissingIn { get; init; } = System.Array.Empty<string>();

    /// <summary>The racks where it has another VLAN, for example "rack-02 (VLAN 120)".</summary>
    public IReadOnlyList<string> OtherVlanIn { get; init; } = System.Array.Empty<string>();

    /// <summary>The racks where it is configured all right, but where nothing says that it is the same network.</summary>
    public IReadOnlyList<string> UnprovenIn { get; init; } = System.Array.Empty<string>();

    /// <summary>Why <see cref="UnprovenIn"/> is not empty: what the plan says of the network, or that it says nothing.</summary>
    public Vouching Vouching { get; init; }

    /// <summary>The racks that the plan names for it, where <see cref="Vouching"/> is <see cref="Vouching.ForOtherRacks"/>.</summary>
    public IReadOnlyList<string> VouchedRacks { get; init; } = System.Array.Empty<string>();
}
