using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>Which host has which port group, used by an adapter or not.</summary>
internal sealed class PortGroupIndex
{
    private readonly Dictionary<string, HashSet<(string Server, string Id)>> _hosts;
    private readonly ILookup<string, VirtualMachineNetwork> _shared;

    public PortGroupIndex(Fabric fabric)
    {
        _shared = fabric.Networks.Where(network => IsShared(network.Kind)).ToLookup(network => network.Name, StringComparer.OrdinalIgnoreCase);
        _hosts = fabric.Networks.GroupBy(network => network.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(
            group => group.Key,
            group => new HashSet<(string, string)>(group.SelectMany(network => network.HostIds, (network, id) => (network.Server, id))),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The host has a port group of this name; case is ignored.</summary>
    public bool Has(EsxHost host, string name) =>
        (_hosts.TryGetValue(name, out HashSet<(string Server, string Id)>? hosts) && hosts.Contains((host.Server, host.Id)))
        || host.StandardPortGroups.Any(group => string.Equals(group.Name, name, StringComparison.OrdinalIgnoreCase))
        || host.Adapters.Any(adapter => string.Equals(adapter.PortGroup?.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The port groups of this name that these hosts share with others: those of no standard switch.</summary>
    public HashSet<(string Server, string Id)> Shared(IReadOnlyCollection<EsxHost> hosts, string name)
    {
        var ids = new HashSet<(string, string)>(hosts.SelectMany(host => host.Adapters, (host, adapter) => (host.Server, adapter.PortGroup))
            .Where(own => own.PortGroup is not null && IsShared(own.PortGroup.Kind) && string.Equals(own.PortGroup.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(own => (own.Server, own.PortGroup!.Id)));
        var members = new HashSet<(string, string)>(hosts.Select(host => (host.Server, host.Id)));
        ids.UnionWith(_shared[name].Where(network => network.HostIds.Any(id => members.Contains((network.Server, id)))).Select(network => (network.Server, network.Id)));
        return ids;
    }

    private static bool IsShared(SwitchKind kind) => kind is not (SwitchKind.Standard or SwitchKind.Unknown);
}
