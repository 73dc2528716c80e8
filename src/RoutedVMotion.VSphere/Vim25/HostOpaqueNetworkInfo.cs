namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A network that NSX manages (a segment on an N-VDS).</summary>
internal sealed class HostOpaqueNetworkInfo : DynamicData
{
    public string? OpaqueNetworkId { get; set; }

    public string? OpaqueNetworkName { get; set; }

    public string? OpaqueNetworkType { get; set; }

    public string[]? PnicZone { get; set; }
}
