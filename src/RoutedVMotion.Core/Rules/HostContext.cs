using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules;

/// <summary>A host with its rack, its cluster and the whole fabric around it: what a host rule sees.</summary>
public sealed class HostContext
{
    private IReadOnlyList<UplinkContext>? _uplinks;

    internal HostContext(FabricIndex fabric, EsxHost host, AssignedHost? assigned)
    {
        Fabric = fabric;
        Host = host;
        Assigned = assigned;
        VMotion = host.AdaptersUnread
            ? Array.Empty<AdapterContext>()
            : host.VMotionAdapters.Select(adapter => new AdapterContext(this, adapter)).ToArray();
    }

    /// <summary>The fabric.</summary>
    public FabricIndex Fabric { get; }

    /// <summary>The host.</summary>
    public EsxHost Host { get; }

    /// <summary>Where the plan puts it, and with which addresses; null without a plan.</summary>
    public AssignedHost? Assigned { get; }

    /// <summary>Which racks claim it; null without a plan.</summary>
    public HostMatch? Match => Assigned?.Match;

    /// <summary>
    /// Its rack: the plan's; without a plan the hosts of the same vMotion subnet. Null for a host in no rack or in several,
    /// and for one without a vMotion address.
    /// </summary>
    public RackContext? Rack { get; internal set; }

    /// <summary>Its cluster; null for a host that is in none.</summary>
    public ClusterContext? Cluster { get; internal set; }

    /// <summary>The adapters that new migrations use.</summary>
    public IReadOnlyList<AdapterContext> VMotion { get; }

    /// <summary>
    /// Those of <see cref="VMotion"/> that are on the rack's stack and so may stay; all of them where no plan names a stack.
    /// An adapter of the wrong stack is replaced, so that nothing else of it is compared with the plan.
    /// </summary>
    public IReadOnlyList<AdapterContext> OnRackStack { get; private set; } = Array.Empty<AdapterContext>();

    /// <summary>vCenter reaches the host, and its adapters could be read.</summary>
    public bool IsRead => Host.Connection is HostConnection.Connected or HostConnection.Unknown && !Host.AdaptersUnread;

    /// <summary>Set-VMotionRouting may change it: its rack is known, vCenter reaches it, and nobody else manages its configuration.</summary>
    public bool CanBeChanged => Rack?.Plan is not null && IsRead && !IsOlderThan(6, 0) && Cluster?.Cluster?.ConfigManagerEnabled != true;

    /// <summary>The plan has an address for each adapter that the host is to have.</summary>
    public bool HasPlannedAddresses => Assigned is { Adapters.Count: > 0 } assigned && assigned.Adapters.All(
        adapter => adapter.IPv4 is not { Address: null } && adapter.IPv6 is not { Address: null });

    /// <summary>The physical NICs behind the port groups of its vMotion adapters, each once.</summary>
    public IReadOnlyList<UplinkContext> Uplinks => _uplinks ??= FindUplinks();

    /// <summary>Its version is known and lower than this.</summary>
    public bool IsOlderThan(int major, int minor) =>
        Version.TryParse(Host.Version, out Version? version) && version < new Version(major, minor);

    /// <summary>The subnets that this host must reach and that are none of its own: those of the other racks.</summary>
    public IEnumerable<(Subnet Subnet, RackContext Rack)> OtherSubnets(AddressFamily family) => Rack is null
        ? Enumerable.Empty<(Subnet, RackContext)>()
        : Rack.OtherSubnets(family).Where(other => !VMotion.Any(adapter => adapter.Subnets.Any(own => own.Overlaps(other.Subnet))));

    /// <summary>The subnets of other racks that neither the default gateway nor a static route leads to.</summary>
    public IEnumerable<(Subnet Subnet, RackContext Rack)> Unreached(AdapterContext adapter, AddressFamily family)
    {
        if (adapter.Hop(family) is not { Source: GatewaySource.None or GatewaySource.StaticRoute }) yield break;
        Route[] routes = StaticRoutes(adapter.Adapter.Stack, family);
        foreach ((Subnet Subnet, RackContext Rack) other in OtherSubnets(family))
            if (!RouteCoverage.Covers(routes, other.Subnet)) yield return other;
    }

    /// <summary>The static routes of a stack in one family.</summary>
    public Route[] StaticRoutes(string stack, AddressFamily family) =>
        NextHop.StaticRoutes(Host.FindStack(stack)).Where(route => route.Destination.Family == family).ToArray();

