namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The opaque network that a vmkernel adapter is on.</summary>
internal sealed class HostVirtualNicOpaqueNetworkSpec : DynamicData
{
    public string? OpaqueNetworkId { get; set; }

    public string? OpaqueNetworkType { get; set; }
}
