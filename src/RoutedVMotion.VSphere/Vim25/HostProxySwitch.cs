namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A distributed switch as it is on one host.</summary>
internal sealed class HostProxySwitch : DynamicData
{
    public string? DvsUuid { get; set; }

    public string? DvsName { get; set; }

    /// <summary>Port key = uplink name.</summary>
    public KeyValue[]? UplinkPort { get; set; }

    public int? Mtu { get; set; }

    /// <summary>Keys: key-vim.host.PhysicalNic-vmnic0.</summary>
    public string[]? Pnic { get; set; }

    public HostProxySwitchSpec? Spec { get; set; }

    public HostProxySwitchHostLagConfig[]? HostLag { get; set; }
}
