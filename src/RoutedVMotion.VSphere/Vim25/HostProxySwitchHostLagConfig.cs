namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A link aggregation group as it is on one host.</summary>
internal sealed class HostProxySwitchHostLagConfig : DynamicData
{
    public string? LagKey { get; set; }

    public string? LagName { get; set; }

    /// <summary>Port key = name of the LAG's port.</summary>
    public KeyValue[]? UplinkPort { get; set; }
}
