using System.Globalization;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// A switch of a blade chassis between hosts and leaves. It passes every VLAN on and keeps LLDP and CDP to itself, so that the
/// hosts see it and not the leaf behind it.
/// </summary>
internal sealed class BladeInterconnect : PhysicalSwitch
{
    private int _ports;

    public BladeInterconnect(string name, string mac, string managementAddress)
        : base(name, mac, managementAddress)
    {
    }

    public override string Location => "chassis";

    /// <summary>Puts itself between a leaf's port and the cable in it.</summary>
    public LeafPort Extend(LeafPort port)
    {
        port.Neighbor = this;
        port.NeighborPort = string.Format(CultureInfo.InvariantCulture, "Eth1/1/{0}", ++_ports);
        return port;
    }
}
