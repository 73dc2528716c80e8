using System;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.Objects;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>Distributed switches and the settings of their ports (facts B8).</summary>
internal static class SwitchRenderer
{
    public static DataObject RenderConfig(DistributedSwitch vds, References references) => new("VMwareDVSConfigInfo")
    {
        ["uuid"] = vds.Uuid,
        ["name"] = ManagedEntityObject.EncodeName(vds.Name),
        ["numStandalonePorts"] = 0,
        ["numPorts"] = vds.NextPort,
        ["maxPorts"] = int.MaxValue,
        ["uplinkPortPolicy"] = new DataObject("DVSNameArrayUplinkPortPolicy") { ["uplinkPortName"] = vds.UplinkNames },
        ["uplinkPortgroup"] = new[] { references[vds.UplinkPortGroup] },
        ["defaultPortConfig"] = RenderPortSetting(null),
        ["host"] = vds.Members.Select(host => RenderMember(vds, host, references)).ToArray(),
        ["productInfo"] = RenderProduct(),
        ["policy"] = new DataObject("DVSPolicy")
        {
            ["autoPreInstallAllowed"] = true,
            ["autoUpgradeAllowed"] = true,
            ["partialUpgradeAllowed"] = true,
        },
        ["configVersion"] = "12",
        ["contact"] = new DataObject("DVSContactInfo"),
        ["createTime"] = HostRenderer.Boot,
        ["networkResourceManagementEnabled"] = true,
        ["defaultProxySwitchMaxNumPorts"] = 512,
        ["networkResourceControlVersion"] = "version3",
        ["pvlanConfig"] = vds.PrivateVlans
            .Select(entry => new DataObject("VMwareDVSPvlanMapEntry")
            {
                ["primaryVlanId"] = entry.Primary,
                ["secondaryVlanId"] = entry.Secondary,
                ["pvlanType"] = entry.Kind,
            })
            .ToArray(),
        ["maxMtu"] = vds.MaxMtu,
        ["linkDiscoveryProtocolConfig"] = NetworkRenderer.LinkDiscovery("lldp"),
        ["ipfixConfig"] = new DataObject("VMwareIpfixConfig")
        {
            ["activeFlowTimeout"] = 60,
            ["idleFlowTimeout"] = 15,
            ["samplingRate"] = 4096,
            ["internalFlowsOnly"] = false,
        },
        ["lacpGroupConfig"] = vds.Lag is null ? null : new[] { RenderLag(vds) },
        ["lacpApiVersion"] = "multipleLag",
        ["multicastFilteringMode"] = "legacyFiltering",
    };

    /// <summary>The key of a switch's LAG.</summary>
    public static string LagKey(DistributedSwitch vds) => (vds.Number * 1024).ToString(CultureInfo.InvariantCulture);

    public static DataObject RenderSummary(DistributedSwitch vds, References references) => new("DVSSummary")
    {
        ["name"] = ManagedEntityObject.EncodeName(vds.Name),
        ["uuid"] = vds.Uuid,
        ["numPorts"] = vds.NextPort,
        ["productInfo"] = RenderProduct(),
        ["hostMember"] = vds.Members.Select(host => references[host]).ToArray(),
        ["host"] = vds.Members.Select(host => references[host]).ToArray(),
        ["portgroupName"] = vds.PortGroups.Select(portGroup => portGroup.Name).ToArray(),
        ["numHosts"] = vds.Members.Count,
    };

