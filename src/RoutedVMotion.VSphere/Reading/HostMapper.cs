using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>From a host's properties to the domain's host.</summary>
internal static class HostMapper
{
    /// <summary>The host that these properties tell of.</summary>
    /// <param name="server">The server's name, as the user connected to it.</param>
    /// <param name="topology">What the host hangs in and on.</param>
    /// <param name="properties">What was read of <see cref="HostPaths.All"/>.</param>
    public static EsxHost Map(string server, Topology topology, ObjectProperties properties)
    {
        var parent = properties.Get<ManagedObjectReference>(HostPaths.Parent);
        (string Id, string Name)? cluster = topology.FindCluster(parent);
        Vim25.PhysicalNic[] pnics = properties.Get<Vim25.PhysicalNic[]>(HostPaths.Pnic) ?? [];
        var networks = new HostNetworks(topology, properties, pnics);
        var vnics = properties.Get<HostVirtualNic[]>(HostPaths.Vnic);
        Adapter[] adapters = MapAdapters(vnics ?? [], properties.Get<VirtualNicManagerNetConfig[]>(HostPaths.NetConfig), networks);
        HostConnection connection = MapConnection(properties.Get<string>(HostPaths.ConnectionState));

        List<string> unread = DescribeMissing(properties);
        unread.AddRange(networks.Unread);
        if (vnics is null && properties.Missing.All(missing => missing.Path != HostPaths.Vnic))
        {
            unread.Add(connection == HostConnection.Connected
                ? "The vmkernel adapters: the server has no network configuration of this host yet."
                : "The vmkernel adapters: the server has no network configuration of this host.");
        }

        return new EsxHost
        {
            Server = server,
            Id = properties.Obj.Value,
            Name = InventoryNames.Decode(properties.Get<string>(HostPaths.Name) ?? properties.Obj.Value),
            Cluster = cluster?.Name,
            ClusterId = cluster?.Id,
            Datacenter = topology.FindDatacenter(parent),
            Version = NullIfEmpty(properties.Get<string>(HostPaths.Version)),
            Build = NullIfEmpty(properties.Get<string>(HostPaths.Build)),
            Connection = connection,
            InMaintenanceMode = properties.GetBoolean(HostPaths.InMaintenanceMode) == true,
            Adapters = adapters,
            Stacks = MapStacks(
                properties.Get<HostNetStackInstance[]>(HostPaths.NetStackInstance) ?? [],
                properties.Get<HostRuntimeInfoNetworkRuntimeInfo>(HostPaths.NetworkRuntimeInfo),
                adapters),
            PhysicalNics = pnics.Where(pnic => pnic.Device is not null).Select(pnic => new Core.Inventory.PhysicalNic
            {
                Device = pnic.Device!,
                SpeedMbps = NotNegative(pnic.LinkSpeed?.SpeedMb),
                Mac = MapMac(pnic.Mac),
            }).ToArray(),
            StandardPortGroups = networks.FindStandardPortGroups(),
            MultipleStacksSupported = properties.GetBoolean(HostPaths.MultipleStacks),
            Unread = unread,
            AdaptersUnread = vnics is null,
        };
    }

    /// <summary>A number of which less than nothing cannot be meant.</summary>
    internal static int? NotNegative(int? number) => number < 0 ? null : number;

    private static HostConnection MapConnection(string? state) => state switch
    {
        "connected" => HostConnection.Connected,
        "disconnected" => HostConnection.Disconnected,
        "notResponding" => HostConnection.NotResponding,
        _ => HostConnection.Unknown,
    };

    private static List<string> DescribeMissing(ObjectProperties properties)
    {
        var unread = new List<string>();
        foreach (MissingProperty missing in properties.Missing)
        {
            if (missing.Path is not string path) continue;
            unread.Add($"{(HostPaths.InWords.TryGetValue(path, out string? words) ? words : path)}: {Faults.Describe(missing)}.");
        }

        return unread;
    }

    private static Adapter[] MapAdapters(HostVirtualNic[] vnics, VirtualNicManagerNetConfig[]? netConfig, HostNetworks networks)
    {
        Dictionary<string, List<string>>? services = netConfig is null ? null : ServicesByKey(netConfig);
        Adapter[] adapters = vnics.Where(vnic => vnic.Device is not null).Select(vnic => MapAdapter(vnic, services, networks)).ToArray();
        Array.Sort(adapters, CompareByDevice);
        return adapters;
    }

    // What is selected is named nicType + "." + key (facts 0.7).
    private static Dictionary<string, List<string>> ServicesByKey(VirtualNicManagerNetConfig[] netConfig)
    {
        var services = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (VirtualNicManagerNetConfig config in netConfig)
        {
            if (config.NicType is not string service) continue;
            foreach (string selected in config.SelectedVnic ?? [])
            {
                if (selected.Length <= service.Length || selected[service.Length] != '.' || !selected.StartsWith(service, StringComparison.Ordinal)) continue;
                string key = selected.Substring(service.Length + 1);
                if (!services.TryGetValue(key, out List<string>? known)) services[key] = known = [];
                known.Add(service);
            }
        }

        foreach (List<string> known in services.Values) known.Sort(StringComparer.Ordinal);
        return services;
    }

