using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.EsxCli;

/// <summary>
/// esxcli network ip neighbor list (facts C3): the gateways that the adapters reach, and whomever they have talked to. A
/// gateway that is not in it is not on the segment, whether or not it would have answered a ping.
/// </summary>
internal static class NeighborListCommand
{
    public static IReadOnlyList<string> Parameters { get; } = new[] { "interface", "netstack", "version" };

    public static string Run(Host host, EsxCliArguments arguments)
    {
        string stackKey = arguments.Find("netstack") ?? NetstackKeys.Default;
        if (host.FindStack(stackKey) is not NetStack stack || !host.IsActive(stack))
            throw new EsxCliFault($"Invalid netstack instance '{stackKey}': not found in kernel");
        string version = arguments.Find("version") ?? "all";
        if (version is not ("4" or "6" or "all")) throw new EsxCliFault($"Invalid value '{version}' for version");
        string? device = arguments.Find("interface");
        VMKernelAdapter[] adapters = host.Adapters
            .Where(adapter => adapter.Stack == stackKey && (device is null || adapter.Device == device))
            .ToArray();
        if (device is not null && adapters.Length == 0) throw new EsxCliFault($"Unknown interface '{device}': Invalid argument");

        return EsxCliOutput.Array(output =>
        {
            foreach ((VMKernelAdapter adapter, InetAddress address, string mac) in Neighbors(host, stack, adapters))
            {
                if (version == "4" && address.Family != AddressFamily.IPv4) continue;
                if (version == "6" && address.Family != AddressFamily.IPv6) continue;
                output.Object("DataObject", "VimEsxCLInetworkipneighborlistNetworkNeighbor", neighbor => neighbor
                    .Field("Expiry", "1183 sec")
                    .Field("MacAddress", mac)
                    .Field("Neighbor", address.ToString())
                    .Field("State", string.Empty)
                    .Field("Type", "Unknown")
                    .Field("Vmknic", adapter.Device));
            }
        });
    }

    private static IEnumerable<(VMKernelAdapter Adapter, InetAddress Address, string Mac)> Neighbors(
        Host host, NetStack stack, VMKernelAdapter[] adapters)
    {
        foreach (VMKernelAdapter adapter in adapters)
        {
            if (SegmentMap.Attach(host, adapter) is not Attachment attachment) continue;
            InetAddress?[] gateways = { adapter.OverrideGateway, adapter.OverrideGateway6, stack.Gateway, stack.Gateway6 };
            IEnumerable<InetAddress> known = gateways
                .OfType<InetAddress>()
                .Concat(stack.StaticRoutes.Select(route => route.Gateway))
                .Where(adapter.IsOnLink)
                .Concat(host.Neighbors.Where(entry => entry.Device == adapter.Device).Select(entry => entry.Address))
                .Where(address => !adapter.Owns(address))
                .Distinct()
                .OrderBy(address => address);
            foreach (InetAddress address in known)
            {
                string? mac = MacOf(attachment, address);
                if (mac is not null) yield return (adapter, address, mac);
            }
        }
    }

    private static string? MacOf(Attachment attachment, InetAddress address)
    {
        Svi? svi = attachment.Group.FindSvi(attachment.Vlan);
        return svi is not null && svi.Owns(address)
            ? svi.Mac
            : SegmentMap.FindOwners(attachment.Group, attachment.Vlan, address).FirstOrDefault()?.Adapter.Mac;
    }
}
