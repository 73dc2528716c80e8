using System;
using System.Collections.Generic;
using System.Globalization;
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
        // What is selected is named nicType + "." + key (facts 0.7).
        ILookup<string, string>? services = netConfig?
            .SelectMany(config => config.SelectedVnic ?? [], (config, selected) => (config.NicType, selected))
            .Where(pair => pair.NicType is not null && pair.selected.StartsWith(pair.NicType + ".", StringComparison.Ordinal))
            .ToLookup(pair => pair.selected.Substring(pair.NicType!.Length + 1), pair => pair.NicType!, StringComparer.Ordinal);

        return vnics
            .Where(vnic => vnic.Device is not null)
            .Select(vnic => MapAdapter(vnic, services, networks))
            .OrderBy(adapter => DeviceNumber(adapter.Device))
            .ThenBy(adapter => adapter.Device, StringComparer.Ordinal)
            .ToArray();
    }

    private static Adapter MapAdapter(HostVirtualNic vnic, ILookup<string, string>? services, HostNetworks networks)
    {
        HostVirtualNicSpec? spec = vnic.Spec;
        HostIpRouteConfig? routes = spec?.IpRouteSpec?.IpRouteConfig;
        string stack = NullIfEmpty(spec?.NetStackInstanceKey) ?? NetstackKeys.Default;
        return new Adapter
        {
            Device = vnic.Device!,
            Stack = stack,
            PortGroup = networks.FindPortGroup(vnic),
            Dhcp = spec?.Ip?.Dhcp == true,
            IPv4 = MapIPv4(spec?.Ip),
            IPv6 = (spec?.Ip?.IpV6Config?.IpV6Address ?? []).Select(MapIPv6).OfType<InterfaceAddress>().ToArray(),
            AutoconfiguredIPv6 = spec?.Ip?.IpV6Config?.AutoConfigurationEnabled == true,
            Dhcp6 = spec?.Ip?.IpV6Config?.DhcpV6Enabled == true,
            LearnedIPv6 = (spec?.Ip?.IpV6Config?.IpV6Address ?? []).Where(IsLearned).Select(MapIPv6).OfType<InterfaceAddress>().ToArray(),
            Mtu = NotNegative(spec?.Mtu),
            Mac = MapMac(spec?.Mac),
            Services = services?[vnic.Key ?? string.Empty].OrderBy(service => service, StringComparer.Ordinal).ToArray(),
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

    private static int DeviceNumber(string device)
    {
        int digits = device.Length;
        while (digits > 0 && device[digits - 1] is >= '0' and <= '9') digits--;
        return int.TryParse(device.Substring(digits), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
