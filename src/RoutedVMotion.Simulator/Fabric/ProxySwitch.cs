using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A host's part of a distributed switch.</summary>
internal sealed class ProxySwitch
{
    /// <param name="distributedSwitch">The switch.</param>
    /// <param name="uplinks">The physical NICs in the order of the switch's uplinks, or of its LAG's ports; null where none is plugged in.</param>
    public ProxySwitch(DistributedSwitch distributedSwitch, params PhysicalNic?[] uplinks)
    {
        Switch = distributedSwitch;
        Mtu = distributedSwitch.MaxMtu;
        EmptyUplinks = distributedSwitch.Lag is null
            ? new List<int>()
            : distributedSwitch.UplinkNames.Select(_ => distributedSwitch.UplinkPortGroup.TakePort()).ToList();
        Ports = uplinks.Select(_ => distributedSwitch.UplinkPortGroup.TakePort()).ToArray();
        Uplinks = uplinks.Select((nic, i) => (Ports[i], Nic: nic!)).Where(uplink => uplink.Nic is not null).ToList();
    }

    public DistributedSwitch Switch { get; }

    /// <summary>The MTU in force on this host; the switch's, unless the two are out of step.</summary>
    public int Mtu { get; set; }

    /// <summary>The ports of the switch's uplinks where a LAG's ports have the physical NICs; else none.</summary>
    public List<int> EmptyUplinks { get; }

    /// <summary>The uplink ports, or a LAG's ports, in the order of the switch's uplink names.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Those of them that physical NICs are on, and these.</summary>
    public List<(int Port, PhysicalNic Nic)> Uplinks { get; }
}
