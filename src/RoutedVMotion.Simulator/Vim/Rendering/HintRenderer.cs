using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;

using Neighbor = RoutedVMotion.Core.Inventory.Neighbor;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>
/// What a host has learned of its neighbours, as PhysicalNicHintInfo (facts B9): LLDP on the uplinks of a distributed switch
/// or an N-VDS, CDP on those of a standard one, nothing where no link is up.
/// </summary>
internal static class HintRenderer
{
    public static DataObject Render(Host host, PhysicalNic nic)
    {
        var hint = new DataObject("PhysicalNicHintInfo") { ["device"] = nic.Device };
        if (nic.IsTwin)
        {
            if (nic.Told is { Protocol: "CDP" } cdp) hint["connectedSwitchPort"] = RenderCdp(cdp);
            else if (nic.Told is Neighbor lldp) hint["lldpInfo"] = RenderLldp(lldp);
            return hint;
        }

        if (!nic.IsUp) return hint;
        LeafPort port = nic.Port!;
        hint["subnet"] = Subnets(port).ToArray();
        bool isStandard = host.StandardSwitches.Any(vSwitch => vSwitch.Uplinks.Contains(nic));
        if (isStandard) hint["connectedSwitchPort"] = RenderCdp(port);
        else hint["lldpInfo"] = RenderLldp(host, nic, port);
        return hint;
    }

    // What ESXi has overheard: the subnets of the VLANs on the wire, whether or not somebody routes there.
    private static IEnumerable<DataObject> Subnets(LeafPort port) =>
        from svi in port.Leaf.Group.Svis.Values
        where port.Vlans.Contains(svi.Vlan)
        let subnet = svi.Subnets[0]
        select new DataObject("PhysicalNicIpHint")
        {
            ["vlanId"] = svi.Vlan,
            ["ipSubnet"] = subnet.Network.Add(2) + "-" + subnet.Last.Add(-1),
        };

    private static DataObject RenderCdp(LeafPort port) => new("PhysicalNicCdpInfo")
    {
        ["cdpVersion"] = 0,
        ["timeout"] = 60,
        ["ttl"] = 155,
        ["samples"] = 48211,
        ["devId"] = port.Neighbor.Name + "(FDO2145" + port.Neighbor.Mac.Substring(12).Replace(":", string.Empty).ToUpperInvariant() + ")",
        ["address"] = port.Neighbor.ManagementAddress,
        ["portId"] = port.NeighborPort,
        ["deviceCapability"] = Capability(),
        ["softwareVersion"] = "Network Operating System Software, Version 10.3(4a)",
        ["hardwarePlatform"] = "N9K-C93180YC-FX",
        ["ipPrefix"] = "0.0.0.0",
        ["ipPrefixLen"] = 0,
        ["vlan"] = 1,
        ["fullDuplex"] = true,
        ["mtu"] = port.Mtu,
        ["systemName"] = port.Neighbor.Name,
        ["systemOID"] = string.Empty,
        ["mgmtAddr"] = port.Neighbor.ManagementAddress,
        ["location"] = port.Neighbor.Location,
    };

    private static DataObject RenderLldp(Host host, PhysicalNic nic, LeafPort port) => new("LinkLayerDiscoveryProtocolInfo")
    {
        ["chassisId"] = port.Neighbor.Mac,
        ["portId"] = port.NeighborPort,
        ["timeToLive"] = 112,
        ["parameter"] = new[]
        {
            Parameter("Aggregated Port ID", "0"),
            Parameter("Aggregation Status", "0"),
            Parameter("Enabled Capabilities", Capability()),
            Parameter("MTU", port.Mtu.ToString(CultureInfo.InvariantCulture)),
            Parameter("Management Address", port.Neighbor.ManagementAddress),
            Parameter("Port Description", host.Name.Substring(0, host.Name.IndexOf('.')) + " " + nic.Device),
            Parameter("Samples", 18814),
            // Switches pad this one; a reader has to trim.
            Parameter("System Description", "Leaf switch, network operating system 10.3(4a)\n"),
            Parameter("System Name", port.Neighbor.Name),
            Parameter("TimeOut", 60),
            Parameter("Vlan ID", "1"),
        },
    };

    private static DataObject RenderCdp(Neighbor told) => new("PhysicalNicCdpInfo")
    {
        ["devId"] = told.ChassisId ?? string.Empty,
        ["portId"] = told.Port,
        ["vlan"] = told.NativeVlan,
        ["mtu"] = told.Mtu,
        ["systemName"] = told.SystemName,
        ["mgmtAddr"] = told.ManagementAddress,
    };

    private static DataObject RenderLldp(Neighbor told)
    {
        // A switch that does not tell its name is known by its chassis id.
        var parameters = new List<DataObject>();
        if (told.SystemName != told.ChassisId) parameters.Add(Parameter("System Name", told.SystemName));
        if (told.PortDescription is not null) parameters.Add(Parameter("Port Description", told.PortDescription));
        if (told.ManagementAddress is not null) parameters.Add(Parameter("Management Address", told.ManagementAddress));
        if (told.Mtu is int mtu) parameters.Add(Parameter("MTU", mtu.ToString(CultureInfo.InvariantCulture)));
        if (told.NativeVlan is int vlan) parameters.Add(Parameter("Vlan ID", vlan.ToString(CultureInfo.InvariantCulture)));
        return new DataObject("LinkLayerDiscoveryProtocolInfo")
        {
            ["chassisId"] = told.ChassisId ?? string.Empty,
            ["portId"] = told.Port ?? string.Empty,
            ["timeToLive"] = 112,
            ["parameter"] = parameters.ToArray(),
        };
    }

    private static DataObject Parameter(string key, object value) => new("KeyAnyValue") { ["key"] = key, ["value"] = value };

    private static DataObject Capability() => new("PhysicalNicCdpDeviceCapability")
    {
        ["router"] = true,
        ["transparentBridge"] = true,
        ["sourceRouteBridge"] = false,
        ["networkSwitch"] = true,
        ["host"] = false,
        ["igmpEnabled"] = true,
        ["repeater"] = false,
    };
}
