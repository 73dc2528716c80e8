using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Leaves that act as one: the pair of a rack (MLAG), or its single out-of-band switch. A VLAN ends here: the same id behind
/// another group is another segment, unless it is stretched (EVPN).
/// </summary>
internal sealed class LeafGroup
{
    public LeafGroup(string name, Rack rack, RoutedNetwork network)
    {
        Name = name;
        Rack = rack;
        Network = network;
        network.Groups.Add(this);
    }

    public string Name { get; }

    public Rack Rack { get; }

    /// <summary>What routes between this group and others.</summary>
    public RoutedNetwork Network { get; }

    public List<Leaf> Leaves { get; } = new();

    /// <summary>The VLANs that host ports carry unless told otherwise.</summary>
    public ISet<int> HostVlans { get; } = new HashSet<int>();

    /// <summary>The routed interfaces, by VLAN.</summary>
    public IDictionary<int, Svi> Svis { get; } = new Dictionary<int, Svi>();

    /// <summary>VLANs that do not end here: all groups that each is stretched over, this one among them.</summary>
    public IDictionary<int, IReadOnlyCollection<LeafGroup>> Stretched { get; } = new Dictionary<int, IReadOnlyCollection<LeafGroup>>();

    /// <summary>The addresses that these switches have heard from lately, so that they need not ask for them.</summary>
    public ISet<InetAddress> Heard { get; } = new HashSet<InetAddress>();

    /// <summary>The groups that the segment of a VLAN is behind.</summary>
    public IEnumerable<LeafGroup> SegmentOf(int vlan) => Stretched.TryGetValue(vlan, out IReadOnlyCollection<LeafGroup>? groups) ? groups : new[] { this };

    /// <summary>The SVI of this VLAN, if there is one and it is up.</summary>
    public Svi? FindSvi(int vlan) => Svis.TryGetValue(vlan, out Svi? svi) && svi.IsUp ? svi : null;

    /// <summary>The SVI whose subnet an address lies in.</summary>
    public Svi? FindSvi(InetAddress address) => Svis.Values.FirstOrDefault(svi => svi.IsUp && svi.IsOnLink(address));
}
