namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The IPv6 addresses of an adapter.</summary>
internal sealed class HostIpConfigIpV6AddressConfiguration : DynamicData
{
    public HostIpConfigIpV6Address[]? IpV6Address { get; set; }

    public bool? AutoConfigurationEnabled { get; set; }

    public bool? DhcpV6Enabled { get; set; }
}
