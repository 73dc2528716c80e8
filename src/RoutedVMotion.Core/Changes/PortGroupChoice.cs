using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>Which port groups a host has on its own switches, whether an adapter uses them or not.</summary>
public sealed class PortGroupChoice
{
    private readonly ILookup<(string Server, string HostId), VirtualMachineNetwork> _networks;
    private readonly Dictionary<(string Server, string Id), int> _switchMtus = new();

    /// <summary>The port groups of this fabric.</summary>
    public PortGroupChoice(Fabric fabric)
    {
        _networks = fabric.Networks
            .Where(network => network.Kind != SwitchKind.Standard)
            .SelectMany(network => network.HostIds, (network, host) => (network, host))
            .ToLookup(pair => (pair.network.Server, pair.host), pair => pair.network);
        // The list of networks says nothing of MTU: an adapter of any host on the same port group does.
        foreach (EsxHost host in fabric.Hosts)
        {
            foreach (PortGroup group in host.Adapters.Select(adapter => adapter.PortGroup).OfType<PortGroup>())
                if (group.Kind != SwitchKind.Standard && group.SwitchMtu is int mtu) _switchMtus[(host.Server, group.Id)] = mtu;
        }
    }

    /// <summary>The host's port groups of one of these names; case is ignored.</summary>
    public IReadOnlyList<PortGroup> Find(EsxHost host, IReadOnlyList<string> names)
    {
        bool IsNamed(string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
        var found = new Dictionary<(SwitchKind, string), PortGroup>();
        foreach (PortGroup group in host.StandardPortGroups.Where(group => IsNamed(group.Name))) found[(group.Kind, group.Id)] = group;
        foreach (VirtualMachineNetwork network in _networks[(host.Server, host.Id)].Where(network => IsNamed(network.Name)))
        {
            found[(network.Kind, network.Id)] = new PortGroup
            {
                Id = network.Id,
                Name = network.Name,
                Kind = network.Kind,
                Vlan = network.Vlan,
                SwitchMtu = _switchMtus.TryGetValue((host.Server, network.Id), out int mtu) ? mtu : null,
            };
        }

        // One that an adapter is on is known better than by the list, which may be unreadable.
        foreach (PortGroup group in host.Adapters.Select(adapter => adapter.PortGroup).OfType<PortGroup>())
            if (IsNamed(group.Name)) found[(group.Kind, group.Id)] = group;
        return found.Values.OrderBy(group => group.Name, StringComparer.Ordinal).ThenBy(group => group.Id, StringComparer.Ordinal).ToArray();
    }
}
