namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The gateways that override the stack's for one adapter.</summary>
internal sealed class HostVirtualNicIpRouteSpec : DynamicData
{
    public HostIpRouteConfig? IpRouteConfig { get; set; }
}
