using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A distributed switch.</summary>
internal sealed class DistributedSwitch
{
    public DistributedSwitch(Datacenter datacenter, int number, string name, string uuid)
    {
        Datacenter = datacenter;
        Number = number;
        Name = name;
        Uuid = uuid;
    }

    public Datacenter Datacenter { get; }

    public int Number { get; }

    public string Name { get; }

    /// <summary>Spaced hexadecimal, as vCenter writes it: "50 11 22 33 44 55 66 77-88 99 aa bb cc dd ee ff".</summary>
    public string Uuid { get; }

    public int MaxMtu { get; set; } = 9000;

    /// <summary>The names of the uplinks; each member host maps physical NICs to them in this order.</summary>
    public IReadOnlyList<string> UplinkNames { get; } = new[] { "Uplink 1", "Uplink 2" };

    public List<DistributedPortGroup> PortGroups { get; } = new();

    /// <summary>The hosts that are on it.</summary>
    public List<Host> Members { get; } = new();

    /// <summary>Private VLANs: primary id, secondary id, kind.</summary>
    public List<(int Primary, int Secondary, string Kind)> PrivateVlans { get; } = new();

    /// <summary>The port group of the uplinks themselves.</summary>
    public DistributedPortGroup UplinkPortGroup => PortGroups[0];

    /// <summary>The key of the next port; ports are numbered throughout a switch.</summary>
    internal int NextPort { get; set; }

    public DistributedPortGroup AddPortGroup(string name, VlanSetting vlan)
    {
        var portGroup = new DistributedPortGroup(this, name, vlan);
        PortGroups.Add(portGroup);
        return portGroup;
    }
}