    /// <summary>What is wrong with an adapter's gateway in one family; see <see cref="AdapterContext.GatewayFault"/>.</summary>
    internal GatewayFault Diagnose(AdapterContext adapter, AddressFamily family)
    {
        if (adapter.Hop(family) is not NextHop hop) return Rules.GatewayFault.None;
        InetAddress? planned = Rack?.Plan?.VMotion.GetGateway(family);
        bool routed = OtherSubnets(family).Any();

        if (hop.Gateway is not InetAddress gateway || hop.Source == GatewaySource.StaticRoute)
        {
            if (!routed) return planned is null ? Rules.GatewayFault.None : Rules.GatewayFault.DiffersFromRack;
            // An island by plan has no gateway. Without a plan one family that routes is enough, unless most of the rack route both.
            bool needed = Rack?.Plan is not null
                ? planned is not null
                : adapter.Route.Problem != RouteProblem.None || Rack?.UsualGateway(family) is not null;
            return needed && Unreached(adapter, family).Any() ? Rules.GatewayFault.Missing : Rules.GatewayFault.None;
        }

        InetAddress? expected = planned ?? Rack?.UsualGateway(family)?.Value;
        AddressState address = adapter.AddressState(family);
        if (gateway != expected)
        {
            if (hop.Problem == RouteProblem.GatewayIsOwnAddress || Fabric.UsesOf(this, gateway) is not null) return Rules.GatewayFault.HostAddress;
            if (adapter.Subnets.Any(subnet => IsNetworkOrBroadcast(subnet, gateway))) return Rules.GatewayFault.NetworkOrBroadcast;
            if (planned is not null && Fabric.RackOfGateway(gateway) is not null) return Rules.GatewayFault.OfAnotherRack;
        }
        else if (hop.Problem == RouteProblem.GatewayIsOwnAddress
            || address is Rules.AddressState.OutsideSubnet or Rules.AddressState.WrongPrefixLength)
        {
            // The gateway is right: the address is not, and the rules of addresses say so.
            return Rules.GatewayFault.None;
        }

        if (!hop.IsUsable)
        {
            if (hop.Problem == RouteProblem.LeavesByOtherAdapter && VMotion.Any(other => other.Device == hop.Device))
                return address == Rules.AddressState.OutsideSubnet ? Rules.GatewayFault.None : Rules.GatewayFault.OfOtherAdapter;
            // The default stack's gateway belongs to management. That it does not serve vMotion hurts only where vMotion is routed.
            bool isManagements = hop.Source == GatewaySource.Stack && adapter.Adapter.Stack == NetstackKeys.Default;
            if (isManagements && Rack?.Plan is not null && planned is null) return Rules.GatewayFault.None;
            if (isManagements && !routed) return planned is null ? Rules.GatewayFault.None : Rules.GatewayFault.DiffersFromRack;
            return Rules.GatewayFault.OutsideSubnet;
        }

        // A link-local IPv6 gateway is learned from the router itself and is as good as the planned global one.
        return expected is not null && gateway != expected && !gateway.IsLinkLocal
            ? Rules.GatewayFault.DiffersFromRack
            : Rules.GatewayFault.None;
    }

    /// <summary>Which place of which cluster that spans several it stands in; -1 for a host whose VMs have nowhere else to go.</summary>
    internal int PlaceNumber { get; set; } = -1;

    internal void MatchAdapters()
    {
        Rack? rack = Rack?.Plan;
        OnRackStack = rack is null ? VMotion : VMotion.Where(adapter => adapter.Adapter.Stack == rack.VMotion.Stack).ToArray();
        if (rack is null) return;

        foreach (AssignedAdapter assigned in Assigned!.Adapters)
        {
            if (OnRackStack.FirstOrDefault(adapter => ReferenceEquals(adapter.Adapter, assigned.Current)) is not AdapterContext current) continue;
            current.Assigned = assigned;
            current.Planned = assigned.Index < rack.VMotion.Adapters.Count ? rack.VMotion.Adapters[assigned.Index] : null;
        }
    }

    private List<UplinkContext> FindUplinks()
    {
        var found = new List<UplinkContext>();
        foreach (AdapterContext adapter in VMotion)
        {
            foreach (Uplink uplink in adapter.Adapter.PortGroup?.Uplinks ?? Array.Empty<Uplink>())
            {
                if (found.Any(known => known.Nic.Device == uplink.Device)) continue;
                if (Host.PhysicalNics.FirstOrDefault(nic => nic.Device == uplink.Device) is PhysicalNic nic)
                    found.Add(new UplinkContext(nic, adapter));
            }
        }

        return found;
    }

    // In IPv6 the network address is the subnet-router anycast address, and a gateway may well be called so.
    private static bool IsNetworkOrBroadcast(Subnet subnet, InetAddress gateway) =>
        subnet.Family == AddressFamily.IPv4 && subnet.PrefixLength <= 30 && (gateway == subnet.Network || gateway == subnet.Last);
}
