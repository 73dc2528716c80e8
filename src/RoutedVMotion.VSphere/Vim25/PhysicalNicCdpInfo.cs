namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a switch says of itself by CDP.</summary>
internal sealed class PhysicalNicCdpInfo : DynamicData
{
    public string? DevId { get; set; }

    public string? Address { get; set; }

    public string? PortId { get; set; }

    public int? Vlan { get; set; }

    public int? Mtu { get; set; }

    public string? SystemName { get; set; }

    public string? MgmtAddr { get; set; }
}
