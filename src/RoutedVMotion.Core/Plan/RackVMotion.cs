using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>A rack's vMotion segment; the plan's defaults are already filled in.</summary>
public sealed record RackVMotion
{
    /// <summary>The IPv4 subnet.</summary>
    public Subnet? Subnet { get; init; }

    /// <summary>The IPv4 gateway; none is legal (a flat island).</summary>
    public InetAddress? Gateway { get; init; }

    /// <summary>The IPv6 subnet.</summary>
    public Subnet? Subnet6 { get; init; }

    /// <summary>The IPv6 gateway.</summary>
    public InetAddress? Gateway6 { get; init; }

    /// <summary>The VLAN id, 0 untagged; null if the plan does not say.</summary>
    public int? Vlan { get; init; }

    /// <summary>MTU in bytes; null if the plan does not say.</summary>
    public int? Mtu { get; init; }

    /// <summary>The key of the TCP/IP stack: <see cref="NetstackKeys.VMotion"/> or <see cref="NetstackKeys.Default"/>.</summary>
    public string Stack { get; init; } = NetstackKeys.VMotion;

    /// <summary>The adapters that every host has.</summary>
    public IReadOnlyList<RackAdapter> Adapters { get; init; } = Array.Empty<RackAdapter>();

    /// <summary>Pinned addresses: by host name (case ignored), one for each adapter in their order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PlannedAddress>> Addresses { get; init; } =
        new Dictionary<string, IReadOnlyList<PlannedAddress>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The subnet of this family.</summary>
    public Subnet? GetSubnet(AddressFamily family) => family == AddressFamily.IPv4 ? Subnet : Subnet6;

    /// <summary>The gateway of this family.</summary>
    public InetAddress? GetGateway(AddressFamily family) => family == AddressFamily.IPv4 ? Gateway : Gateway6;
}
