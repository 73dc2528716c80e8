using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A port of a leaf, with a host's cable in it.</summary>
internal sealed class LeafPort
{
    public LeafPort(Leaf leaf, string name, ISet<int> vlans)
    {
        Leaf = leaf;
        Name = name;
        Vlans = vlans;
        Neighbor = leaf;
        NeighborPort = name;
    }

    public Leaf Leaf { get; }

    /// <summary>For example Ethernet1/7.</summary>
    public string Name { get; }

    /// <summary>The switch that the host at the other end sees by LLDP or CDP: the leaf, unless an interconnect is in between.</summary>
    public PhysicalSwitch Neighbor { get; set; }

    /// <summary>The port of <see cref="Neighbor"/>.</summary>
    public string NeighborPort { get; set; }

    /// <summary>The VLANs that it carries, 0 for untagged; by default those of all host ports of its group.</summary>
    public ISet<int> Vlans { get; set; }

    /// <summary>Largest IP packet that it takes, in bytes.</summary>
    public int Mtu { get; set; } = 9216;

    /// <summary>The physical NIC at the other end.</summary>
    public PhysicalNic? Nic { get; set; }
}
