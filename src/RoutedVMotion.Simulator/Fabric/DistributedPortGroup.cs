using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A port group of a distributed switch.</summary>
internal sealed class DistributedPortGroup
{
    public DistributedPortGroup(DistributedSwitch distributedSwitch, string name, VlanSetting vlan)
    {
        Switch = distributedSwitch;
        Name = name;
        Vlan = vlan;
    }

    public DistributedSwitch Switch { get; }

    /// <summary>Its name; vCenter writes a slash in it as %2f.</summary>
    public string Name { get; }

    public VlanSetting Vlan { get; }

    /// <summary>It is the port group of the switch's uplinks.</summary>
    public bool IsUplink { get; init; }

    /// <summary>Virtual machines are put on it.</summary>
    public bool IsForMachines { get; init; }

    /// <summary>The uplinks that carry its traffic, by name; null for all of the switch.</summary>
    public IReadOnlyList<string>? ActiveUplinks { get; init; }

    /// <summary>The uplinks that stand by.</summary>
    public IReadOnlyList<string> StandbyUplinks { get; init; } = System.Array.Empty<string>();

    /// <summary>The NSX segment behind it; null for an ordinary port group.</summary>
    public NsxSegment? Segment { get; init; }

    /// <summary>Its managed object id, which is its key too; given when the inventory is set up.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>The keys of its ports.</summary>
    public List<int> Ports { get; } = new();

    /// <summary>How many ports it may have; null where it grows by itself.</summary>
    public int? MaximumPorts { get; set; }

    /// <summary>The user lacks Network.Assign on it.</summary>
    public bool IsAssignDenied { get; set; }

    public bool IsOverlay => Segment?.NetworkIdentifier is not null;

    /// <summary>How many ports it has, connected or not; 0 where each is made as it is needed.</summary>
    public int PortCount => Segment is not null ? 0 : MaximumPorts ?? System.Math.Max(128, Ports.Count);

    /// <summary>Ports that nothing is connected to: the next ones that would be taken.</summary>
    public IEnumerable<int> FreePorts() => System.Linq.Enumerable.Range(Switch.NextPort, System.Math.Max(0, PortCount - Ports.Count));

    /// <summary>Makes a port.</summary>
    public int TakePort()
    {
        int port = Switch.NextPort++;
        Ports.Add(port);
        return port;
    }
}
