using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>One end of a row: a rack, what of a rack is asked about, or a single host; with a virtual machine of it, perhaps.</summary>
public sealed class PathGroup
{
    private HashSet<ClusterContext>? _clusters;

    internal PathGroup(string name, RackContext? rack, IReadOnlyList<PathEnd> ends, bool isHost, VirtualMachine? machine = null)
    {
        Name = name;
        Rack = rack;
        Ends = ends;
        IsHost = isHost;
        Machine = machine;
        Classes = ends.GroupBy(end => end.Class).Select(group => new PathGroupClass(group.Key, group.ToArray())).ToArray();
    }

    /// <summary>The rack's name, or the host's.</summary>
    public string Name { get; }

    /// <summary>The rack; null for a host that is in none.</summary>
    public RackContext? Rack { get; }

    /// <summary>It is one host and not a rack.</summary>
    public bool IsHost { get; }

    /// <summary>The virtual machine that is asked about; null where all are.</summary>
    public VirtualMachine? Machine { get; }

    /// <summary>The hosts.</summary>
    public IEnumerable<HostContext> Hosts => Ends.Select(end => end.Host);

    internal IReadOnlyList<PathEnd> Ends { get; }

    /// <summary>The clusters of the hosts.</summary>
    internal HashSet<ClusterContext> Clusters => _clusters ??= new HashSet<ClusterContext>(Hosts.Select(host => host.Cluster).OfType<ClusterContext>());

    /// <summary>Who uses which network there, once somebody has asked.</summary>
    internal PathNetworks.Used[]? Used { get; set; }

    /// <summary>The hosts by class.</summary>
    internal IReadOnlyList<PathGroupClass> Classes { get; }
}
