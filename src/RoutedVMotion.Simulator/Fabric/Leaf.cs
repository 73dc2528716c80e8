using System.Collections.Generic;
using System.Globalization;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A physical switch that hosts are cabled to: a leaf, or a rack's out-of-band switch.</summary>
internal sealed class Leaf : PhysicalSwitch
{
    public Leaf(string name, string mac, string managementAddress, LeafGroup group)
        : base(name, mac, managementAddress) =>
        Group = group;

    /// <summary>The switches that it shares its VLANs and SVIs with.</summary>
    public LeafGroup Group { get; }

    public override string Location => Group.Rack.Name;

    /// <summary>The ports in use.</summary>
    public List<LeafPort> Ports { get; } = new();

    /// <summary>Takes the next port into use.</summary>
    public LeafPort AddPort()
    {
        var port = new LeafPort(this, string.Format(CultureInfo.InvariantCulture, "Ethernet1/{0}", Ports.Count + 1), Group.HostVlans);
        Ports.Add(port);
        return port;
    }
}
