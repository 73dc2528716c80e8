namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A private VLAN.</summary>
internal sealed class VMwareDVSPvlanMapEntry : DynamicData
{
    public int? PrimaryVlanId { get; set; }

    public int? SecondaryVlanId { get; set; }

    public string? PvlanType { get; set; }
}