    private static Adapter MapAdapter(HostVirtualNic vnic, Dictionary<string, List<string>>? services, HostNetworks networks)
    {
        HostVirtualNicSpec? spec = vnic.Spec;
        HostIpConfigIpV6Address[] addresses6 = spec?.Ip?.IpV6Config?.IpV6Address ?? [];
        HostIpRouteConfig? routes = spec?.IpRouteSpec?.IpRouteConfig;
        string stack = NullIfEmpty(spec?.NetStackInstanceKey) ?? NetstackKeys.Default;
        return new Adapter
        {
            Device = vnic.Device!,
            Stack = stack,
            PortGroup = networks.FindPortGroup(vnic),
            Dhcp = spec?.Ip?.Dhcp == true,
            IPv4 = MapIPv4(spec?.Ip),
            IPv6 = MapIPv6(addresses6, _ => true),
            AutoconfiguredIPv6 = spec?.Ip?.IpV6Config?.AutoConfigurationEnabled == true,
            Dhcp6 = spec?.Ip?.IpV6Config?.DhcpV6Enabled == true,
            LearnedIPv6 = MapIPv6(addresses6, IsLearned),
            Mtu = NotNegative(spec?.Mtu),
            Mac = MapMac(spec?.Mac),
            Services = services is null ? null : services.TryGetValue(vnic.Key ?? string.Empty, out List<string>? selected) ? selected.ToArray() : [],
            OverrideGateway = MapGateway(routes?.DefaultGateway),
            OverrideGateway6 = MapGateway(routes?.IpV6DefaultGateway),
            // NSX's own stacks come with its own adapters (facts E28).
            SystemOwned = spec?.SystemOwned == true || stack is "vxlan" or "hyperbus",
        };
    }

    private static InterfaceAddress? MapIPv4(HostIpConfig? ip) =>
        InetAddress.TryParse(ip?.IpAddress, out InetAddress address) && address.Family == AddressFamily.IPv4 && !address.IsUnspecified
        && Subnet.TryParseNetmask(ip!.SubnetMask, out int prefixLength)
            ? new InterfaceAddress(address, prefixLength)
            : null;

    private static InterfaceAddress[] MapIPv6(HostIpConfigIpV6Address[] addresses, Func<HostIpConfigIpV6Address, bool> isMeant)
    {
        if (addresses.Length == 0) return [];
        var mapped = new List<InterfaceAddress>(addresses.Length);
        foreach (HostIpConfigIpV6Address ip in addresses)
        {
            if (isMeant(ip) && MapIPv6(ip) is InterfaceAddress address) mapped.Add(address);
        }

        return mapped.ToArray();
    }

    private static InterfaceAddress? MapIPv6(HostIpConfigIpV6Address ip) =>
        InetAddress.TryParse(ip.IpAddress, out InetAddress address) && address.Family == AddressFamily.IPv6 && ip.PrefixLength is >= 0 and <= 128
            ? new InterfaceAddress(address, ip.PrefixLength.Value)
            : null;

    // "other" is what hosts say of link-local addresses; of any other one that nobody says a source of, somebody has configured it.
    private static bool IsLearned(HostIpConfigIpV6Address ip) => ip.Origin is "dhcp" or "linklayer" or "random";

    private static TcpIpStack[] MapStacks(HostNetStackInstance[] stacks, HostRuntimeInfoNetworkRuntimeInfo? runtime, Adapter[] adapters)
    {
        // The configuration lists stacks that nobody uses; the runtime list has only those that are up (facts 0.1).
        var active = new HashSet<string?>(
            (runtime?.NetStackInstanceRuntimeInfo ?? []).Where(info => info.State is null or "active").Select(info => info.NetStackInstanceKey)
                .Concat(adapters.Select(adapter => adapter.Stack)),
            StringComparer.Ordinal);
        return stacks.Where(stack => stack.Key is not null).Select(stack => new TcpIpStack
        {
            Key = stack.Key!,
            IsActive = active.Contains(stack.Key),
            Gateway = MapGateway(stack.IpRouteConfig?.DefaultGateway),
            Gateway6 = MapGateway(stack.IpRouteConfig?.IpV6DefaultGateway),
            DnsServers = stack.DnsConfig?.Address ?? [],
            Routes = (stack.RouteTableConfig?.IpRoute ?? []).Concat(stack.RouteTableConfig?.Ipv6Route ?? []).Select(MapRoute).OfType<Route>().ToArray(),
            CongestionControl = NullIfEmpty(stack.CongestionControlAlgorithm),
            MaxConnections = NotNegative(stack.RequestedMaxNumberOfConnections),
            IPv6Enabled = stack.IpV6Enabled,
        }).ToArray();
    }

    private static Route? MapRoute(HostIpRouteOp row) =>
        row.Route is { PrefixLength: int length and >= 0 } route && InetAddress.TryParse(route.Network, out InetAddress network) && length <= network.Bits
            ? new Route(new Subnet(network, length), MapGateway(route.Gateway), NullIfEmpty(route.DeviceName))
            : null;

    // vSphere writes nothing, 0.0.0.0 or :: where there is none.
    private static InetAddress? MapGateway(string? text) =>
        InetAddress.TryParse(text, out InetAddress address) && !address.IsUnspecified ? address : null;

    private static string? MapMac(string? mac) => NullIfEmpty(mac)?.ToLowerInvariant();

    private static int CompareByDevice(Adapter one, Adapter other)
    {
        int byNumber = DeviceNumber(one.Device).CompareTo(DeviceNumber(other.Device));
        return byNumber != 0 ? byNumber : string.CompareOrdinal(one.Device, other.Device);
    }

    // The digits at its end; those without a number, or with one beyond all measure, come last.
    private static int DeviceNumber(string device)
    {
        int at = device.Length;
        while (at > 0 && device[at - 1] is >= '0' and <= '9') at--;
        if (device.Length - at is 0 or > 9) return int.MaxValue;
        int number = 0;
        for (; at < device.Length; at++) number = (number * 10) + device[at] - '0';
        return number;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
