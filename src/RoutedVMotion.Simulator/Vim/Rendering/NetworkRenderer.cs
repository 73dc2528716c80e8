using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>A host's network as HostNetworkInfo (facts B3). Its parts refer to each other by keys.</summary>
internal static class NetworkRenderer
{
    private const string PhysicalNicKey = "key-vim.host.PhysicalNic-";

    public static DataObject Render(Host host)
    {
        NetStack main = host.FindStack(NetstackKeys.Default)!;
        return new DataObject("HostNetworkInfo")
        {
            ["vswitch"] = host.StandardSwitches.Select(RenderStandardSwitch).ToArray(),
            ["proxySwitch"] = host.ProxySwitches.Select(RenderProxySwitch).ToArray(),
            ["portgroup"] = host.StandardSwitches
                .SelectMany(vSwitch => vSwitch.PortGroups)
                .Select(portGroup => RenderPortGroup(host, portGroup))
                .ToArray(),
            ["pnic"] = host.PhysicalNics.Select(RenderPhysicalNic).ToArray(),
            ["vnic"] = host.Adapters.Select(adapter => AdapterRenderer.Render(adapter)).ToArray(),
            ["dnsConfig"] = StackRenderer.RenderDns(main),
            ["ipRouteConfig"] = StackRenderer.RenderRouteConfig(host, main),
            ["routeTableInfo"] = StackRenderer.RenderTableInfo(host, main),
            ["ipV6Enabled"] = true,
            ["atBootIpV6Enabled"] = true,
            ["netStackInstance"] = host.Stacks.Select(stack => StackRenderer.Render(host, stack)).ToArray(),
            ["opaqueSwitch"] = host.OpaqueSwitches.Select(RenderOpaqueSwitch).ToArray(),
            ["opaqueNetwork"] = host.OpaqueSwitches.SelectMany(nvds => nvds.Networks, RenderOpaqueNetwork).ToArray(),
            ["nsxTransportNodeId"] = string.Empty,
            ["nvdsToVdsMigrationRequired"] = host.OpaqueSwitches.Count > 0,
        };
    }

    public static DataObject RenderCapabilities() => new("HostNetCapabilities")
    {
        ["canSetPhysicalNicLinkSpeed"] = true,
        ["supportsNicTeaming"] = true,
        ["nicTeamingPolicy"] = new[] { "loadbalance_ip", "loadbalance_srcmac", "loadbalance_srcid", "failover_explicit" },
        ["supportsVlan"] = true,
        ["usesServiceConsoleNic"] = false,
        ["supportsNetworkHints"] = true,
        ["vswitchConfigSupported"] = true,
        ["vnicConfigSupported"] = true,
        ["ipRouteConfigSupported"] = true,
        ["dnsConfigSupported"] = true,
        ["dhcpOnVnicSupported"] = true,
        ["ipV6Supported"] = true,
        ["backupNfcNiocSupported"] = true,
    };

    private static DataObject RenderStandardSwitch(StandardSwitch vSwitch)
    {
        string[] nics = vSwitch.Uplinks.Select(nic => nic.Device).ToArray();
        return new DataObject("HostVirtualSwitch")
        {
            ["name"] = vSwitch.Name,
            ["key"] = SwitchKey(vSwitch),
            ["numPorts"] = 2060,
            ["numPortsAvailable"] = 2051,
            ["mtu"] = vSwitch.Mtu,
            ["portgroup"] = vSwitch.PortGroups.Select(PortGroupKey).ToArray(),
            ["pnic"] = nics.Select(nic => PhysicalNicKey + nic).ToArray(),
            ["spec"] = new DataObject("HostVirtualSwitchSpec")
            {
                ["numPorts"] = 128,
                // A switch without uplinks has no bridge: a bond is of at least one NIC.
                ["bridge"] = nics.Length == 0 ? null : new DataObject("HostVirtualSwitchBondBridge")
                {
                    ["nicDevice"] = nics,
                    ["beacon"] = new DataObject("HostVirtualSwitchBeaconConfig") { ["interval"] = 1 },
                    ["linkDiscoveryProtocolConfig"] = LinkDiscovery("cdp"),
                },
                ["policy"] = RenderPolicy(nics),
                ["mtu"] = vSwitch.Mtu,
            },
        };
    }

