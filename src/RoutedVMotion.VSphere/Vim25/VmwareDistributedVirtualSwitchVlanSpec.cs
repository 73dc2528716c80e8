namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a distributed port does with VLAN tags.</summary>
internal abstract class VmwareDistributedVirtualSwitchVlanSpec : InheritablePolicy;
