using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>One end of a row: a rack, what of a rack is asked about, or a single host; with a virtual machine of it, perhaps.</summary>
public sealed class PathGroup
{
    private IReadOnlyList<HostContext>? _takers;
    private string[]? _servers;

    internal PathGroup(string name, RackContext? rack, IReadOnlyList<PathEnd> ends, bool isHost, VirtualMachine? machine = null)
    {
        Name = name;
        Rack = rack;
        Ends = ends;
        IsHost = isHost;
        Machine = machine;
        Classes = ends.GroupBy(end => end.Class).Select(group => new PathGroupClass(group.Key, group.ToArray())).ToArray();
    }

    /// <summary>The rack's name, "cluster-a in rack-01" for a part of one, or the host's name.</summary>
    public string Name { get; }

    /// <summary>The rack; null for hosts that are in none.</summary>
    public RackContext? Rack { get; }

    /// <summary>It is one host and not a rack.</summary>
    public bool IsHost { get; }

    /// <summary>It is all hosts of its rack.</summary>
    public bool IsWholeRack => !IsHost && Rack is not null && Ends.Count == Rack.Hosts.Count;

    /// <summary>The virtual machine that is asked about; null where all are.</summary>
    public VirtualMachine? Machine { get; }

    /// <summary>The hosts.</summary>
    public IEnumerable<HostContext> Hosts => Ends.Select(end => end.Host);

    internal IReadOnlyList<PathEnd> Ends { get; }

    /// <summary>The hosts that could take a virtual machine: those that vCenter reaches; all where it reaches none, and they are as it last knew them.</summary>
    internal IReadOnlyList<HostContext> Takers => _takers ??= TakersOf(Hosts);

    /// <summary>The servers of the hosts.</summary>
    internal IReadOnlyList<string> Servers => _servers ??= Hosts.Select(host => host.Host.Server).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();

    /// <summary>Who uses which network there, once somebody has asked.</summary>
    internal PathNetworks.Used[]? Used { get; set; }

    /// <summary>The hosts by class.</summary>
    internal IReadOnlyList<PathGroupClass> Classes { get; }

    /// <summary>The host is one of them.</summary>
    internal bool Has(HostContext host) => Rack == host.Rack && (IsWholeRack || Hosts.Contains(host));

    /// <summary>The same for a machine that is on one of the hosts, and so has to go to another.</summary>
    internal IReadOnlyList<HostContext> TakersBut(HostContext home) => TakersOf(Hosts.Where(host => host != home));

    private static HostContext[] TakersOf(IEnumerable<HostContext> hosts)
    {
        HostContext[] all = hosts.ToArray();
        HostContext[] reached = all.Where(host => host.Host.Connection is HostConnection.Connected or HostConnection.Unknown).ToArray();
        return reached.Length > 0 ? reached : all;
    }
}
