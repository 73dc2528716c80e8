using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>Who hears whom: the segments of layer 2, from cables, VLANs on ports, and VLAN tags of port groups.</summary>
internal static class SegmentMap
{
    /// <summary>
    /// Where an adapter is attached: by the first of its uplinks whose link is up. Null if none is, if the port does not carry
    /// the VLAN, or if its host does not run.
    /// </summary>
    public static Attachment? Attach(Host host, VMKernelAdapter adapter)
    {
        if (host.State == HostState.NotResponding || adapter.Connection.WireVlan is not int vlan) return null;
        LeafPort? port = host.UplinksOf(adapter.Connection).FirstOrDefault(nic => nic.IsUp)?.Port;
        return port is not null && port.Vlans.Contains(vlan) ? new Attachment(host, adapter, port, vlan) : null;
    }

    /// <summary>The adapters with this address in the segment that an attachment is in; more than one if it is taken twice.</summary>
    public static IEnumerable<Attachment> FindOwners(LeafGroup leaves, int vlan, InetAddress address) =>
        from end in leaves.SegmentOf(vlan)
        from host in HostsOn(end)
        from adapter in host.Adapters
        where adapter.Owns(address)
        let attachment = Attach(host, adapter)
        where attachment is not null && attachment.Group == end && attachment.Vlan == vlan
        select attachment;

    private static IEnumerable<Host> HostsOn(LeafGroup leaves) =>
        leaves.Leaves.SelectMany(leaf => leaf.Ports).Select(port => port.Nic?.Host).OfType<Host>().Distinct();
}
