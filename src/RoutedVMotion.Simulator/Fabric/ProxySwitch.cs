using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A host's part of a distributed switch.</summary>
internal sealed class ProxySwitch
{
    public ProxySwitch(DistributedSwitch distributedSwitch, params PhysicalNic[] uplinks)
    {
        Switch = distributedSwitch;
        Mtu = distributedSwitch.MaxMtu;
        EmptyUplinks = distributedSwitch.Lag is null
            ? new List<int>()
            : distributedSwitch.UplinkNames.Select(_ => distributedSwitch.UplinkPortGroup.TakePort()).ToList();
        Uplinks = uplinks.Select(nic => (distributedSwitch.UplinkPortGroup.TakePort(), nic)).ToList();
    }

    public DistributedSwitch Switch { get; }

    /// <summary>The MTU in force on this host; the switch's, unless the two are out of step.</summary>
    public int Mtu { get; set; }

    /// <summary>The ports of the switch's uplinks where a LAG's ports have the physical NICs; else none.</summary>
    public List<int> EmptyUplinks { get; }

    /// <summary>The uplink ports, or a LAG's ports, and the physical NICs on them, in the order of the switch's uplink names.</summary>
    public List<(int Port, PhysicalNic Nic)> Uplinks { get; }
}
