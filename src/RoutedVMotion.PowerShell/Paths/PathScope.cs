using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>Which paths are asked about: the groups of hosts that sources, destinations and virtual machines by name come to.</summary>
internal sealed class PathScope
{
    private readonly PathIndex _index;
    private readonly bool _byHost;
    private readonly MachineReference[] _machines;
    private readonly Action<ErrorRecord> _onError;
    private readonly Dictionary<PlaceReference, PathGroup[]> _found = new();
    private readonly Dictionary<HostContext, PathGroup> _hostGroups = new();
    private readonly ILookup<string, HostContext> _clusters;
    private readonly ILookup<string, HostContext> _hosts;
    private ILookup<string, (HostContext Host, VirtualMachine Machine)>? _machinesById;

    /// <param name="index">The paths.</param>
    /// <param name="byHost">Each host is an end of its own.</param>
    /// <param name="machines">Virtual machines by name or pattern; all together where it is null.</param>
    /// <param name="onError">Gets an error for each name that nothing was found by.</param>
    internal PathScope(PathIndex index, bool byHost, IReadOnlyList<MachineReference>? machines, Action<ErrorRecord> onError)
    {
        _index = index;
        _byHost = byHost;
        _machines = machines?.Select(Anywhere).ToArray() ?? [];
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
            foreach (PathGroup source in Sources(request))
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
            PathGroup[] sources = Sources(request), destinations = Find(request.Destinations);
            if (Array.TrueForAll(sources, source => source.IsHost && source.Machine is null) && Array.TrueForAll(destinations, destination => destination.IsHost))
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

        foreach (MachineReference missing in _machines.Where(machine => machine.IsExact && !machine.Name.IsFound)) _onError(ErrorRecords.VMNotFound(missing.Name.Text));
    }

    private PathGroup[] Sources(PathRequest request)
    {
        // A machine is looked for wherever it may be.
        PathGroup[] groups = request.Sources.Count == 0 && _machines.Length > 0 ? Hosts(_index.Fabric.Hosts) : Find(request.Sources);
        if (_machines.Length == 0) return groups;
        var machines = new List<PathGroup>();
        var seen = new HashSet<(string, string)>();
        foreach ((HostContext host, VirtualMachine machine) in groups.SelectMany(group => group.Machine is VirtualMachine one ? [(group.Hosts.First(), one)] : MachinesOn(group.Hosts)))
        {
            MachineReference[] matching = _machines.Where(reference => reference.Matches(machine)).ToArray();
            foreach (MachineReference reference in matching) reference.Name.MarkFound();
            if (matching.Length > 0 && seen.Add((machine.Server, machine.Id))) machines.Add(_index.Group(host, machine));
        }

        return machines.OrderBy(group => group.Machine!.Name, StringComparer.Ordinal).ToArray();
    }

    private PathGroup[] Find(IReadOnlyList<PlaceReference> places)
    {
        if (places.Count > 0) return places.SelectMany(Find).Distinct().ToArray();
        // Who is in no rack has host pairs all the same; whom the plan excludes it has excluded from this, too.
        return _byHost ? Hosts(_index.Fabric.Hosts.Where(host => host.Match?.IsExcluded != true)) : _index.Racks.ToArray();
    }

    private PathGroup[] Find(PlaceReference place)
    {
        if (_found.TryGetValue(place, out PathGroup[]? known)) return known;
        PathGroup[] found = [];
        if (place.Machine is not null) found = Machines(Anywhere(place.Machine));
        else if (place.Hosts is not null) found = OfRow(place);
        if (place.Kind is PlaceKind.Any or PlaceKind.Rack) found = Racks(_index.Racks.Where(rack => place.Name.Matches(rack.Name)));
        if (found.Length == 0 && place.Kind is PlaceKind.Any or PlaceKind.Cluster)
            found = Racks(Parts(_clusters.Where(cluster => place.Name.Matches(cluster.Key)).SelectMany(cluster => cluster)));
        if (found.Length == 0 && place.Kind is PlaceKind.Any or PlaceKind.VMHost && place.Hosts is null) found = Hosts(HostsOf(place));
        // What a row calls a part of a rack is a name as well.
        if (found.Length == 0 && place.Kind == PlaceKind.Any) found = Racks(Parts(_clusters.SelectMany(cluster => cluster)).Where(part => place.Name.Matches(part.Name)));
        if (found.Length == 0 && place.Kind == PlaceKind.VM) _onError(ErrorRecords.VMNotFound(place.Name.Text));
        else if (found.Length == 0 && (place.Name.IsExact || place.Hosts is not null)) _onError(ErrorRecords.PlaceNotFound(place.Name.Text));
        return _found[place] = found;
    }

