namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Ranges of VLAN ids.</summary>
internal sealed class VmwareDistributedVirtualSwitchTrunkVlanSpec : VmwareDistributedVirtualSwitchVlanSpec
{
    public NumericRange[]? VlanId { get; set; }
}
