namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A TCP/IP stack as it is configured, in use or not.</summary>
internal sealed class HostNetStackInstance : DynamicData
{
    public string? Key { get; set; }

    public string? Name { get; set; }

    public HostDnsConfig? DnsConfig { get; set; }

    public HostIpRouteConfig? IpRouteConfig { get; set; }

    public int? RequestedMaxNumberOfConnections { get; set; }

    public string? CongestionControlAlgorithm { get; set; }

    public bool? IpV6Enabled { get; set; }

    public HostIpRouteTableConfig? RouteTableConfig { get; set; }
}
