using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A distributed switch.</summary>
internal sealed class DistributedSwitch
{
    public DistributedSwitch(Datacenter datacenter, int number, string name, string uuid, string? lag = null)
    {
        Datacenter = datacenter;
        Number = number;
        Name = name;
        Uuid = uuid;
        Lag = lag;
    }

    public Datacenter Datacenter { get; }

    public int Number { get; }

    public string Name { get; }

    /// <summary>Spaced hexadecimal, as vCenter writes it: "50 11 22 33 44 55 66 77-88 99 aa bb cc dd ee ff".</summary>
    public string Uuid { get; }

    public int MaxMtu { get; set; } = 9000;

    /// <summary>The names of the uplinks; each member host maps physical NICs to them in this order, unless there is a LAG.</summary>
    public IReadOnlyList<string> UplinkNames { get; init; } = new[] { "Uplink 1", "Uplink 2" };

    /// <summary>The name of the LAG that the physical NICs are in instead of the uplinks; null if there is none.</summary>
    public string? Lag { get; }

    /// <summary>The names of the LAG's own ports.</summary>
    public IReadOnlyList<string> LagUplinkNames => new[] { Lag + "-0", Lag + "-1" };

    /// <summary>What the teaming of port groups calls active.</summary>
    public IReadOnlyList<string> ActiveUplinkNames => Lag is null ? UplinkNames : new[] { Lag };

    public List<DistributedPortGroup> PortGroups { get; } = new();

    /// <summary>The hosts that are on it.</summary>
    public List<Host> Members { get; } = new();

    /// <summary>Private VLANs: primary id, secondary id, kind.</summary>
    public List<(int Primary, int Secondary, string Kind)> PrivateVlans { get; } = new();

    /// <summary>The port group of the uplinks themselves.</summary>
    public DistributedPortGroup UplinkPortGroup => PortGroups[0];

    /// <summary>The key of the next port; ports are numbered throughout a switch.</summary>
    internal int NextPort { get; set; }

    public DistributedPortGroup AddPortGroup(string name, VlanSetting vlan, NsxSegment? segment = null, bool isForMachines = false)
    {
        var portGroup = new DistributedPortGroup(this, name, vlan) { Segment = segment, IsForMachines = isForMachines };
        PortGroups.Add(portGroup);
        return portGroup;
    }
}
