using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>Judges a plan against what the servers have.</summary>
internal sealed class FabricPlanLinter
{
    private readonly RackPlan _plan;
    private readonly Fabric _fabric;
    private readonly PlanMessages _messages;
    private readonly AssignedHost[] _hosts;
    private readonly ILookup<int, AssignedHost> _byRack;
    private readonly PortGroupIndex _portGroups;
    private readonly Dictionary<(string Name, int Rack), HashSet<(string Server, string Id)>?> _shared = [];

    public FabricPlanLinter(RackPlan plan, Fabric fabric, PlanMessages messages)
    {
        _plan = plan;
        _fabric = fabric;
        _messages = messages;
        // In the order of names: the servers tell hosts in any, and the texts are to be the same each time.
        _hosts = AddressAssignment.Of(plan, fabric).Hosts
            .OrderBy(host => host.Match.Host.Name, StringComparer.Ordinal)
            .ThenBy(host => host.Match.Host.Server, StringComparer.Ordinal)
            .ThenBy(host => host.Match.Host.Id, StringComparer.Ordinal)
            .ToArray();
        _byRack = _hosts.ToLookup(host => host.Match.RackIndex);
        _portGroups = new PortGroupIndex(fabric);
    }

    /// <summary>Hosts of both racks are on one port group of this name; null where a rack has no host that has one.</summary>
    public bool? IsOnePortGroup(string name, int rack, int other) =>
        Shared(name, rack) is { } ours && Shared(name, other) is { } theirs ? ours.Overlaps(theirs) : null;

    private HashSet<(string Server, string Id)>? Shared(string name, int rack)
    {
        (string, int) key = (name.ToUpperInvariant(), rack);
        if (_shared.TryGetValue(key, out HashSet<(string Server, string Id)>? shared)) return shared;
        EsxHost[] hosts = _byRack[rack].Select(host => host.Match.Host).Where(host => _portGroups.Has(host, name)).ToArray();
        return _shared[key] = hosts.Length == 0 ? null : _portGroups.Shared(hosts, name);
    }

    public void Lint()
    {
        Patterns();
        Placement();
        PortGroups();
        Addresses();
        Gateways();
    }