    /// <summary>The setting of a port group's ports; of the switch's own default without one.</summary>
    public static DataObject RenderPortSetting(DistributedPortGroup? portGroup)
    {
        bool inherited = portGroup is not null;
        return new DataObject("VMwareDVSPortSetting")
        {
            ["blocked"] = Policy("BoolPolicy", inherited, false),
            ["vmDirectPathGen2Allowed"] = Policy("BoolPolicy", true, false),
            ["networkResourcePoolKey"] = Policy("StringPolicy", true, "-1"),
            ["vlan"] = RenderVlan(portGroup?.Vlan),
            ["uplinkTeamingPolicy"] = new DataObject("VmwareUplinkPortTeamingPolicy")
            {
                ["inherited"] = inherited,
                ["policy"] = Policy("StringPolicy", inherited, "loadbalance_srcid"),
                ["reversePolicy"] = Policy("BoolPolicy", true, true),
                ["notifySwitches"] = Policy("BoolPolicy", inherited, true),
                ["rollingOrder"] = Policy("BoolPolicy", inherited, false),
                ["uplinkPortOrder"] = new DataObject("VMwareUplinkPortOrderPolicy")
                {
                    ["inherited"] = inherited,
                    ["activeUplinkPort"] = portGroup?.ActiveUplinks ?? portGroup?.Switch.ActiveUplinkNames ?? Array.Empty<string>(),
                    ["standbyUplinkPort"] = portGroup?.StandbyUplinks ?? Array.Empty<string>(),
                },
            },
            ["ipfixEnabled"] = Policy("BoolPolicy", true, false),
            ["txUplink"] = Policy("BoolPolicy", true, false),
            ["VNI"] = portGroup?.Segment?.NetworkIdentifier is int identifier ? Policy("IntPolicy", false, identifier) : null,
        };
    }

    private static DataObject RenderLag(DistributedSwitch vds) => new("VMwareDvsLacpGroupConfig")
    {
        ["key"] = LagKey(vds),
        ["name"] = vds.Lag,
        ["mode"] = "active",
        ["uplinkNum"] = vds.LagUplinkNames.Count,
        ["loadbalanceAlgorithm"] = "srcDestIpTcpUdpPortVlan",
        ["uplinkName"] = vds.LagUplinkNames,
        ["uplinkPortKey"] = vds.Members
            .SelectMany(host => host.ProxySwitches)
            .Where(proxy => proxy.Switch == vds)
            .SelectMany(proxy => proxy.Uplinks)
            .Select(uplink => uplink.Port.ToString(CultureInfo.InvariantCulture))
            .ToArray(),
    };

    private static DataObject RenderVlan(VlanSetting? vlan)
    {
        if (vlan?.PrivateId is int secondary)
            return new DataObject("VmwareDistributedVirtualSwitchPvlanSpec") { ["inherited"] = false, ["pvlanId"] = secondary };
        if (vlan is { TrunkRanges.Count: > 0 })
        {
            return new DataObject("VmwareDistributedVirtualSwitchTrunkVlanSpec")
            {
                ["inherited"] = false,
                ["vlanId"] = vlan.TrunkRanges
                    .Select(range => new DataObject("NumericRange") { ["start"] = range.Start, ["end"] = range.End })
                    .ToArray(),
            };
        }

        return new DataObject("VmwareDistributedVirtualSwitchVlanIdSpec") { ["inherited"] = false, ["vlanId"] = vlan?.Id ?? 0 };
    }

    private static DataObject RenderMember(DistributedSwitch vds, Host host, References references)
    {
        ProxySwitch proxy = host.ProxySwitches.First(candidate => candidate.Switch == vds);
        return new DataObject("DistributedVirtualSwitchHostMember")
        {
            ["config"] = new DataObject("DistributedVirtualSwitchHostMemberConfigInfo")
            {
                ["host"] = references[host],
                ["maxProxySwitchPorts"] = 512,
                ["backing"] = NetworkRenderer.RenderBacking(proxy),
            },
            ["productInfo"] = RenderProduct(),
            ["uplinkPortKey"] = proxy.Uplinks.Select(uplink => uplink.Port.ToString(CultureInfo.InvariantCulture)).ToArray(),
            ["status"] = host.State == HostState.Connected ? "up" : "disconnected",
        };
    }

    private static DataObject RenderProduct() => new("DistributedVirtualSwitchProductSpec")
    {
        ["name"] = "DVS",
        ["vendor"] = "VMware, Inc.",
        ["version"] = "7.0.3",
        ["build"] = "19193900",
        ["forwardingClass"] = "etherswitch",
    };

    private static DataObject Policy(string type, bool inherited, object value) =>
        new(type) { ["inherited"] = inherited, ["value"] = value };
}
