namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A private VLAN, by its secondary id.</summary>
internal sealed class VmwareDistributedVirtualSwitchPvlanSpec : VmwareDistributedVirtualSwitchVlanSpec
{
    public int? PvlanId { get; set; }
}
