namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How a vmkernel adapter is set up. Exactly one of distributedVirtualPort, portgroup and opaqueNetwork is there.</summary>
internal sealed class HostVirtualNicSpec : DynamicData
{
    public HostIpConfig? Ip { get; set; }

    public string? Mac { get; set; }

    public DistributedVirtualSwitchPortConnection? DistributedVirtualPort { get; set; }

    public string? Portgroup { get; set; }

    public int? Mtu { get; set; }

    public bool? TsoEnabled { get; set; }

    /// <summary>Since 5.5.</summary>
    public string? NetStackInstanceKey { get; set; }

    /// <summary>Since 6.0.</summary>
    public HostVirtualNicOpaqueNetworkSpec? OpaqueNetwork { get; set; }

    public string? ExternalId { get; set; }

    public string? PinnedPnic { get; set; }

    /// <summary>Since 6.5.</summary>
    public HostVirtualNicIpRouteSpec? IpRouteSpec { get; set; }

    /// <summary>Since 7.0.</summary>
    public bool? SystemOwned { get; set; }

    /// <summary>Since 8.0.0.1.</summary>
    public string? DpuId { get; set; }
}
