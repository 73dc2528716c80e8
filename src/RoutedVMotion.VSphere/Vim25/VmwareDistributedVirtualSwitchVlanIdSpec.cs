namespace RoutedVMotion.VSphere.Vim25;

/// <summary>One VLAN id; 0 is untagged.</summary>
internal sealed class VmwareDistributedVirtualSwitchVlanIdSpec : VmwareDistributedVirtualSwitchVlanSpec
{
    public int? VlanId { get; set; }
}
