using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>TCP/IP stacks as HostNetStackInstance (facts B2): unused ones are listed, without a name and without a table.</summary>
internal static class StackRenderer
{
    public static DataObject Render(Host host, NetStack stack)
    {
        bool isActive = host.IsActive(stack);
        return new DataObject("HostNetStackInstance")
        {
            ["key"] = stack.Key,
            ["name"] = isActive ? stack.Key : null,
            ["dnsConfig"] = RenderDns(stack),
            ["ipRouteConfig"] = RenderRouteConfig(host, stack),
            ["requestedMaxNumberOfConnections"] = stack.MaxConnections,
            ["congestionControlAlgorithm"] = stack.CongestionControl,
            ["ipV6Enabled"] = stack.IPv6Enabled,
            ["routeTableConfig"] = isActive ? RenderTableConfig(host, stack) : null,
        };
    }

    public static DataObject RenderDns(NetStack stack) => new("HostDnsConfig")
    {
        ["dhcp"] = false,
        ["hostName"] = stack.HostName,
        ["domainName"] = stack.DomainName,
        ["address"] = stack.DnsServers,
        ["searchDomain"] = stack.DomainName.Length > 0 ? new[] { stack.DomainName } : null,
    };

    public static DataObject RenderRouteConfig(Host host, NetStack stack) => new("HostIpRouteConfig")
    {
        ["defaultGateway"] = stack.Gateway?.ToString(),
        ["ipV6DefaultGateway"] = stack.Gateway6?.ToString(),
        ["ipV6GatewayDevice"] = stack.Gateway6 is InetAddress gateway ? DeviceTowards(host, stack, gateway) : null,
    };

    /// <summary>The old table of the default stack, whose rows have no operation.</summary>
    public static DataObject RenderTableInfo(Host host, NetStack stack) => new("HostIpRouteTableInfo")
    {
        ["ipRoute"] = Rows(host, stack, AddressFamily.IPv4).Select(RenderRow).ToArray(),
        ["ipv6Route"] = Rows(host, stack, AddressFamily.IPv6).Select(RenderRow).ToArray(),
    };

    private static DataObject RenderTableConfig(Host host, NetStack stack) => new("HostIpRouteTableConfig")
    {
        ["ipRoute"] = Rows(host, stack, AddressFamily.IPv4).Select(RenderOperation).ToArray(),
        ["ipv6Route"] = Rows(host, stack, AddressFamily.IPv6).Select(RenderOperation).ToArray(),
    };

    private static DataObject RenderOperation((string Network, int Length, string Gateway, string Device) row) => new("HostIpRouteOp")
    {
        ["changeOperation"] = "ignore",
        ["route"] = RenderRow(row),
    };

    private static DataObject RenderRow((string Network, int Length, string Gateway, string Device) row) => new("HostIpRouteEntry")
    {
        ["network"] = row.Network,
        ["prefixLength"] = row.Length,
        ["gateway"] = row.Gateway,
        ["deviceName"] = row.Device,
    };

    // The table as the kernel has it: a gateway that no adapter of the stack has on its link is configured and has no row.
    private static IEnumerable<(string Network, int Length, string Gateway, string Device)> Rows(
        Host host, NetStack stack, AddressFamily family)
    {
        bool isIPv4 = family == AddressFamily.IPv4;
        string none = isIPv4 ? "0.0.0.0" : "::";
        if (stack.FirstTable is (string State, IReadOnlyList<Route> Rows) first && first.State == StateOf(host, stack))
        {
            foreach (Route row in first.Rows.Where(row => row.Destination.Family == family))
                yield return (row.Destination.Network.ToString(), row.Destination.PrefixLength, row.Gateway?.ToString() ?? none, row.Device ?? string.Empty);
            yield break;
        }

        if ((isIPv4 ? stack.Gateway : stack.Gateway6) is InetAddress gateway && DeviceTowards(host, stack, gateway) is string device)
            yield return (none, 0, gateway.ToString(), device);

        VMKernelAdapter[] adapters = host.Adapters.Where(adapter => adapter.Stack == stack.Key).ToArray();
        foreach (VMKernelAdapter adapter in adapters)
        {
            foreach (InterfaceAddress own in adapter.Addresses.Where(own => own.Family == family))
                yield return (own.Subnet.Network.ToString(), own.PrefixLength, none, adapter.Device);
        }

        foreach ((Subnet destination, InetAddress via) in stack.StaticRoutes.Where(route => route.Destination.Family == family))
        {
            if (DeviceTowards(host, stack, via) is string by)
                yield return (destination.Network.ToString(), destination.PrefixLength, via.ToString(), by);
        }

        if (isIPv4) yield break;
        foreach (string multicast in new[] { "ff01::", "ff02::" })
        {
            foreach (VMKernelAdapter adapter in adapters.Where(adapter => !adapter.HasNoLinkLocal)) yield return (multicast, 32, adapter.LinkLocal.Address.ToString(), adapter.Device);
        }
    }

    /// <summary>What the table of a stack follows from, in words.</summary>
    public static string StateOf(Host host, NetStack stack) => string.Join(
        "; ",
        host.Adapters.Where(adapter => adapter.Stack == stack.Key).Select(adapter => adapter.Device + " " + string.Join(" ", adapter.Addresses))
            .Append($"{stack.Gateway} {stack.Gateway6}"));

    private static string? DeviceTowards(Host host, NetStack stack, InetAddress gateway) =>
        host.Adapters.FirstOrDefault(adapter => adapter.Stack == stack.Key && adapter.IsOnLink(gateway))?.Device;
}
