using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>Which paths are asked about: the groups of hosts that sources, destinations and virtual machines by name come to.</summary>
internal sealed class PathScope
{
    private readonly PathIndex _index;
    private readonly bool _byHost;
    private readonly NamePattern[] _machines;
    private readonly Action<ErrorRecord> _onError;
    private readonly Dictionary<PlaceReference, PathGroup[]> _found = new();
    private readonly Dictionary<HostContext, PathGroup> _hostGroups = new();
    private readonly ILookup<string, HostContext> _clusters;
    private readonly ILookup<string, HostContext> _hosts;

    /// <param name="index">The paths.</param>
    /// <param name="byHost">Each host is an end of its own.</param>
    /// <param name="machines">Virtual machines by name or pattern; all together where it is null.</param>
    /// <param name="onError">Gets an error for each name that nothing was found by.</param>
    internal PathScope(PathIndex index, bool byHost, IReadOnlyList<NamePattern>? machines, Action<ErrorRecord> onError)
    {
        _index = index;
        _byHost = byHost;
        _machines = machines?.ToArray() ?? [];
        _onError = onError;
        _clusters = index.Fabric.Hosts.Where(host => host.Cluster is not null).ToLookup(host => host.Cluster!.Name, StringComparer.OrdinalIgnoreCase);
        _hosts = index.Fabric.Hosts.ToLookup(host => host.Host.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The pairs of groups that are asked about: whom pings are to be made for. Null where they are more than <paramref name="most"/>.</summary>
    internal IReadOnlyCollection<(PathGroup Source, PathGroup Destination)>? GetPairs(IReadOnlyList<PathRequest> requests, int most)
    {
        var pairs = new HashSet<(PathGroup, PathGroup)>();
        foreach (PathRequest request in requests)
        {
            PathGroup[] destinations = Find(request.Destinations);
            foreach (PathGroup source in Sources(Find(request.Sources)))
            {
                foreach (PathGroup destination in destinations)
                    if (pairs.Add((source, destination)) && pairs.Count > most) return null;
            }
        }

        return pairs;
    }

    /// <summary>The rows, in the order of the plan; what several requests name comes once.</summary>
    internal IEnumerable<VMotionPath> GetRows(IReadOnlyList<PathRequest> requests)
    {
        var groups = new HashSet<(PathGroup, PathGroup)>();
        var hosts = new HashSet<(HostContext, HostContext)>();
        foreach (PathRequest request in requests)
        {
            PathGroup[] sources = Sources(Find(request.Sources)), destinations = Find(request.Destinations);
            if (_machines.Length == 0 && Array.TrueForAll(sources, source => source.IsHost) && Array.TrueForAll(destinations, destination => destination.IsHost))
            {
                foreach (HostPath path in _index.HostPaths(sources.SelectMany(source => source.Hosts), destinations.SelectMany(destination => destination.Hosts)))
                    if (requests.Count == 1 || hosts.Add((path.Source, path.Destination))) yield return new VMotionPath(_index, path);
                continue;
            }

            foreach (PathGroup source in sources)
            {
                foreach (PathGroup destination in destinations)
                {
                    if (requests.Count > 1 && !groups.Add((source, destination))) continue;
                    if (_index.Between(source, destination) is GroupPath path) yield return new VMotionPath(_index, path);
                }
            }
        }

        foreach (NamePattern missing in _machines.Where(machine => machine.IsExact && !machine.IsFound)) _onError(ErrorRecords.VMNotFound(missing.Text));
    }

    private PathGroup[] Sources(PathGroup[] groups)
    {
        if (_machines.Length == 0) return groups;
        var machines = new List<PathGroup>();
        foreach (HostContext host in groups.SelectMany(group => group.Hosts).Distinct())
        {
            foreach (VirtualMachine machine in _index.Networks.MachinesOn(host))
            {
                NamePattern[] matching = _machines.Where(pattern => pattern.Matches(machine.Name)).ToArray();
                foreach (NamePattern pattern in matching) pattern.MarkFound();
                if (matching.Length > 0) machines.Add(_index.Group(host, machine));
            }
        }

        return machines.OrderBy(group => group.Machine!.Name, StringComparer.Ordinal).ToArray();
    }

    private PathGroup[] Find(IReadOnlyList<PlaceReference> places) =>
        places.Count == 0 ? Racks(_index.Racks) : places.SelectMany(Find).Distinct().ToArray();

    private PathGroup[] Find(PlaceReference place)
    {
        if (_found.TryGetValue(place, out PathGroup[]? known)) return known;
        PathGroup[] found = [];
        if (place.Kind is PlaceKind.Any or PlaceKind.Rack) found = Racks(_index.Racks.Where(rack => place.Name.Matches(rack.Name)));
        if (found.Length == 0 && place.Kind is PlaceKind.Any or PlaceKind.Cluster)
            found = Clusters(_clusters.Where(cluster => place.Name.Matches(cluster.Key)).SelectMany(cluster => cluster));
        if (found.Length == 0 && place.Kind is PlaceKind.Any or PlaceKind.VMHost) found = Hosts(HostsOf(place));
        if (found.Length == 0 && place.Name.IsExact) _onError(ErrorRecords.PlaceNotFound(place.Name.Text));
        return _found[place] = found;
    }

    private IEnumerable<HostContext> HostsOf(PlaceReference place)
    {
        if (place.Host is not HostReference reference)
            return place.Name.IsExact ? _hosts[place.Name.Text] : _index.Fabric.Hosts.Where(host => place.Name.Matches(host.Host.Name));
        // PowerCLI may know the server by another name than we do: then its hosts are looked for everywhere.
        if (!reference.MustBeConnected && !_index.Fabric.Hosts.Any(host => string.Equals(host.Host.Server, reference.Server, StringComparison.OrdinalIgnoreCase)))
            reference = reference with { Server = null };
        return _index.Fabric.Hosts.Where(host => reference.Matches(host.Host.Server, host.Host.Name, host.Host.Id));
    }

    private PathGroup[] Racks(IEnumerable<PathGroup> racks) => _byHost ? Hosts(racks.SelectMany(rack => rack.Hosts)) : racks.ToArray();

    private PathGroup[] Clusters(IEnumerable<HostContext> hosts)
    {
        if (_byHost) return Hosts(hosts);
        HostContext[] all = hosts.ToArray();
        // A cluster is judged rack by rack: what is the same for all its hosts is the way out of their rack.
        return all.Where(host => host.Rack is not null)
            .GroupBy(host => host.Rack!)
            .Select(rack => rack.Count() == rack.Key.Hosts.Count ? _index.Racks.First(group => group.Rack == rack.Key) : _index.Group(rack.Key, rack))
            .ToArray();
    }

    private PathGroup[] Hosts(IEnumerable<HostContext> hosts) => hosts.Select(HostGroup).ToArray();

    private PathGroup HostGroup(HostContext host)
    {
        if (!_hostGroups.TryGetValue(host, out PathGroup? group)) _hostGroups.Add(host, group = _index.Group(host));
        return group;
    }
}
