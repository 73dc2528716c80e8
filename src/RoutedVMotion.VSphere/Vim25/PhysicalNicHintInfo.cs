namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a physical NIC has heard.</summary>
internal sealed class PhysicalNicHintInfo : DynamicData
{
    public string? Device { get; set; }

    /// <summary>CDP.</summary>
    public PhysicalNicCdpInfo? ConnectedSwitchPort { get; set; }

    /// <summary>Absent: nothing heard yet, or another protocol.</summary>
    public LinkLayerDiscoveryProtocolInfo? LldpInfo { get; set; }
}
