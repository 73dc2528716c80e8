using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>The switches and port groups of one host, and from an adapter the way to its port group and physical NICs.</summary>
internal sealed class HostNetworks
{
    private readonly Topology _topology;
    private readonly HostVirtualSwitch[] _vswitches;
    private readonly HostPortGroup[] _portgroups;
    private readonly HostProxySwitch[] _proxySwitches;
    private readonly HostOpaqueSwitch[] _opaqueSwitches;
    private readonly HostOpaqueNetworkInfo[] _opaqueNetworks;
    private readonly Dictionary<string, string> _deviceOfKey;
    private readonly Dictionary<string, PortGroup> _found = new(StringComparer.Ordinal);

    public HostNetworks(Topology topology, ObjectProperties host, IReadOnlyList<Vim25.PhysicalNic> pnics)
    {
        _topology = topology;
        _vswitches = host.Get<HostVirtualSwitch[]>(HostPaths.Vswitch) ?? [];
        _portgroups = host.Get<HostPortGroup[]>(HostPaths.Portgroup) ?? [];
        _proxySwitches = host.Get<HostProxySwitch[]>(HostPaths.ProxySwitch) ?? [];
        _opaqueSwitches = host.Get<HostOpaqueSwitch[]>(HostPaths.OpaqueSwitch) ?? [];
        _opaqueNetworks = host.Get<HostOpaqueNetworkInfo[]>(HostPaths.OpaqueNetwork) ?? [];
        _deviceOfKey = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Vim25.PhysicalNic pnic in pnics)
        {
            if (pnic is { Key: string key, Device: string device }) _deviceOfKey[key] = device;
        }
    }

    /// <summary>Sentences about port groups that could not be read.</summary>
    public List<string> Unread { get; } = [];

    /// <summary>The port group of an adapter; null where the adapter does not say.</summary>
    public PortGroup? FindPortGroup(HostVirtualNic vnic)
    {
        HostVirtualNicSpec? spec = vnic.Spec;
        if (spec?.DistributedVirtualPort is DistributedVirtualSwitchPortConnection port)
            return Once(port.PortgroupKey ?? "?", () => FindDistributed(port));
        if (spec?.OpaqueNetwork is HostVirtualNicOpaqueNetworkSpec opaque)
            return Once(opaque.OpaqueNetworkId ?? "?", () => FindOpaque(opaque));
        // Empty on a distributed or opaque switch (facts B4).
        string? name = string.IsNullOrEmpty(vnic.Portgroup) ? spec?.Portgroup : vnic.Portgroup;
        return string.IsNullOrEmpty(name) ? null : Once("standard " + name, () => FindStandard(name!));
    }

    /// <summary>All port groups of the standard switches.</summary>
    public PortGroup[] FindStandardPortGroups() => _portgroups
        .Select(portgroup => portgroup.Spec?.Name).OfType<string>().Distinct(StringComparer.Ordinal)
        .Select(name => Once("standard " + name, () => FindStandard(name)))
        .ToArray();

    // Adapters share port groups.
    private PortGroup Once(string key, Func<PortGroup> find)
    {
        if (!_found.TryGetValue(key, out PortGroup? portGroup)) _found[key] = portGroup = find();
        return portGroup;
    }

    private PortGroup FindStandard(string name)
    {
        HostPortGroup? portgroup = _portgroups.FirstOrDefault(candidate => candidate.Spec?.Name == name);
        HostVirtualSwitch? vswitch = _vswitches.FirstOrDefault(
            candidate => portgroup?.Vswitch is string key ? candidate.Key == key : candidate.Name == portgroup?.Spec?.VswitchName);
        string decoded = InventoryNames.Decode(name);
        return new PortGroup
        {
            Name = decoded,
            Id = decoded,
            Kind = SwitchKind.Standard,
            Switch = vswitch?.Name ?? portgroup?.Spec?.VswitchName,
            Vlan = portgroup?.Spec?.VlanId is int id ? Vlan.Single(id) : Vlan.Unknown,
            SwitchMtu = HostMapper.NotNegative(vswitch?.Mtu ?? vswitch?.Spec?.Mtu),
            Uplinks = StandardUplinks(portgroup, vswitch),
        };
    }

    private Uplink[] StandardUplinks(HostPortGroup? portgroup, HostVirtualSwitch? vswitch)
    {
        HostNicOrderPolicy? order = portgroup?.ComputedPolicy?.NicTeaming?.NicOrder ?? vswitch?.Spec?.Policy?.NicTeaming?.NicOrder;
        return order is null
            ? All(DevicesOf(vswitch?.Pnic))
            : Ordered(order.ActiveNic, order.StandbyNic, device => [device]);
    }

    private PortGroup FindDistributed(DistributedVirtualSwitchPortConnection port)
    {
        DistributedSwitch? dvs = _topology.FindSwitch(port.SwitchUuid);
        HostProxySwitch? proxy = _proxySwitches.FirstOrDefault(candidate => candidate.DvsUuid == port.SwitchUuid);
        DistributedPortGroup? portGroup = _topology.FindPortGroup(port.PortgroupKey);
        string id = port.PortgroupKey ?? "?";
        if (portGroup is null) Unread.Add($"Port group {id}: the user may not see it.");

        VMwareUplinkPortOrderPolicy? order =
            portGroup?.Settings?.UplinkTeamingPolicy?.UplinkPortOrder ?? dvs?.DefaultPortConfig?.UplinkTeamingPolicy?.UplinkPortOrder;
        return new PortGroup
        {
            Name = portGroup?.Name ?? id,
            Id = id,
            Kind = portGroup?.IsNsx == true ? SwitchKind.Nsx : SwitchKind.Distributed,
            Switch = dvs?.Name ?? (proxy?.DvsName is string name ? InventoryNames.Decode(name) : null),
            Vlan = portGroup?.GetVlan(dvs) ?? Vlan.Unknown,
            // The host's own view first: a switch that is being changed arrives at each host in its own time.
            SwitchMtu = HostMapper.NotNegative(proxy?.Mtu ?? dvs?.MaxMtu),
            Uplinks = proxy is null ? [] : DistributedUplinks(proxy, dvs, order),
        };
    }

    // A port group names uplinks; an uplink's port on this host has a key; the physical NIC is plugged into the port of that key.
    // A LAG is named like an uplink and has several ports.
    private Uplink[] DistributedUplinks(HostProxySwitch proxy, DistributedSwitch? dvs, VMwareUplinkPortOrderPolicy? order)
    {
        DistributedVirtualSwitchHostMemberPnicSpec[] plugged =
            (proxy.Spec?.Backing as DistributedVirtualSwitchHostMemberPnicBacking)?.PnicSpec ?? [];
        string[] all = plugged.Length > 0
            ? plugged.Select(pnic => pnic.PnicDevice).OfType<string>().ToArray()
            : DevicesOf(proxy.Pnic);
        if (order is null || plugged.All(pnic => pnic.UplinkPortKey is null)) return All(all);

        return Ordered(order.ActiveUplinkPort, order.StandbyUplinkPort, name =>
        {
            HostProxySwitchHostLagConfig? lag = (proxy.HostLag ?? []).FirstOrDefault(candidate => LagName(candidate, dvs) == name);
            var keys = new HashSet<string?>((lag is not null
                ? lag.UplinkPort ?? []
                : (proxy.UplinkPort ?? []).Where(port => port.Value == name)).Select(port => port.Key));
            return plugged.Where(pnic => pnic.UplinkPortKey is not null && keys.Contains(pnic.UplinkPortKey)).Select(pnic => pnic.PnicDevice).OfType<string>();
        });
    }

    private static string? LagName(HostProxySwitchHostLagConfig lag, DistributedSwitch? dvs) =>
        lag.LagName ?? (lag.LagKey is not null && dvs is not null && dvs.LagNames.TryGetValue(lag.LagKey, out string? name) ? name : null);

    private PortGroup FindOpaque(HostVirtualNicOpaqueNetworkSpec opaque)
    {
        HostOpaqueNetworkInfo? network = _opaqueNetworks.FirstOrDefault(candidate => candidate.OpaqueNetworkId == opaque.OpaqueNetworkId);
        // They meet in a transport zone.
        HostOpaqueSwitch? opaqueSwitch = _opaqueSwitches.Length == 1
            ? _opaqueSwitches[0]
            : _opaqueSwitches.FirstOrDefault(
                candidate => (candidate.PnicZone ?? []).Any(zone => (network?.PnicZone ?? []).Contains(zone.Key)));
        string id = opaque.OpaqueNetworkId ?? "?";
        return new PortGroup
        {
            Name = network?.OpaqueNetworkName is string name ? InventoryNames.Decode(name) : id,
            Id = id,
            Kind = SwitchKind.Opaque,
            Switch = opaqueSwitch?.Name ?? opaqueSwitch?.Key,
            Uplinks = All(DevicesOf(opaqueSwitch?.Pnic)),
        };
    }

    private string[] DevicesOf(string[]? keys) =>
        (keys ?? []).Select(key => _deviceOfKey.TryGetValue(key, out string? device) ? device : null).OfType<string>().ToArray();

    private static Uplink[] All(IEnumerable<string> devices) => devices.Select(device => new Uplink(device, UplinkRole.Active)).ToArray();

    private static Uplink[] Ordered(string[]? active, string[]? standby, Func<string, IEnumerable<string>> devicesOf) =>
        (active ?? []).SelectMany(devicesOf).Select(device => new Uplink(device, UplinkRole.Active))
            .Concat((standby ?? []).SelectMany(devicesOf).Select(device => new Uplink(device, UplinkRole.Standby)))
            .GroupBy(uplink => uplink.Device, StringComparer.Ordinal)
            .Select(same => same.First())
            .ToArray();
}
