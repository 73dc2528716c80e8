namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A row of the routing table; when read, changeOperation is "ignore".</summary>
internal sealed class HostIpRouteOp : DynamicData
{
    public string? ChangeOperation { get; set; }

    public HostIpRouteEntry? Route { get; set; }
}