    private IEnumerable<HostContext> HostsOf(PlaceReference place)
    {
        if (place.Host is not HostReference reference)
            return place.Name.IsExact ? _hosts[place.Name.Text] : _index.Fabric.Hosts.Where(host => place.Name.Matches(host.Host.Name));
        if (!reference.MustBeConnected && !IsRead(reference.Server)) reference = reference with { Server = null };
        return _index.Fabric.Hosts.Where(host => reference.Matches(host.Host.Server, host.Host.Name, host.Host.Id));
    }

    // PowerCLI may know the server by another name than we do: then what is its is looked for everywhere.
    private MachineReference Anywhere(MachineReference reference) => IsRead(reference.Server) ? reference : reference with { Server = null };

    private bool IsRead(string? server) => _index.Fabric.Hosts.Any(host => string.Equals(host.Host.Server, server, StringComparison.OrdinalIgnoreCase));

    // Those that are referred to by an object have an id; thousands may come down the pipeline.
    private PathGroup[] Machines(MachineReference reference)
    {
        _machinesById ??= MachinesOn(_index.Fabric.Hosts).ToLookup(pair => pair.Machine.Id, StringComparer.Ordinal);
        return _machinesById[reference.Id!].Where(pair => reference.Matches(pair.Machine)).Select(pair => _index.Group(pair.Host, pair.Machine)).ToArray();
    }

    private IEnumerable<(HostContext Host, VirtualMachine Machine)> MachinesOn(IEnumerable<HostContext> hosts) =>
        hosts.Distinct().SelectMany(host => _index.Networks.MachinesOn(host), (host, machine) => (host, machine));

    private PathGroup[] OfRow(PlaceReference place)
    {
        HostContext[] hosts = place.Hosts!.Select(host => _index.Fabric.FindHost(host.Server, host.Id)).OfType<HostContext>().ToArray();
        if (_byHost || place.Kind == PlaceKind.VMHost) return Hosts(hosts);
        // The plan may be another one than the row's, or none: then no part is of two servers.
        var parts = hosts.GroupBy(host => (host.Rack, Server: _index.Fabric.Plan is null ? host.Host.Server : string.Empty)).ToArray();
        return parts.Select(part => Part(parts.Length == 1 ? place.Name.Text : NameOf(place.Name.Text, part.Key.Rack), part.Key.Rack, part.ToArray())).ToArray();
    }

    private PathGroup[] Racks(IEnumerable<PathGroup> racks) => _byHost ? Hosts(racks.SelectMany(rack => rack.Hosts)) : racks.ToArray();

    // A cluster is judged rack by rack: what is the same for all its hosts is the way out of their rack. Those in none are a part as well.
    private IEnumerable<PathGroup> Parts(IEnumerable<HostContext> hosts) => hosts
        .GroupBy(host => (host.Rack, Cluster: host.Cluster!))
        .Select(part => Part(NameOf(part.Key.Cluster.Name, part.Key.Rack), part.Key.Rack, part.ToArray()));

    private PathGroup Part(string name, RackContext? rack, HostContext[] hosts) =>
        rack is not null && hosts.Length == rack.Hosts.Count ? _index.Racks.First(group => group.Rack == rack) : _index.Group(name, rack, hosts);

    private static string NameOf(string whole, RackContext? rack) => $"{whole} in {rack?.Name ?? "no rack"}";

    private PathGroup[] Hosts(IEnumerable<HostContext> hosts) => hosts.Select(HostGroup).ToArray();

    private PathGroup HostGroup(HostContext host)
    {
        if (!_hostGroups.TryGetValue(host, out PathGroup? group)) _hostGroups.Add(host, group = _index.Group(host));
        return group;
    }
}
