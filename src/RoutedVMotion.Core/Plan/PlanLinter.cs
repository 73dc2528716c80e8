using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// Judges whether a plan makes sense, alone and against what the servers have. The form was judged by <see cref="PlanReader"/>.
/// A plan with an error here is not to be acted on.
/// </summary>
public sealed class PlanLinter
{
    private const int LowestMtu = 1280;
    private const int HighestMtu = 9190;
    private static readonly AddressFamily[] Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    private readonly RackPlan _plan;
    private readonly PlanMessages _messages;
    private readonly FabricPlanLinter? _onServers;

    private PlanLinter(RackPlan plan, PlanMessages messages, FabricPlanLinter? onServers)
    {
        _plan = plan;
        _messages = messages;
        _onServers = onServers;
    }

    /// <summary>All that can be said of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="knownRules">The names of the rules that there are, which the plan's rules are held against; null not to.</param>
    /// <param name="fabric">What the servers have; null to judge the plan alone.</param>
    public static IReadOnlyList<PlanMessage> Lint(RackPlan plan, IEnumerable<string>? knownRules = null, Fabric? fabric = null)
    {
        var messages = new PlanMessages(plan);
        FabricPlanLinter? onServers = fabric is null ? null : new FabricPlanLinter(plan, fabric, messages);
        var linter = new PlanLinter(plan, messages, onServers);
        linter.Names();
        foreach (AddressFamily family in Families)
        {
            linter.Subnets(family);
            linter.Gateways(family);
            linter.Pools(family);
        }

        linter.FamiliesMeet();
        linter.Addresses();
        linter.LayerTwo();
        linter.VMNetworks();
        if (knownRules is not null) linter.Rules(knownRules);
        onServers?.Lint();
        return messages.ToArray();
    }

