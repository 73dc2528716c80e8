namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A route; a connected one has the gateway 0.0.0.0 or ::.</summary>
internal sealed class HostIpRouteEntry : DynamicData
{
    public string? Network { get; set; }

    public int? PrefixLength { get; set; }

    public string? Gateway { get; set; }

    public string? DeviceName { get; set; }
}