    private void Patterns()
    {
        string[] servers = _fabric.Hosts.Select(host => host.Server).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(server => server, StringComparer.Ordinal).ToArray();
        string[] clusters = _fabric.Clusters.Select(cluster => cluster.Name).Concat(_fabric.Hosts.Select(host => host.Cluster).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        string[] leaves = _fabric.Hosts.SelectMany(host => host.PhysicalNics).Select(nic => nic.Neighbor?.SystemName).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        string[] hosts = _fabric.Hosts.Select(host => host.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var hostNames = new HashSet<string>(hosts, StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            Rack rack = _plan.Racks[index];
            if (rack.Server is not null && !servers.Contains(rack.Server, StringComparer.OrdinalIgnoreCase))
            {
                // All else of this rack is on that server, and unknown for that reason alone.
                _messages.Add(PlanRules.ServerUnknown, $"racks[{index}].server", $"{rack.Server} is not among the connected servers: {PlanMessages.Names(servers)}.", "Connect to it, or write the name that you connect with.", index);
                continue;
            }

            Match(index, "hosts", rack.Hosts, hosts, hostNames);
            Match(index, "clusters", rack.Clusters, clusters);
            Match(index, "exclude", rack.Exclude, hosts, hostNames, Severity.Information);
            foreach (string host in rack.VMotion.Addresses.Keys.Where(host => !hostNames.Contains(host)))
            {
                _messages.Add(
                    PlanRules.PatternMatchesNothing,
                    JsonPlace.Join($"racks[{index}].vmotion.addresses", host),
                    $"No host is called {host}; its addresses stay reserved.",
                    "Correct the name, or leave it so if the host is still to come.",
                    index,
                    host);
            }

            for (int item = 0; leaves.Length > 0 && item < rack.Leaves.Count; item++)
            {
                if (!leaves.Any(seen => VMotionLeaves.IsSame(seen, rack.Leaves[item])))
                    _messages.Add(PlanRules.LeafUnseen, $"racks[{index}].leaves[{item}]", $"No host sees a neighbour {rack.Leaves[item]}.", "Write the name that the switch announces over LLDP or CDP.", index);
            }
        }

        for (int index = 0; _fabric.Networks.Count > 0 && index < _plan.VMNetworks.Count; index++)
        {
            Wildcard match = Wildcard.Of(_plan.VMNetworks[index].Match);
            if (!_fabric.Networks.Any(network => match.IsMatch(network.Name)))
                _messages.Add(PlanRules.PatternMatchesNothing, $"vmNetworks[{index}].match", $"No network is called {match}.", "Correct the name or take the entry out.");
        }
    }

    private void Match(int rack, string property, IReadOnlyList<string> patterns, string[] names, HashSet<string>? known = null, Severity? severity = null)
    {
        for (int item = 0; item < patterns.Count; item++)
        {
            Wildcard pattern = Wildcard.Of(patterns[item]);
            bool found = pattern.Literal is string name && known is not null ? known.Contains(name) : Array.Exists(names, pattern.IsMatch);
            if (found) continue;
            string what = property == "clusters" ? "cluster" : "host";
            _messages.Add(
                PlanRules.PatternMatchesNothing,
                $"racks[{rack}].{property}[{item}]",
                $"No {what} is called {pattern}.",
                "Correct the name, or leave it so if it is still to come.",
                rack,
                severity: severity);
        }
    }

    private void Placement()
    {
        foreach (AssignedHost host in _hosts.Where(host => host.Match.Tied.Count > 0))
        {
            string by = host.Match.By switch
            {
                MatchedBy.ExactName => "name it",
                MatchedBy.Wildcard => "have a wildcard for it",
                MatchedBy.Cluster => "have its cluster",
                MatchedBy.Neighbor => "have the leaves that it sees",
                _ => "have the subnet of its vMotion adapter",
            };
            int first = IndexOf(host.Match.Tied[0]);
            _messages.Add(
                PlanRules.HostInTwoRacks,
                $"racks[{first}].{(host.Match.By is MatchedBy.Cluster ? "clusters" : host.Match.By is MatchedBy.ExactName or MatchedBy.Wildcard ? "hosts" : "name")}",
                $"{host.Match.Host.Name} is claimed by {string.Join(" and ", host.Match.Tied.Select(rack => rack.Name))}, which {by}.",
                "Name it in \"hosts\" of one of them: an exact name goes before a wildcard, a wildcard before a cluster.",
                first,
                host.Match.Host.Name);
        }

        string[] nowhere = _hosts.Where(host => host.Match is { Rack: null, Tied.Count: 0, IsExcluded: false }).Select(host => host.Match.Host.Name).ToArray();
        if (nowhere.Length > 0 && _plan.Racks.Count > 0)
        {
            _messages.Add(
                PlanRules.HostInNoRack,
                "racks",
                $"{PlanMessages.Count(nowhere.Length, "host")} in no rack: {PlanMessages.Names(nowhere)}.",
                "Add them to \"hosts\" of their racks, or to an \"exclude\" if that is intended.",
                host: nowhere.Length == 1 ? nowhere[0] : null);
        }

        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            if (!_byRack[index].Any() && !_messages.Has(PlanRules.ServerUnknown, $"racks[{index}].server"))
                _messages.Add(PlanRules.RackWithoutHosts, $"racks[{index}]", $"No host is in {_plan.Racks[index].Name}.", "Correct \"hosts\" and \"clusters\", or leave it so if its hosts are still to come.", index);
        }
    }

    private int IndexOf(Rack rack)
    {
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            if (ReferenceEquals(_plan.Racks[index], rack)) return index;
        }

        return 0;
    }