    private static DataObject RenderPortGroup(Host host, StandardPortGroup portGroup)
    {
        string[] nics = (portGroup.ActiveNics ?? portGroup.Switch.Uplinks).Select(nic => nic.Device).ToArray();
        string[] standby = portGroup.StandbyNics.Select(nic => nic.Device).ToArray();
        return new DataObject("HostPortGroup")
        {
            ["key"] = PortGroupKey(portGroup),
            ["port"] = host.Adapters
                .Where(adapter => adapter.Connection is StandardConnection standard && standard.PortGroup == portGroup)
                .Select(adapter => new DataObject("HostPortGroupPort")
                {
                    ["key"] = AdapterRenderer.PortKey((StandardConnection)adapter.Connection),
                    ["mac"] = new[] { adapter.Mac },
                    ["type"] = "host",
                })
                .ToArray(),
            ["vswitch"] = SwitchKey(portGroup.Switch),
            ["computedPolicy"] = RenderPolicy(nics, standby),
            ["spec"] = new DataObject("HostPortGroupSpec")
            {
                ["name"] = portGroup.Name,
                ["vlanId"] = portGroup.Vlan,
                ["vswitchName"] = portGroup.Switch.Name,
                // What is not said here comes from the switch.
                ["policy"] = new DataObject("HostNetworkPolicy")
                {
                    ["security"] = new DataObject("HostNetworkSecurityPolicy"),
                    ["nicTeaming"] = portGroup.HasOwnTeaming ? RenderOwnTeaming(nics) : RenderInheritedTeaming(),
                    ["offloadPolicy"] = new DataObject("HostNetOffloadCapabilities"),
                    ["shapingPolicy"] = new DataObject("HostNetworkTrafficShapingPolicy"),
                },
            },
        };
    }

    private static DataObject RenderInheritedTeaming() =>
        new("HostNicTeamingPolicy") { ["failureCriteria"] = new DataObject("HostNicFailureCriteria") };

    private static DataObject RenderOwnTeaming(string[] activeNics) => new("HostNicTeamingPolicy")
    {
        ["policy"] = "loadbalance_srcid",
        ["notifySwitches"] = true,
        ["rollingOrder"] = false,
        ["failureCriteria"] = new DataObject("HostNicFailureCriteria") { ["checkBeacon"] = false },
        ["nicOrder"] = new DataObject("HostNicOrderPolicy") { ["activeNic"] = activeNics },
    };

    private static DataObject RenderPolicy(string[] activeNics, string[]? standbyNics = null) => new("HostNetworkPolicy")
    {
        ["security"] = new DataObject("HostNetworkSecurityPolicy")
        {
            ["allowPromiscuous"] = false,
            ["macChanges"] = false,
            ["forgedTransmits"] = false,
        },
        ["nicTeaming"] = new DataObject("HostNicTeamingPolicy")
        {
            ["policy"] = "loadbalance_srcid",
            ["reversePolicy"] = true,
            ["notifySwitches"] = true,
            ["rollingOrder"] = false,
            ["failureCriteria"] = new DataObject("HostNicFailureCriteria")
            {
                ["checkSpeed"] = "minimum",
                ["speed"] = 10,
                ["checkDuplex"] = false,
                ["fullDuplex"] = false,
                ["checkErrorPercent"] = false,
                ["percentage"] = 0,
                ["checkBeacon"] = false,
            },
            ["nicOrder"] = new DataObject("HostNicOrderPolicy") { ["activeNic"] = activeNics, ["standbyNic"] = standbyNics },
        },
        ["offloadPolicy"] = new DataObject("HostNetOffloadCapabilities")
        {
            ["csumOffload"] = true,
            ["tcpSegmentation"] = true,
            ["zeroCopyXmit"] = true,
        },
        ["shapingPolicy"] = new DataObject("HostNetworkTrafficShapingPolicy") { ["enabled"] = false },
    };

    private static DataObject RenderProxySwitch(ProxySwitch proxy, int index) => new("HostProxySwitch")
    {
        ["dvsUuid"] = proxy.Switch.Uuid,
        ["dvsName"] = proxy.Switch.Name,
        ["key"] = "DvsPortset-" + index.ToString(CultureInfo.InvariantCulture),
        ["numPorts"] = 2560,
        ["configNumPorts"] = 512,
        ["numPortsAvailable"] = 2540,
        ["uplinkPort"] = RenderUplinks(
            proxy.Switch.Lag is null ? proxy.Ports : proxy.EmptyUplinks, proxy.Switch.UplinkNames),
        ["mtu"] = proxy.Mtu,
        ["pnic"] = proxy.Uplinks.Select(uplink => PhysicalNicKey + uplink.Nic.Device).ToArray(),
        ["spec"] = new DataObject("HostProxySwitchSpec") { ["backing"] = RenderBacking(proxy) },
        ["hostLag"] = proxy.Switch.Lag is null ? null : new[]
        {
            new DataObject("HostProxySwitchHostLagConfig")
            {
                ["lagKey"] = SwitchRenderer.LagKey(proxy.Switch),
                ["lagName"] = proxy.Switch.Lag,
                ["uplinkPort"] = RenderUplinks(proxy.Ports, proxy.Switch.LagUplinkNames),
            },
        },
        ["networkReservationSupported"] = true,
        ["nsxtEnabled"] = proxy.Switch.PortGroups.Any(portGroup => portGroup.Segment is not null),
    };

