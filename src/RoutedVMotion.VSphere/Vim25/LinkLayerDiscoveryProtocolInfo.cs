namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a switch says of itself by LLDP.</summary>
internal sealed class LinkLayerDiscoveryProtocolInfo : DynamicData
{
    public string? ChassisId { get; set; }

    public string? PortId { get; set; }

    /// <summary>System Name, Port Description, Management Address, MTU, Vlan ID, ...</summary>
    public KeyAnyValue[]? Parameter { get; set; }
}