    private void PortGroups()
    {
        if (_fabric.Networks.Count == 0) return;
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            IReadOnlyList<RackAdapter> adapters = _plan.Racks[index].VMotion.Adapters;
            for (int adapter = 0; adapter < adapters.Count; adapter++)
            {
                IReadOnlyList<string> names = adapters[adapter].PortGroups;
                if (names.Count == 0) continue;
                var none = new List<string>();
                var several = new List<string>();
                foreach (EsxHost host in _byRack[index].Select(assigned => assigned.Match.Host).Where(host => !host.AdaptersUnread))
                {
                    int found = names.Count(name => _portGroups.Has(host, name));
                    if (found == 0) none.Add(host.Name);
                    if (found > 1) several.Add(host.Name);
                }

                string path = $"racks[{index}].vmotion.adapters[{adapter}].portGroup";
                string all = string.Join(" and ", names);
                if (several.Count > 0)
                    _messages.Add(PlanRules.PortGroupAmbiguous, path, $"More than one of {all} is there on {PlanMessages.Names(several)}.", "Keep the one that is meant.", index, several.Count == 1 ? several[0] : null);
                if (none.Count > 0)
                    _messages.Add(PlanRules.PortGroupNotFound, path, $"{(names.Count == 1 ? "No port group " + all : "None of " + all)} is there on {PlanMessages.Names(none)}.", "Correct the name, or make the port group on the hosts' switch.", index, none.Count == 1 ? none[0] : null);
            }
        }
    }

    private void Addresses()
    {
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            foreach (AddressFamily family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 })
            {
                var problems = _byRack[index]
                    .SelectMany(host => host.Adapters, (host, adapter) => (Host: host.Match.Host.Name, adapter.Index, Address: family == AddressFamily.IPv4 ? adapter.IPv4 : adapter.IPv6))
                    .Where(entry => entry.Address is not null && entry.Address.Problem != AddressProblem.None)
                    .ToLookup(entry => (entry.Index, entry.Address!.Problem));
                foreach (var group in problems) Problem(index, family, group.Key.Index, group.Key.Problem, group.Select(entry => (entry.Host, entry.Address!.Explanation)).ToArray());
            }
        }
    }

    private void Problem(int index, AddressFamily family, int adapter, AddressProblem problem, (string Host, string Explanation)[] hosts)
    {
        string names = PlanMessages.Names(hosts.Select(host => host.Host).ToArray());
        string? only = hosts.Length == 1 ? hosts[0].Host : null;
        string pool = $"racks[{index}].vmotion.adapters[{adapter}].{PlanLinter.Property("pool", family)}";
        switch (problem)
        {
            case AddressProblem.PinnedInUse:
                foreach ((string host, string explanation) in hosts)
                {
                    string path = $"{JsonPlace.Join($"racks[{index}].vmotion.addresses", host)}[{adapter}].{PlanLinter.Property("ip", family)}";
                    _messages.Add(PlanRules.AddressInUse, path, $"For {host}, {explanation}.", "Pin another address, or free this one first.", index, host);
                }

                break;
            case AddressProblem.PoolExhausted when !_messages.Has(PlanRules.PoolTooSmall, pool):
                _messages.Add(PlanRules.PoolTooSmall, pool, $"The pool has no address left for {PlanMessages.Count(hosts.Length, "host")}: {names}.", "Widen the pool, or pin addresses.", index, only);
                break;
            case AddressProblem.NoPool or AddressProblem.ManagedElsewhere:
                _messages.Add(
                    PlanRules.AddressMissing,
                    $"racks[{index}].vmotion",
                    $"{PlanMessages.Count(hosts.Length, "host")} without a planned {family} address: {names} ({hosts[0].Explanation}).",
                    problem == AddressProblem.NoPool ? "Add a pool to the rack's adapter, or pin addresses." : "Write the addresses that SDDC Manager gave into \"addresses\".",
                    index,
                    only);
                break;
            default:
                // The other pinning problems were told of the plan alone; an unreadable host is no fault of the plan.
                break;
        }
    }

    private void Gateways()
    {
        var owners = new Dictionary<InetAddress, List<string>>();
        foreach (EsxHost host in _hosts.Select(assigned => assigned.Match.Host))
        {
            foreach (Adapter adapter in host.Adapters)
            {
                foreach (InterfaceAddress own in adapter.Addresses.Where(own => !own.Address.IsLinkLocal))
                {
                    if (!owners.TryGetValue(own.Address, out List<string>? users)) owners.Add(own.Address, users = []);
                    users.Add($"{adapter.Device} of {host.Name}");
                }
            }
        }

        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            foreach (AddressFamily family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 })
            {
                if (_plan.Racks[index].VMotion.GetGateway(family) is not InetAddress gateway || !owners.TryGetValue(gateway, out List<string>? users)) continue;
                string path = $"racks[{index}].vmotion.{PlanLinter.Property("gateway", family)}";
                _messages.Add(PlanRules.GatewayIsHostAddress, path, $"Gateway {gateway} is the address of {PlanMessages.Names(users)}.", "Write the leaf's address, or readdress the host.", index);
            }
        }
    }
}
