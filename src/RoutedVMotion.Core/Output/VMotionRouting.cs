using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Output;

/// <summary>How a host routes vMotion today, as a row: the verdict first, and everything that it rests on.</summary>
public sealed class VMotionRouting
{
    /// <summary>A row for this host.</summary>
    public VMotionRouting(HostRouting routing)
    {
        EsxHost host = routing.Host;
        Server = host.Server;
        VMHost = host.Name;
        VMHostId = host.Id;
        Cluster = host.Cluster;
        Datacenter = host.Datacenter;
        Version = host.Version;
        Build = host.Build;
        ConnectionState = host.Connection.ToString();
        InMaintenanceMode = host.InMaintenanceMode;

        Routing = routing.Kind.ToString();
        CanRoute = routing.CanRoute;
        Problem = routing.Problem == RouteProblem.None ? null : routing.Problem.ToString();
        Explanation = Core.Routing.Explanation.Of(routing);

        Adapters = routing.Adapters.Select(route => new VMKernelAdapter(host, route)).ToArray();
        Netstacks = host.Stacks.Select(stack => new Netstack(host, stack)).ToArray();
        if (routing.Decisive is AdapterRoute decisive)
        {
            Adapter adapter = decisive.Adapter;
            Stack = adapter.Stack;
            Device = adapter.Device;
            // Of the family that the gateway beside it is of.
            Address = adapter.Addresses.Where(own => own.Family == decisive.Family && (own.Family == AddressFamily.IPv4 || !own.Address.IsLinkLocal))
                .Select(own => own.ToString()).FirstOrDefault();
            Gateway = decisive.NextHop?.Gateway?.ToString();
            GatewaySource = (decisive.NextHop?.Source ?? Core.Routing.GatewaySource.None).ToString();
            LeavesBy = decisive.NextHop?.Device;
            Mtu = adapter.Mtu;
            PortGroup = adapter.PortGroup?.Name;
            Vlan = (adapter.PortGroup?.Vlan ?? Inventory.Vlan.Unknown).ToString();
            Switch = adapter.PortGroup?.Switch;
            SwitchMtu = adapter.PortGroup?.SwitchMtu;
        }

        Uplinks = host.VMotionAdapters
            .SelectMany(adapter => adapter.PortGroup?.Uplinks ?? Array.Empty<Uplink>())
            .GroupBy(uplink => uplink.Device, StringComparer.Ordinal)
            .SelectMany(
                group => host.PhysicalNics.Where(nic => nic.Device == group.Key),
                (group, nic) => new VMotionUplink(host, nic, group.Min(uplink => uplink.Role)))
            .ToArray();
        Unread = host.Unread;
    }

    /// <summary>The server that told it.</summary>
    public string Server { get; }

    /// <summary>The host's name.</summary>
    public string VMHost { get; }

    /// <summary>The host's managed object id, for example host-14.</summary>
    public string VMHostId { get; }

    /// <summary>The cluster; null for a host that is in none.</summary>
    public string? Cluster { get; }

    /// <summary>The datacenter.</summary>
    public string? Datacenter { get; }

    /// <summary>ESXi's version.</summary>
    public string? Version { get; }

    /// <summary>ESXi's build.</summary>
    public string? Build { get; }

    /// <summary>Connected, Disconnected, NotResponding or Unknown.</summary>
    public string ConnectionState { get; }

    /// <summary>The host is in maintenance mode.</summary>
    public bool InMaintenanceMode { get; }

    /// <summary>DedicatedStack, DefaultStackOverride, DefaultStack, None or Unknown.</summary>
    public string Routing { get; }

    /// <summary>The vMotion traffic of this host leaves its subnet, by its own adapter. Never true of a host that vCenter does not reach.</summary>
    public bool CanRoute { get; }

    /// <summary>Why not, as one word (see about_RoutedVMotion); null if nothing is wrong.</summary>
    public string? Problem { get; }

    /// <summary>The same in a sentence, with the addresses that matter.</summary>
    public string Explanation { get; }

    /// <summary>The stack of the adapter that the verdict speaks of.</summary>
    public string? Stack { get; }

    /// <summary>The vMotion adapter that the verdict speaks of: the first that cannot route, else the first.</summary>
    public string? Device { get; }

    /// <summary>Its address with prefix length, of the family that the verdict speaks of.</summary>
    public string? Address { get; }

    /// <summary>The gateway that counts for it.</summary>
    public string? Gateway { get; }

    /// <summary>Where that comes from: Override, StaticRoute, Stack or None.</summary>
    public string? GatewaySource { get; }

    /// <summary>The adapter that its traffic leaves by beyond the subnet; null where it cannot leave.</summary>
    public string? LeavesBy { get; }

    /// <summary>Its MTU in bytes.</summary>
    public int? Mtu { get; }

    /// <summary>Its port group.</summary>
    public string? PortGroup { get; }

    /// <summary>The port group's VLAN in words.</summary>
    public string? Vlan { get; }

    /// <summary>The switch.</summary>
    public string? Switch { get; }

    /// <summary>The switch's MTU in bytes.</summary>
    public int? SwitchMtu { get; }

    /// <summary>All vmkernel adapters of the host.</summary>
    public IReadOnlyList<VMKernelAdapter> Adapters { get; }

    /// <summary>All TCP/IP stacks of the host.</summary>
    public IReadOnlyList<Netstack> Netstacks { get; }

    /// <summary>The physical NICs behind the vMotion port groups.</summary>
    public IReadOnlyList<VMotionUplink> Uplinks { get; }

    /// <summary>What could not be read and why, a sentence each.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>For example "esx-0101.example.com: vmk1 leaves its subnet through 172.16.1.1 (the stack's default gateway)."</summary>
    public override string ToString() => VMHost + ": " + Explanation;
}
