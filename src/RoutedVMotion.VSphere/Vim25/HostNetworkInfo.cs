namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A host's network configuration.</summary>
internal sealed class HostNetworkInfo : DynamicData
{
    public HostVirtualSwitch[]? Vswitch { get; set; }

    public HostProxySwitch[]? ProxySwitch { get; set; }

    public HostPortGroup[]? Portgroup { get; set; }

    public PhysicalNic[]? Pnic { get; set; }

    public HostVirtualNic[]? Vnic { get; set; }

    public HostNetStackInstance[]? NetStackInstance { get; set; }

    public HostOpaqueSwitch[]? OpaqueSwitch { get; set; }

    public HostOpaqueNetworkInfo[]? OpaqueNetwork { get; set; }
}
