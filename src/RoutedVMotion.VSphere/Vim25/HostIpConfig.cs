namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The addresses of an adapter.</summary>
internal sealed class HostIpConfig : DynamicData
{
    /// <summary>Required by the schema.</summary>
    public bool? Dhcp { get; set; }

    public string? IpAddress { get; set; }

    public string? SubnetMask { get; set; }

    public HostIpConfigIpV6AddressConfiguration? IpV6Config { get; set; }
}
