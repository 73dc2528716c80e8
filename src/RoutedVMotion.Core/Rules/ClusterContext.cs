using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>A cluster with its hosts: what a cluster rule sees.</summary>
public sealed class ClusterContext
{
    private List<PlaceContext>? _places;
    private HashSet<RackContext>? _racks;

    internal ClusterContext(string server, string id, string name, Cluster? cluster)
    {
        Server = server;
        Id = id;
        Name = name;
        Cluster = cluster;
    }

    /// <summary>The server that told it.</summary>
    public string Server { get; }

    /// <summary>The managed object id.</summary>
    public string Id { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What was read of it; null where clusters were not read.</summary>
    public Cluster? Cluster { get; }

    /// <summary>Its hosts.</summary>
    public IReadOnlyList<HostContext> Hosts => HostList;

    internal List<HostContext> HostList { get; } = new();

    private HashSet<RackContext> RackSet => _racks ??= new HashSet<RackContext>(Hosts.Select(host => host.Rack).OfType<RackContext>());

    /// <summary>A host of it is in this rack.</summary>
    public bool Reaches(RackContext rack) => RackSet.Contains(rack);

    /// <summary>The racks of its hosts.</summary>
    public IReadOnlyCollection<RackContext> Racks => RackSet;

    /// <summary>Its hosts, by the place in the data centre where they stand; those in no rack are left out.</summary>
    public IReadOnlyList<PlaceContext> Places => _places ??= Hosts
        .Where(host => host.Rack is not null)
        .GroupBy(host => host.Rack!.Place)
        .Select(group => new PlaceContext(group.Key, group.ToArray()))
        .ToList();
}