    private void Names()
    {
        if (_plan.Racks.Count == 0) _messages.Add(PlanRules.NoRack, "racks", "The plan has no rack.", "Add racks, or let New-VMotionPlan infer them.");
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var hosts = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            Rack rack = _plan.Racks[index];
            if (names.TryGetValue(rack.Name, out int first))
                _messages.Add(PlanRules.RackNameRepeated, $"racks[{index}].name", $"racks[{first}] is called {rack.Name}, too.", "Give each rack a name of its own.", index);
            else
                names.Add(rack.Name, index);

            Repeated(rack.Leaves, index, "leaves");
            Repeated(rack.Clusters, index, "clusters");
            Repeated(rack.Exclude, index, "exclude");
            Repeated(rack.Hosts, index, "hosts");
            for (int item = 0; item < rack.Hosts.Count; item++)
            {
                string pattern = rack.Hosts[item];
                if (!hosts.TryGetValue(pattern, out List<int>? racks)) hosts.Add(pattern, racks = []);

                // A wildcard may stand in two racks that exclude each other's hosts; a name cannot.
                bool ties = Wildcard.Of(pattern).Literal is not null || rack.Exclude.Count == 0;
                int other = ties ? racks.FindIndex(one => one != index && SameServer(_plan.Racks[one], rack)) : -1;
                if (other >= 0)
                {
                    _messages.Add(
                        PlanRules.HostRepeated,
                        $"racks[{index}].hosts[{item}]",
                        $"{pattern} stands in {_plan.Racks[racks[other]].Name}, too.",
                        "Take it out of one of the two.",
                        index);
                }

                if (racks.Count == 0 || racks[racks.Count - 1] != index) racks.Add(index);
            }
        }
    }

    private void Repeated(IReadOnlyList<string> items, int rack, string property)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int item = 0; item < items.Count; item++)
        {
            if (!seen.Add(items[item]))
                _messages.Add(PlanRules.EntryRepeated, $"racks[{rack}].{property}[{item}]", $"{items[item]} stands twice in {property}.", "Keep one of the two.", rack);
        }
    }

    /// <summary>Two subnets overlap only if one lies in the other: sorted, the outer one is the nearest before it that has not ended.</summary>
    private void Subnets(AddressFamily family)
    {
        string property = Property("subnet", family);
        var sorted = Enumerable.Range(0, _plan.Racks.Count)
            .Where(index => _plan.Racks[index].VMotion.GetSubnet(family) is not null)
            .Select(index => (Index: index, Subnet: _plan.Racks[index].VMotion.GetSubnet(family)!.Value))
            .OrderBy(entry => entry.Subnet)
            .ThenBy(entry => entry.Index);
        var outer = new Stack<(int Index, Subnet Subnet)>();
        foreach ((int index, Subnet subnet) in sorted)
        {
            while (outer.Count > 0 && !outer.Peek().Subnet.Overlaps(subnet)) outer.Pop();
            if (outer.Count > 0)
            {
                (int other, Subnet otherSubnet) = outer.Peek();
                Rack first = _plan.Racks[other];
                InetAddress? gateway = _plan.Racks[index].VMotion.GetGateway(family);
                if (otherSubnet == subnet && first.VMotion.GetGateway(family) == gateway)
                {
                    string through = gateway is null ? "; neither has a gateway" : $" and gateway {gateway}";
                    _messages.Add(
                        PlanRules.SubnetStretched,
                        $"racks[{index}].vmotion.{property}",
                        $"{first.Name} has the same subnet {subnet}{through}: one segment behind the leaves of both.",
                        "Nothing, if its VLAN is stretched between their leaves; else give each rack a subnet of its own.",
                        index);
                }
                else
                {
                    _messages.Add(
                        PlanRules.SubnetsOverlap,
                        $"racks[{index}].vmotion.{property}",
                        $"{subnet} overlaps {otherSubnet} of {first.Name}{(otherSubnet == subnet ? ", which has another gateway" : string.Empty)}.",
                        "Give each rack a subnet of its own, or both the same subnet and gateway if the segment is stretched.",
                        index);
                }
            }

            outer.Push((index, subnet));
        }
    }

    private void Gateways(AddressFamily family)
    {
        string property = Property("gateway", family);
        bool several = _plan.Racks.Select(rack => rack.VMotion.GetSubnet(family)).Where(subnet => subnet is not null).Distinct().Count() > 1;
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            RackVMotion segment = _plan.Racks[index].VMotion;
            string path = $"racks[{index}].vmotion.{property}";
            if (segment.GetGateway(family) is not InetAddress gateway)
            {
                bool otherWay = family == AddressFamily.IPv4 ? segment.Gateway6 is not null : segment.Gateway is not null;
                if (several && segment.GetSubnet(family) is Subnet island && !otherWay)
                    _messages.Add(PlanRules.GatewayMissing, path, $"{island} has no gateway.", "Add the leaf's address in this subnet, or leave it so if the rack is meant to be an island.", index);
                continue;
            }

            if (segment.GetSubnet(family) is not Subnet subnet)
            {
                _messages.Add(PlanRules.GatewayOutsideSubnet, path, $"There is a {property} {gateway} and no {Property("subnet", family)}.", $"Add the {Property("subnet", family)}.", index);
            }
            else if (!subnet.Contains(gateway) && !(family == AddressFamily.IPv6 && gateway.IsLinkLocal))
            {
                _messages.Add(PlanRules.GatewayOutsideSubnet, path, $"{gateway} lies outside {subnet}.", "Write the leaf's address in the rack's subnet.", index);
            }
            else if (AddressAssignment.IsNetworkOrBroadcast(subnet, gateway))
            {
                string which = gateway == subnet.Network ? "network" : "broadcast";
                _messages.Add(PlanRules.GatewayIsNetworkOrBroadcast, path, $"{gateway} is the {which} address of {subnet}.", "Write the leaf's address in the rack's subnet.", index);
            }
        }
    }

    private void Pools(AddressFamily family)
    {
        string property = Property("pool", family);
        var pools = new List<(int Rack, string Path, AddressPool Pool)>();
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            Rack rack = _plan.Racks[index];
            for (int adapter = 0; adapter < rack.VMotion.Adapters.Count; adapter++)
            {
                AddressPool? pool = family == AddressFamily.IPv4 ? rack.VMotion.Adapters[adapter].Pool : rack.VMotion.Adapters[adapter].Pool6;
                if (pool is null) continue;
                string path = $"racks[{index}].vmotion.adapters[{adapter}].{property}";
                pools.Add((index, path, pool));
                Pool(index, adapter, family, pool, path);
            }
        }

        (int Rack, string Path, AddressPool Pool)? furthest = null;
        foreach ((int rack, string path, AddressPool pool) in pools.OrderBy(entry => entry.Pool.First).ThenBy(entry => entry.Rack))
        {
            if (furthest is { } before && pool.First <= before.Pool.Last)
            {
                string whose = before.Rack == rack ? "another adapter of this rack" : _plan.Racks[before.Rack].Name;
                _messages.Add(PlanRules.PoolsOverlap, path, $"{pool} overlaps pool {before.Pool} of {whose}.", "Give each adapter of each rack addresses of its own.", rack);
            }

            if (furthest is null || pool.Last > furthest.Value.Pool.Last) furthest = (rack, path, pool);
        }
    }

    private void Pool(int index, int adapter, AddressFamily family, AddressPool pool, string path)
    {
        Rack rack = _plan.Racks[index];
        if (rack.ManagedBy is not null)
        {
            _messages.Add(
                PlanRules.PoolNotOurs,
                path,
                $"{rack.Name} is managed by {rack.ManagedBy}, and has a pool.",
                "Take the pool out, and write the addresses that SDDC Manager gave into \"addresses\".",
                index);
            return;
        }

        if (rack.VMotion.GetSubnet(family) is not Subnet subnet || !subnet.Contains(pool.First) || !subnet.Contains(pool.Last))
        {
            string where = rack.VMotion.GetSubnet(family) is Subnet own ? $"{pool} is not within {own}." : $"There is a pool {pool} and no {Property("subnet", family)}.";
            _messages.Add(PlanRules.PoolOutsideSubnet, path, where, "Write a range within the rack's subnet.", index);
            return;
        }

        var unusable = new HashSet<InetAddress>();
        if (AddressAssignment.IsNetworkOrBroadcast(subnet, subnet.Network)) unusable.Add(subnet.Network);
        if (AddressAssignment.IsNetworkOrBroadcast(subnet, subnet.Last)) unusable.Add(subnet.Last);
        if (rack.VMotion.GetGateway(family) is InetAddress gateway) unusable.Add(gateway);
        unusable.RemoveWhere(address => !pool.Contains(address));
        if (unusable.Count > 0)
        {
            _messages.Add(
                PlanRules.PoolHoldsReserved,
                path,
                $"{pool} holds {string.Join(" and ", unusable)}: the gateway, network or broadcast address.",
                "Begin the pool after it, or end it before.",
                index);
        }

        // Hosts by name that have no address of this family pinned; of wildcards nobody knows without the servers.
        int needed = rack.Hosts.Select(Wildcard.Of).Select(pattern => pattern.Literal).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Count(host => Pinned(rack, host, adapter, family) is null);
        foreach (PlannedAddress pin in rack.VMotion.Addresses.Values.SelectMany(pins => pins))
        {
            if ((family == AddressFamily.IPv4 ? pin.IPv4 : pin.IPv6) is InetAddress address && pool.Contains(address)) unusable.Add(address);
        }

        if (needed == 0) return;
        InetAddress last = pool.First.Add(needed + unusable.Count - 1);
        if (last <= pool.Last && last >= pool.First) return;
        _messages.Add(
            PlanRules.PoolTooSmall,
            path,
            $"{pool} has fewer addresses than the {PlanMessages.Count(needed, "host")} of the rack that are named and not pinned.",
            "Widen the pool, or pin addresses.",
            index);
    }

    private void FamiliesMeet()
    {
        int[] only4 = Only(rack => rack.Subnet is not null && rack.Subnet6 is null);
        int[] only6 = Only(rack => rack.Subnet is null && rack.Subnet6 is not null);
        if (only4.Length == 0 || only6.Length == 0) return;
        int[] fewer = only6.Length <= only4.Length ? only6 : only4;
        int[] more = fewer == only6 ? only4 : only6;
        foreach (int index in fewer)
        {
            _messages.Add(
                PlanRules.FamiliesDoNotMeet,
                $"racks[{index}].vmotion",
                $"{_plan.Racks[index].Name} has {(fewer == only6 ? "IPv6" : "IPv4")} alone; {PlanMessages.Names(more.Select(other => _plan.Racks[other].Name).ToArray())} the other family alone.",
                "Give one of them both families.",
                index);
        }
    }

    private int[] Only(Func<RackVMotion, bool> condition) =>
        Enumerable.Range(0, _plan.Racks.Count).Where(index => condition(_plan.Racks[index].VMotion)).ToArray();

    private void Addresses()
    {
        var users = new Dictionary<InetAddress, string>();
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            Rack rack = _plan.Racks[index];
            Wildcard[] patterns = rack.Hosts.Select(Wildcard.Of).ToArray();
            var named = new HashSet<string>(patterns.Select(pattern => pattern.Literal).OfType<string>(), StringComparer.OrdinalIgnoreCase);
            patterns = patterns.Where(pattern => pattern.Literal is null).ToArray();
            foreach (KeyValuePair<string, IReadOnlyList<PlannedAddress>> host in rack.VMotion.Addresses)
            {
                string path = JsonPlace.Join($"racks[{index}].vmotion.addresses", host.Key);
                bool foreign = rack.Hosts.Count > 0 && rack.Clusters.Count == 0 && !named.Contains(host.Key)
                    && !Array.Exists(patterns, pattern => pattern.IsMatch(host.Key));
                if (foreign)
                    _messages.Add(PlanRules.AddressOfForeignHost, path, $"{host.Key} is none of the rack's hosts.", "Move its addresses to its rack, or add it to \"hosts\".", index, host.Key);

                int adapters = Math.Max(1, rack.VMotion.Adapters.Count);
                if (host.Value.Count > adapters)
                {
                    _messages.Add(
                        PlanRules.TooManyAddresses,
                        $"{path}[{adapters}]",
                        $"{host.Key} has addresses for {PlanMessages.Count(host.Value.Count, "adapter")}; the rack has {PlanMessages.Count(adapters, "adapter")}.",
                        "Take out what is too many, or add an adapter to the rack.",
                        index,
                        host.Key);
                }

                for (int adapter = 0; adapter < Math.Min(adapters, host.Value.Count); adapter++)
                {
                    foreach (AddressFamily family in Families) Address(index, host.Key, adapter, family, $"{path}[{adapter}].{Property("ip", family)}", users);
                }
            }
        }
    }

    private void Address(int index, string host, int adapter, AddressFamily family, string path, Dictionary<InetAddress, string> users)
    {
        RackVMotion segment = _plan.Racks[index].VMotion;
        if (Pinned(_plan.Racks[index], host, adapter, family) is not InetAddress address) return;
        if (users.TryGetValue(address, out string? other))
            _messages.Add(PlanRules.AddressRepeated, path, $"{address} is pinned for {(other == host ? "another adapter of this host" : other)}, too.", "Give each adapter an address of its own.", index, host);
        else
            users.Add(address, host);

        if (segment.GetSubnet(family) is not Subnet subnet || !subnet.Contains(address))
        {
            string where = segment.GetSubnet(family) is Subnet own ? $"{address} lies outside {own}." : $"There is an address {address} and no {Property("subnet", family)}.";
            _messages.Add(PlanRules.AddressOutsideSubnet, path, where, "Write an address of the rack's subnet.", index, host);
        }
        else if (AddressAssignment.IsNetworkOrBroadcast(subnet, address))
        {
            _messages.Add(PlanRules.AddressReserved, path, $"{address} is the {(address == subnet.Network ? "network" : "broadcast")} address of {subnet}.", "Write another address.", index, host);
        }

        if (segment.GetGateway(family) == address)
        {
            _messages.Add(
                PlanRules.GatewayIsHostAddress,
                $"racks[{index}].vmotion.{Property("gateway", family)}",
                $"Gateway {address} is pinned as the address of {host}.",
                "Write the leaf's address as gateway, and another one for the host.",
                index,
                host);
        }
    }

    private void LayerTwo()
    {
        int?[] mtus = _plan.Racks.Select(rack => rack.VMotion.Mtu).ToArray();
        int? usual = mtus.Where(mtu => mtu is not null).GroupBy(mtu => mtu).OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Key == _plan.DefaultMtu).ThenByDescending(group => group.Key).Select(group => group.Key).FirstOrDefault();
        if (_plan.DefaultMtu is int inherited && OutOfRange(inherited))
            _messages.Add(PlanRules.MtuOutOfRange, "defaults.mtu", $"{inherited} is no MTU.", $"Write a number from {LowestMtu} to {HighestMtu}, such as 9000.");

        var groups = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < _plan.Racks.Count; index++)
        {
            RackVMotion segment = _plan.Racks[index].VMotion;
            if (segment.Vlan is int vlan && vlan is < 0 or > 4094)
                _messages.Add(PlanRules.VlanOutOfRange, $"racks[{index}].vmotion.vlan", $"{segment.Vlan} is no VLAN id.", "Write a number from 0 (untagged) to 4094.", index);
            if (segment.Mtu is int mtu)
            {
                if (OutOfRange(mtu) && mtu != _plan.DefaultMtu)
                    _messages.Add(PlanRules.MtuOutOfRange, $"racks[{index}].vmotion.mtu", $"{mtu} is no MTU.", $"Write a number from {LowestMtu} to {HighestMtu}, such as 9000.", index);
                if (mtu != usual)
                    _messages.Add(PlanRules.MtuDiffers, $"racks[{index}].vmotion.mtu", $"The MTU is {mtu}, and {usual} in most racks.", "Write the same MTU everywhere.", index);
            }

            PortGroups(index, segment, groups);
        }
    }

    private void PortGroups(int index, RackVMotion segment, Dictionary<string, List<int>> racksOf)
    {
        var own = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int adapter = 0; adapter < segment.Adapters.Count; adapter++)
        {
            IReadOnlyList<string> names = segment.Adapters[adapter].PortGroups;
            for (int item = 0; item < names.Count; item++)
            {
                string path = $"racks[{index}].vmotion.adapters[{adapter}].portGroup[{item}]";
                if (own.TryGetValue(names[item], out int first))
                {
                    _messages.Add(
                        first == adapter ? PlanRules.EntryRepeated : PlanRules.PortGroupRepeated,
                        path,
                        first == adapter ? $"{names[item]} stands twice." : $"{names[item]} is the port group of adapter {first}, too.",
                        first == adapter ? "Keep one of the two." : "Give each adapter a port group of its own, with mirror-image uplinks.",
                        index);
                    continue;
                }

                own.Add(names[item], adapter);
                if (segment.Vlan is null) continue;
                if (!racksOf.TryGetValue(names[item], out List<int>? racks)) racksOf.Add(names[item], racks = []);
                int[] others = racks
                    .Where(one => _plan.Racks[one].VMotion.Vlan != segment.Vlan && SameServer(_plan.Racks[one], _plan.Racks[index])).ToArray();
                TwoVlans(names[item], index, others, path);
                racks.Add(index);
            }
        }
    }

    // Standard port groups are each host's own, and may share a name; the plan alone does not tell them from distributed ones.
    private void TwoVlans(string name, int index, int[] others, string path)
    {
        int? unsure = null;
        foreach (int other in others)
        {
            bool? isOne = _onServers?.IsOnePortGroup(name, other, index);
            if (isOne == true)
            {
                Tell(other, null);
                return;
            }

            if (isOne is null) unsure ??= other;
        }

        if (unsure is int one) Tell(one, Severity.Warning);

        void Tell(int other, Severity? severity) => _messages.Add(
            PlanRules.PortGroupTwoVlans,
            path,
            $"Port group {name} has VLAN {_plan.Racks[index].VMotion.Vlan} here and {_plan.Racks[other].VMotion.Vlan} in {_plan.Racks[other].Name}.",
            "Give each VLAN a port group of its own, or every rack the same VLAN id; port groups of standard switches may stay as they are.",
            index,
            severity: severity);
    }

    private void VMNetworks()
    {
        var racks = new HashSet<string>(_plan.Racks.Select(rack => rack.Name), StringComparer.OrdinalIgnoreCase);
        var matches = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < _plan.VMNetworks.Count; index++)
        {
            VMNetworkPlan network = _plan.VMNetworks[index];
            if (!matches.Add(network.Match))
                _messages.Add(PlanRules.NetworkRepeated, $"vmNetworks[{index}].match", $"An entry for {network.Match} stands before.", "Keep one of the two.");
            for (int item = 0; item < (network.Racks?.Count ?? 0); item++)
            {
                string name = network.Racks![item];
                if (racks.Contains(name)) continue;
                string? near = PlanObject.Nearest(name, racks);
                _messages.Add(
                    PlanRules.UnknownRack,
                    $"vmNetworks[{index}].racks[{item}]",
                    $"There is no rack {name}.",
                    near is null ? "Name a rack of this plan." : $"Did you mean {near}?");
            }
        }
    }

    private void Rules(IEnumerable<string> knownRules)
    {
        string[] known = knownRules.Concat(PlanRules.All.Select(rule => rule.Name)).ToArray();
        var names = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
        foreach (string rule in _plan.Rules.Keys.Where(rule => !names.Contains(rule)))
        {
            string? near = PlanObject.Nearest(rule, known);
            _messages.Add(
                PlanRules.UnknownRule,
                JsonPlace.Join("rules", rule),
                $"There is no rule {rule}.",
                near is null ? "Get-VMotionRule lists the rules that there are." : $"Did you mean {near}?");
        }
    }

    internal static InetAddress? Pinned(Rack rack, string host, int adapter, AddressFamily family)
    {
        if (!rack.VMotion.Addresses.TryGetValue(host, out IReadOnlyList<PlannedAddress>? pins) || adapter >= pins.Count) return null;
        return family == AddressFamily.IPv4 ? pins[adapter].IPv4 : pins[adapter].IPv6;
    }

    private static bool SameServer(Rack left, Rack right) =>
        left.Server is null || right.Server is null || string.Equals(left.Server, right.Server, StringComparison.OrdinalIgnoreCase);

    private static bool OutOfRange(int mtu) => mtu is < LowestMtu or > HighestMtu;

    internal static string Property(string name, AddressFamily family) => family == AddressFamily.IPv4 ? name : name + "6";
}
