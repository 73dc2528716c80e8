using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>Which host has which port group, used by an adapter or not.</summary>
internal sealed class PortGroupIndex
{
    private readonly Dictionary<string, HashSet<(string Server, string Id)>> _hosts;

    public PortGroupIndex(Fabric fabric) => _hosts = fabric.Networks.GroupBy(network => network.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(
        group => group.Key,
        group => new HashSet<(string, string)>(group.SelectMany(network => network.HostIds, (network, id) => (network.Server, id))),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The host has a port group of this name; case is ignored.</summary>
    public bool Has(EsxHost host, string name) =>
        (_hosts.TryGetValue(name, out HashSet<(string Server, string Id)>? hosts) && hosts.Contains((host.Server, host.Id)))
        || host.StandardPortGroups.Any(group => string.Equals(group.Name, name, StringComparison.OrdinalIgnoreCase))
        || host.Adapters.Any(adapter => string.Equals(adapter.PortGroup?.Name, name, StringComparison.OrdinalIgnoreCase));
}
