namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A stack's routing table: when read, all of it, connected subnets too.</summary>
internal sealed class HostIpRouteTableConfig : DynamicData
{
    public HostIpRouteOp[]? IpRoute { get; set; }

    public HostIpRouteOp[]? Ipv6Route { get; set; }
}
