using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A standard switch of one host.</summary>
internal sealed class StandardSwitch
{
    public StandardSwitch(string name, int mtu, params PhysicalNic[] uplinks)
    {
        Name = name;
        Mtu = mtu;
        Uplinks = uplinks.ToList();
    }

    public string Name { get; }

    public int Mtu { get; set; }

    public List<PhysicalNic> Uplinks { get; }

    public List<StandardPortGroup> PortGroups { get; } = new();

    public StandardPortGroup AddPortGroup(string name, int vlan)
    {
        var portGroup = new StandardPortGroup(this, name, vlan);
        PortGroups.Add(portGroup);
        return portGroup;
    }
}
