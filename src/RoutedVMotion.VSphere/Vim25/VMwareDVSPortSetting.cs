namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Settings of a port of VMware's own distributed switch.</summary>
internal sealed class VMwareDVSPortSetting : DVPortSetting
{
    public VmwareDistributedVirtualSwitchVlanSpec? Vlan { get; set; }

    public VmwareUplinkPortTeamingPolicy? UplinkTeamingPolicy { get; set; }

    /// <summary>Of an NSX overlay segment, since 7.0.</summary>
    [WireName("VNI")]
    public IntPolicy? VNI { get; set; }
}
