using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>The names that reads in a runspace, of servers and of plans, have come across: what completion offers without asking a server.</summary>
internal sealed class KnownNames
{
    private readonly ConcurrentDictionary<string, byte> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte> _clusters = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte> _datacenters = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte> _stacks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _machines = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, byte> _racks = new(StringComparer.OrdinalIgnoreCase);

    internal IEnumerable<string> Hosts => Sorted(_hosts);

    internal IEnumerable<string> Clusters => Sorted(_clusters);

    internal IEnumerable<string> Datacenters => Sorted(_datacenters);

    internal IEnumerable<string> Stacks => Sorted(_stacks);

    internal IEnumerable<string> Racks => Sorted(_racks);

    internal IEnumerable<string> Machines => Sorted(_machines);

    internal void Remember(RackPlan plan)
    {
        foreach (Rack rack in plan.Racks) _racks.TryAdd(rack.Name, 0);
    }

    internal void Remember(HostPlace host)
    {
        _hosts.TryAdd(host.Name, 0);
        if (host.Cluster is not null) _clusters.TryAdd(host.Cluster, 0);
        if (host.Datacenter is not null) _datacenters.TryAdd(host.Datacenter, 0);
    }

    internal void Remember(EsxHost host)
    {
        Remember(HostPlace.Of(host));
        foreach (TcpIpStack stack in host.Stacks) _stacks.TryAdd(stack.Key, 0);
    }

    internal void Remember(VirtualMachine machine) => _machines.TryAdd(machine.Name, 0);

    private static IEnumerable<string> Sorted(ConcurrentDictionary<string, byte> names) =>
        names.Keys.OrderBy(name => name, StringComparer.OrdinalIgnoreCase);
}
