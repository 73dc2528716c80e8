using System;

namespace RoutedVMotion.Simulator;

/// <summary>Sights of real fabrics. Nothing is wrong in any of them but Unconverted, and they go together.</summary>
[Flags]
public enum SimulatorLayout
{
    /// <summary>A pair of leaves, a VLAN, a subnet and one cluster's hosts for each rack.</summary>
    None = 0,

    /// <summary>The uplinks of the distributed switches are LAGs (LACP): a port group's active uplink is "lag1".</summary>
    LinkAggregation = 1,

    /// <summary>
    /// The hosts of the first three racks are blades behind a pair of interconnects, which are all that they see by LLDP or CDP:
    /// the leaves are hidden. Needs two racks.
    /// </summary>
    BladeInterconnect = 2,

    /// <summary>The first two racks are cabinets on one pair of leaves, and one vMotion segment. Needs two racks.</summary>
    SharedLeaves = 4,

    /// <summary>
    /// The last rack holds two clusters, each with its own vMotion VLAN and subnet behind the same leaves. Needs two hosts in a
    /// rack.
    /// </summary>
    SharedCabinet = 8,

    /// <summary>Every rack uses the same vMotion VLAN, and the hosts of all clusters the same distributed port group.</summary>
    SharedVlan = 16,

    /// <summary>
    /// Others manage the hosts as well: the last cluster has a configuration profile (vCenter manages its configuration as a
    /// whole), and a host profile is attached to the hosts of the first rack.
    /// </summary>
    ManagedConfiguration = 32,

    /// <summary>
    /// Nothing has been converted yet: vMotion of every host is on the default stack, in an old flat network of its own port group.
    /// Port groups, VLANs and gateways of the racks are ready.
    /// </summary>
    Unconverted = 64,
}
