using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Inventory;

/// <summary>An ESXi host and its vmkernel networking as one server told it: what is configured, without any judgement.</summary>
public sealed record EsxHost
{
    /// <summary>The name of the server that told it, as the user connected to it.</summary>
    public required string Server { get; init; }

    /// <summary>The managed object id, for example host-14; unique within its server.</summary>
    public required string Id { get; init; }

    /// <summary>The name in the inventory, decoded.</summary>
    public required string Name { get; init; }

    /// <summary>The cluster; null for a host that is in none.</summary>
    public string? Cluster { get; init; }

    /// <summary>The cluster's managed object id.</summary>
    public string? ClusterId { get; init; }

    /// <summary>The datacenter; null where it could not be read.</summary>
    public string? Datacenter { get; init; }

    /// <summary>ESXi's version, for example 8.0.3.</summary>
    public string? Version { get; init; }

    /// <summary>ESXi's build number.</summary>
    public string? Build { get; init; }

    /// <summary>How vCenter stands with it.</summary>
    public HostConnection Connection { get; init; }

    /// <summary>It is in maintenance mode.</summary>
    public bool InMaintenanceMode { get; init; }

    /// <summary>The vmkernel adapters, by device number; empty where <see cref="Unread"/> says that they could not be read.</summary>
    public IReadOnlyList<Adapter> Adapters { get; init; } = Array.Empty<Adapter>();

    /// <summary>The TCP/IP stacks, in use or only listed.</summary>
    public IReadOnlyList<TcpIpStack> Stacks { get; init; } = Array.Empty<TcpIpStack>();

    /// <summary>The physical NICs.</summary>
    public IReadOnlyList<PhysicalNic> PhysicalNics { get; init; } = Array.Empty<PhysicalNic>();

    /// <summary>The standard port groups, for VMs and adapters alike, each with this host's VLAN.</summary>
    public IReadOnlyList<PortGroup> StandardPortGroups { get; init; } = Array.Empty<PortGroup>();

    /// <summary>The name of the host profile attached to it, which would put changes back; null if none is.</summary>
    public string? HostProfile { get; init; }

    /// <summary>The host can have more than one TCP/IP stack (HostCapability); null where that could not be read.</summary>
    public bool? MultipleStacksSupported { get; init; }

    /// <summary>What storage could hang on its vmkernel adapters; null where that was not asked for, or the host was not there to ask.</summary>
    public HostStorage? Storage { get; init; }

    /// <summary>What could not be read and why, a sentence each; empty when all was.</summary>
    public IReadOnlyList<string> Unread { get; init; } = Array.Empty<string>();

    /// <summary>The adapters could not be read, so that nothing can be said of vMotion.</summary>
    public bool AdaptersUnread { get; init; }

    /// <summary>An adapter is on the vmotion stack, so that no other carries vMotion (facts 0.5).</summary>
    public bool UsesVMotionStack => Adapters.Any(adapter => adapter.Stack == NetstackKeys.VMotion);

    /// <summary>
    /// vMotion is selected for this adapter of another stack, and it will never carry one, since an adapter of this host is
    /// on the vmotion stack (facts 0.5). A migration that is running still completes on it.
    /// </summary>
    public bool IsDead(Adapter adapter) =>
        adapter.Stack != NetstackKeys.VMotion && adapter.IsForVMotion && UsesVMotionStack;

    /// <summary>The adapters that new migrations use.</summary>
    public IEnumerable<Adapter> VMotionAdapters => Adapters.Where(adapter => adapter.IsForVMotion && !IsDead(adapter));

    /// <summary>The stack with this key, if the host lists it.</summary>
    public TcpIpStack? FindStack(string key) => Stacks.FirstOrDefault(stack => stack.Key == key);
}
