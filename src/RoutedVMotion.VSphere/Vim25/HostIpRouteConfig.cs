namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Default gateways.</summary>
internal sealed class HostIpRouteConfig : DynamicData
{
    public string? DefaultGateway { get; set; }

    public string? GatewayDevice { get; set; }

    public string? IpV6DefaultGateway { get; set; }

    public string? IpV6GatewayDevice { get; set; }
}
