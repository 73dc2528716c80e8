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
        Uplinks = uplinks.Select(nic => (distributedSwitch.UplinkPortGroup.TakePort(), nic)).ToList();
    }

    public DistributedSwitch Switch { get; }

    /// <summary>The MTU in force on this host; the switch's, unless the two are out of step.</summary>
    public int Mtu { get; set; }

    /// <summary>The uplink ports and the physical NICs on them, in the order of the switch's uplink names.</summary>
    public List<(int Port, PhysicalNic Nic)> Uplinks { get; }
}