    private static DataObject[] RenderUplinks(IEnumerable<int> ports, IReadOnlyList<string> names) => ports
        .Select((port, i) => new DataObject("KeyValue") { ["key"] = port.ToString(CultureInfo.InvariantCulture), ["value"] = names[i] })
        .ToArray();

    public static DataObject RenderBacking(ProxySwitch proxy) => new("DistributedVirtualSwitchHostMemberPnicBacking")
    {
        ["pnicSpec"] = proxy.Uplinks
            .Select(uplink => new DataObject("DistributedVirtualSwitchHostMemberPnicSpec")
            {
                ["pnicDevice"] = uplink.Nic.Device,
                ["uplinkPortKey"] = uplink.Port.ToString(CultureInfo.InvariantCulture),
                ["uplinkPortgroupKey"] = proxy.Switch.UplinkPortGroup.Key,
            })
            .ToArray(),
    };

    private static DataObject RenderPhysicalNic(Fabric.PhysicalNic nic)
    {
        var link = new DataObject("PhysicalNicLinkInfo") { ["speedMb"] = nic.SpeedMbps, ["duplex"] = true };
        return new DataObject("PhysicalNic")
        {
            ["key"] = PhysicalNicKey + nic.Device,
            ["device"] = nic.Device,
            ["pci"] = "0000:" + (0x18 + (nic.Host.PhysicalNics.IndexOf(nic) % 0xE0)).ToString("x2", CultureInfo.InvariantCulture) + ":00.0",
            ["driver"] = nic.Driver,
            ["driverVersion"] = "4.19.16.11",
            ["firmwareVersion"] = "26.36.1010",
            // Absent means that the link is down (facts B8).
            ["linkSpeed"] = nic.IsUp ? link : null,
            ["validLinkSpecification"] = new[] { link },
            ["spec"] = new DataObject("PhysicalNicSpec")
            {
                ["ip"] = new DataObject("HostIpConfig") { ["dhcp"] = false, ["ipAddress"] = string.Empty, ["subnetMask"] = string.Empty },
                ["linkSpeed"] = link,
                ["enableEnhancedNetworkingStack"] = false,
                ["ensInterruptEnabled"] = false,
            },
            ["wakeOnLanSupported"] = false,
            ["mac"] = nic.Mac,
            ["vmDirectPathGen2Supported"] = false,
            ["resourcePoolSchedulerAllowed"] = true,
            ["autoNegotiateSupported"] = true,
            ["enhancedNetworkingStackSupported"] = true,
            ["ensInterruptSupported"] = true,
        };
    }

    private static DataObject RenderOpaqueSwitch(OpaqueSwitch nvds) => new("HostOpaqueSwitch")
    {
        ["key"] = nvds.Key,
        ["name"] = nvds.Name,
        ["pnic"] = nvds.Uplinks.Select(nic => PhysicalNicKey + nic.Device).ToArray(),
        ["pnicZone"] = new[]
        {
            new DataObject("HostOpaqueSwitchPhysicalNicZone")
            {
                ["key"] = "tz-overlay",
                ["pnicDevice"] = nvds.Uplinks.Select(nic => nic.Device).ToArray(),
            },
        },
        ["status"] = "up",
    };

    private static DataObject RenderOpaqueNetwork(OpaqueSwitch nvds, OpaqueNetwork network) => new("HostOpaqueNetworkInfo")
    {
        ["opaqueNetworkId"] = network.Id,
        ["opaqueNetworkName"] = network.Name,
        ["opaqueNetworkType"] = OpaqueNetwork.Type,
        ["pnicZone"] = new[] { "tz-overlay" },
        ["capability"] = new DataObject("OpaqueNetworkCapability") { ["networkReservationSupported"] = false },
    };

    public static DataObject LinkDiscovery(string protocol) => new("LinkDiscoveryProtocolConfig")
    {
        ["protocol"] = protocol,
        ["operation"] = "listen",
    };

    private static string SwitchKey(StandardSwitch vSwitch) => "key-vim.host.VirtualSwitch-" + vSwitch.Name;

    private static string PortGroupKey(StandardPortGroup portGroup) => "key-vim.host.PortGroup-" + portGroup.Name;
}
