namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A physical NIC and the uplink port that it is plugged into.</summary>
internal sealed class DistributedVirtualSwitchHostMemberPnicSpec : DynamicData
{
    public string? PnicDevice { get; set; }

    public string? UplinkPortKey { get; set; }
}
