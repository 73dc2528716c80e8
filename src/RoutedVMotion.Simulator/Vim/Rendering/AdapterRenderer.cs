using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Rendering;

/// <summary>vmkernel adapters as HostVirtualNic (facts B4).</summary>
internal static class AdapterRenderer
{
    /// <summary>The key of an adapter; prefixed in the lists of services (facts B5).</summary>
    public static string KeyOf(VMKernelAdapter adapter) => "key-vim.host.VirtualNic-" + adapter.Device;

    public static DataObject Render(VMKernelAdapter adapter, string keyPrefix = "")
    {
        var standard = adapter.Connection as StandardConnection;
        return new DataObject("HostVirtualNic")
        {
            ["device"] = adapter.Device,
            ["key"] = keyPrefix + KeyOf(adapter),
            ["portgroup"] = standard?.PortGroup.Name ?? string.Empty,
            ["spec"] = RenderSpec(adapter),
            ["port"] = standard is null ? null : PortKey(standard),
        };
    }

    public static string PortKey(StandardConnection connection) =>
        "key-vim.host.PortGroup.Port-" + connection.Port.ToString(CultureInfo.InvariantCulture);

    public static DataObject RenderIpConfig(VMKernelAdapter adapter) => new("HostIpConfig")
    {
        ["dhcp"] = adapter.Dhcp,
        ["ipAddress"] = adapter.IPv4?.Address.ToString() ?? string.Empty,
        ["subnetMask"] = adapter.IPv4 is InterfaceAddress ipv4 ? Netmask(ipv4.PrefixLength) : string.Empty,
        ["ipV6Config"] = new DataObject("HostIpConfigIpV6AddressConfiguration")
        {
            ["ipV6Address"] = RenderIPv6(adapter).ToArray(),
            ["autoConfigurationEnabled"] = adapter.AutoconfiguresIPv6,
            ["dhcpV6Enabled"] = adapter.Dhcp6,
        },
    };

    public static string Netmask(int prefixLength) => InetAddress.Parse("255.255.255.255").Mask(prefixLength).ToString();

    public static DataObject RenderPort(DistributedConnection connection) => new("DistributedVirtualSwitchPortConnection")
    {
        ["switchUuid"] = connection.PortGroup.Switch.Uuid,
        ["portgroupKey"] = connection.PortGroup.Key,
        ["portKey"] = connection.PortKey.ToString(CultureInfo.InvariantCulture),
        ["connectionCookie"] = connection.Cookie,
    };

    private static DataObject RenderSpec(VMKernelAdapter adapter) => new("HostVirtualNicSpec")
    {
        ["ip"] = RenderIpConfig(adapter),
        ["mac"] = adapter.Mac,
        ["distributedVirtualPort"] = adapter.Connection is DistributedConnection distributed ? RenderPort(distributed) : null,
        ["portgroup"] = (adapter.Connection as StandardConnection)?.PortGroup.Name,
        ["mtu"] = adapter.Mtu,
        ["tsoEnabled"] = true,
        ["netStackInstanceKey"] = adapter.Stack,
        ["opaqueNetwork"] = adapter.Connection is OpaqueConnection opaque
            ? new DataObject("HostVirtualNicOpaqueNetworkSpec")
            {
                ["opaqueNetworkId"] = opaque.Network.Id,
                ["opaqueNetworkType"] = OpaqueNetwork.Type,
            }
            : null,
        ["ipRouteSpec"] = RenderOverride(adapter),
        ["systemOwned"] = adapter.SystemOwned,
    };

    private static DataObject? RenderOverride(VMKernelAdapter adapter)
    {
        if (adapter.OverrideGateway is null && adapter.OverrideGateway6 is null) return null;
        return new DataObject("HostVirtualNicIpRouteSpec")
        {
            ["ipRouteConfig"] = new DataObject("HostIpRouteConfig")
            {
                ["defaultGateway"] = adapter.OverrideGateway?.ToString(),
                ["ipV6DefaultGateway"] = adapter.OverrideGateway6?.ToString(),
                ["ipV6GatewayDevice"] = adapter.OverrideGateway6 is null ? null : adapter.Device,
            },
        };
    }

    private static IEnumerable<DataObject> RenderIPv6(VMKernelAdapter adapter)
    {
        if (!adapter.HasNoLinkLocal) yield return RenderIPv6(adapter.LinkLocal, adapter.LearnedIPv6.Contains(adapter.LinkLocal) ? "linklayer" : "other");
        foreach (InterfaceAddress address in adapter.IPv6) yield return RenderIPv6(address, adapter.LearnedIPv6.Contains(address) ? "linklayer" : "manual");
    }

    private static DataObject RenderIPv6(InterfaceAddress address, string origin) => new("HostIpConfigIpV6Address")
    {
        ["ipAddress"] = address.Address.ToString(),
        ["prefixLength"] = address.PrefixLength,
        ["origin"] = origin,
        ["dadState"] = "preferred",
    };
}
