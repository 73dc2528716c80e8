using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Plan;

/// <summary>Makes entries of racks out of groups of hosts: what most hosts are, and notes on those that differ.</summary>
internal sealed class RackBuilder
{
    private const int MostNames = 20;
    private static readonly SourcePosition InMemory = new(null, 0, 0, "$");

    private readonly LeafGroups _leaves;
    private readonly PortGroupIndex _portGroups;
    private readonly bool _assignAddress;
    private readonly Func<EsxHost, bool> _wanted;
    private readonly bool _severalServers;
    private readonly int? _usualMtu;
    private readonly List<(Rack Rack, string Key)> _racks = [];

    public RackBuilder(Fabric fabric, LeafGroups leaves, bool assignAddress, Func<EsxHost, bool> wanted)
    {
        _leaves = leaves;
        _portGroups = new PortGroupIndex(fabric);
        _assignAddress = assignAddress;
        _wanted = wanted;
        _severalServers = fabric.Hosts.Select(host => host.Server).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any();
        _usualMtu = Majority(fabric.Hosts.SelectMany(host => host.VMotionAdapters).Select(adapter => adapter.Mtu));
    }

    /// <summary>Adds the entries of a group: one for each of its segments.</summary>
    public void Add(InferenceGroup group, List<string> remarks)
    {
        if (!group.Hosts.Any(host => _wanted(host.Host))) return;
        if (group.Segments.Count == 0)
        {
            remarks.Add(
                $"No host behind {Words.List(group.Leaves)} has a vMotion address, so that there is no entry for "
                + PlanMessages.Names(group.Hosts.Select(host => host.Name).ToArray(), MostNames) + ".");
            return;
        }

        var entries = group.Segments.ToDictionary(segment => segment, _ => new List<InferenceHost>());
        var clusters = group.Hosts
            .Where(host => host.Cluster is not null && host.Segment is Subnet segment && entries.ContainsKey(segment))
            .ToLookup(host => host.Cluster!.Value, host => host.Segment!.Value);
        foreach (InferenceHost host in group.Hosts)
        {
            Subnet segment = host.Segment is Subnet own && entries.ContainsKey(own) ? own
                : host.Cluster is { } cluster && Majority(clusters[cluster].Select(one => (Subnet?)one)) is Subnet ofCluster ? ofCluster
                : group.Segments[0];
            entries[segment].Add(host);
        }

        foreach (Subnet segment in group.Segments) AddEntry(group, segment, entries[segment]);
    }

    /// <summary>The plan: racks with names that are unique, in the natural order of these.</summary>
    public RackPlan Build()
    {
        var names = _racks.Select(entry => entry.Key).Distinct().ToDictionary(key => key, _ => string.Empty);
        ILookup<string, Rack> byKey = _racks.ToLookup(entry => entry.Key, entry => entry.Rack);
        foreach (var same in byKey.GroupBy(entry => RackNaming.Short(entry.First().Leaves), StringComparer.OrdinalIgnoreCase))
        {
            foreach (var entry in same)
            {
                Rack rack = entry.First();
                names[entry.Key] = rack.Leaves.Count == 0 ? BySubnet("rack", rack.VMotion)
                    : same.Key.Length > 0 && !same.Skip(1).Any() ? same.Key
                    : RackNaming.Long(rack.Leaves);
            }
        }

        var named = new List<Rack>();
        foreach (var entry in byKey)
        {
            bool several = entry.Skip(1).Any();
            bool byVlan = entry.All(rack => rack.VMotion.Vlan is not null) && entry.Select(rack => rack.VMotion.Vlan).Distinct().Count() == entry.Count();
            named.AddRange(entry.Select(rack => rack with
            {
                Name = !several ? names[entry.Key]
                    : byVlan ? names[entry.Key] + "-vlan" + rack.VMotion.Vlan!.Value.ToString(CultureInfo.InvariantCulture)
                    : BySubnet(names[entry.Key], rack.VMotion),
            }));
        }

        named.Sort((left, right) =>
        {
            int order = RackNaming.CompareNaturally(left.Name, right.Name);
            return order != 0 ? order : string.CompareOrdinal(BySubnet(string.Empty, left.VMotion), BySubnet(string.Empty, right.VMotion));
        });
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < named.Count; index++)
        {
            string name = named[index].Name;
            for (int copy = 2; !taken.Add(name); copy++) name = named[index].Name + "-" + copy.ToString(CultureInfo.InvariantCulture);
            named[index] = named[index] with { Name = name };
        }

        // A rack that does not know its MTU would inherit one, so that there is none to inherit.
        int? mtu = named.All(rack => rack.VMotion.Mtu is not null) ? Majority(named.Select(rack => rack.VMotion.Mtu)) : null;
        return new RackPlan { Racks = named.ToArray(), DefaultMtu = mtu };
    }

    private static string BySubnet(string prefix, RackVMotion segment) =>
        prefix + "-" + (segment.Subnet ?? segment.Subnet6).ToString()!.Replace('/', '-');

    private void AddEntry(InferenceGroup group, Subnet segment, List<InferenceHost> members)
    {
        if (!members.Exists(host => _wanted(host.Host))) return;
        InferenceHost[] hosts = members.OrderBy(host => host.Name, StringComparer.Ordinal).ToArray();
        string[] leaves = Leaves(group, hosts);
        bool ipv4 = segment.Family == AddressFamily.IPv4;
        Subnet? subnet = ipv4 ? segment : null;
        Subnet? subnet6 = ipv4 ? MostHave(hosts, host => host.Subnet6) : segment;
        InetAddress? gateway = Majority(hosts.Where(host => host.Subnet == subnet).Select(host => host.Gateway));
        InetAddress? gateway6 = Majority(hosts.Where(host => host.Subnet6 == subnet6).Select(host => host.Gateway6));
        RoutingKind kind = Majority(hosts.Where(host => host.Adapters.Count > 0).Select(host => (RoutingKind?)host.Kind)) ?? RoutingKind.Unknown;
        int adapters = Math.Max(1, Majority(hosts.Where(host => host.Adapters.Count > 0).Select(host => (int?)host.Adapters.Count)) ?? 1);
        var vmotion = new RackVMotion
        {
            Subnet = subnet,
            Gateway = subnet is null ? null : gateway,
            Subnet6 = subnet6,
            Gateway6 = subnet6 is null ? null : gateway6,
            Vlan = Majority(hosts.Select(host => host.Vlan)),
            Mtu = Majority(hosts.Select(host => host.Mtu), _usualMtu),
            Stack = kind == RoutingKind.DefaultStackOverride ? NetstackKeys.Default : NetstackKeys.VMotion,
            Adapters = Enumerable.Range(0, adapters).Select(index => Adapter(hosts, index)).ToArray(),
        };
        var notes = new List<string> { Evidence(leaves, segment, hosts) };
        notes.AddRange(Differences(vmotion, hosts));
        InferenceHost[] planned = Array.FindAll(hosts, host => _wanted(host.Host));
        if (_assignAddress) vmotion = vmotion with { Addresses = Pin(vmotion, planned, notes) };
        notes.AddRange(group.Notes.Where(note => members.Contains(note.Host) || !group.Hosts.Contains(note.Host)).Select(note => note.Text).Distinct());
        string[] servers = hosts.Select(host => host.Host.Server).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var rack = new Rack
        {
            Name = string.Empty,
            Leaves = leaves,
            Hosts = planned.Select(host => Wildcard.Escape(host.Name)).Distinct(StringComparer.OrdinalIgnoreCase).ToArray(),
            Server = _severalServers && servers.Length == 1 ? servers[0] : null,
            VMotion = vmotion,
            Notes = notes.ToArray(),
            Position = InMemory,
        };
        _racks.Add((rack, leaves.Length > 0 ? string.Join("\n", leaves) : segment.ToString()));
    }

    /// <summary>The group's leaves, and what else a good part of the hosts sees and no other group has.</summary>
    private string[] Leaves(InferenceGroup group, InferenceHost[] hosts)
    {
        int seeing = hosts.Count(host => host.Leaves.Count > 0);
        IEnumerable<string> further = hosts.SelectMany(host => host.Leaves)
            .Where(leaf => _leaves.Find(leaf) is null)
            .GroupBy(leaf => leaf, StringComparer.OrdinalIgnoreCase)
            .Where(leaf => leaf.Count() * 5 >= seeing)
            .Select(leaf => leaf.Key);
        return group.Leaves.Concat(group.Leaves.Count == 0 ? [] : further).OrderBy(leaf => leaf, StringComparer.OrdinalIgnoreCase).ToArray();
    }

    private RackAdapter Adapter(InferenceHost[] hosts, int index)
    {
        (InferenceHost Host, PortGroup Group)[] used = hosts
            .Where(host => index < host.Adapters.Count && host.Adapters[index].PortGroup is not null)
            .Select(host => (host, host.Adapters[index].PortGroup!))
            .ToArray();
        var names = new List<string>();
        foreach (var ofSwitch in used.GroupBy(entry => (entry.Group.Kind, entry.Group.Switch)).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Switch, StringComparer.Ordinal))
        {
            string name = Majority(ofSwitch.Select(entry => entry.Group.Name))!;
            if (names.Contains(name, StringComparer.OrdinalIgnoreCase) || ofSwitch.Count() * 5 < used.Length) continue;

            // Of alternatives a host has one: a port group that the other hosts have as well, and do not use, is none.
            bool ambiguous = used.Any(entry => names.Contains(entry.Group.Name, StringComparer.OrdinalIgnoreCase) && _portGroups.Has(entry.Host.Host, name))
                || ofSwitch.Any(entry => names.Exists(other => _portGroups.Has(entry.Host.Host, other)));
            if (!ambiguous) names.Add(name);
        }

        return new RackAdapter { PortGroups = names.ToArray(), Position = InMemory };
    }

    private static string Evidence(string[] leaves, Subnet segment, InferenceHost[] hosts)
    {
        string of = $"{hosts.Length.ToString(CultureInfo.InvariantCulture)} {(hosts.Length == 1 ? "host" : "hosts")}";
        if (leaves.Length == 0) return $"inferred from the vMotion subnet: {of} in {segment}, no leaf is known";
        int all = hosts.Count(host => leaves.All(leaf => host.Leaves.Contains(leaf, StringComparer.OrdinalIgnoreCase)));
        string protocols = Words.List(hosts.SelectMany(host => host.Host.PhysicalNics)
            .Select(nic => nic.Neighbor)
            .Where(neighbor => neighbor is not null && leaves.Contains(neighbor.SystemName, StringComparer.OrdinalIgnoreCase))
            .Select(neighbor => neighbor!.Protocol).Distinct().OrderByDescending(protocol => protocol, StringComparer.Ordinal).ToArray());
        string evidence = $"inferred from {protocols}: {all.ToString(CultureInfo.InvariantCulture)} of {of} see{(all == 1 && hosts.Length == 1 ? "s" : string.Empty)} {Words.List(leaves)}";
        string[] some = hosts.Where(host => leaves.Any(Sees(host)) && !leaves.All(Sees(host))).Select(host => host.Name).ToArray();
        return some.Length == 0 ? evidence : evidence + "; not all of them: " + PlanMessages.Names(some, MostNames);
    }

    private static Func<string, bool> Sees(InferenceHost host) => leaf => host.Leaves.Contains(leaf, StringComparer.OrdinalIgnoreCase);

    private static List<string> Differences(RackVMotion rack, InferenceHost[] hosts)
    {
        bool ipv4 = rack.Subnet is not null;
        AddressFamily family = ipv4 ? AddressFamily.IPv4 : AddressFamily.IPv6;
        Subnet? subnet = rack.GetSubnet(family);
        InetAddress? gateway = rack.GetGateway(family);

        // A host without a vMotion adapter was noted when it was placed; it has nothing that could differ.
        InferenceHost[] with = Array.FindAll(hosts, host => host.Adapters.Count > 0);
        var different = new HashSet<InferenceHost>(hosts.Except(with));
        var notes = new List<string>();
        Note("subnet", host => subnet == (ipv4 ? host.Subnet : host.Subnet6), host => (ipv4 ? host.Subnet : host.Subnet6)?.ToString() ?? "no address");
        if (ipv4 && rack.Subnet6 is not null) Note("IPv6 subnet", host => host.Subnet6 == rack.Subnet6, host => host.Subnet6?.ToString() ?? "no address");
        if (gateway is null) notes.Add("no host has a gateway in the subnet: write the leaf's address as \"gateway\"");
        else Note("gateway", host => host.ConfiguredGateway(family) == gateway, host => host.ConfiguredGateway(family)?.ToString() ?? "none");
        if (ipv4 && rack.Gateway6 is InetAddress gateway6)
            Note("IPv6 gateway", host => host.ConfiguredGateway(AddressFamily.IPv6) == gateway6, host => host.ConfiguredGateway(AddressFamily.IPv6)?.ToString() ?? "none");
        Note("VLAN", host => host.Vlan == rack.Vlan, host => (host.Adapters[0].PortGroup?.Vlan ?? Vlan.Unknown).ToString());
        Note("MTU", host => host.Mtu == rack.Mtu, host => host.Mtu?.ToString(CultureInfo.InvariantCulture) ?? "unknown");
        Note("number of vMotion adapters", host => host.Adapters.Count == rack.Adapters.Count, host => host.Adapters.Count.ToString(CultureInfo.InvariantCulture));
        Note("stack", host => host.Adapters.All(adapter => adapter.Stack == rack.Stack), host => string.Join(", ", host.Adapters.Select(adapter => adapter.Stack).Distinct()));

        int agree = hosts.Length - different.Count;
        string sure = different.Count == 0 && gateway is not null ? "sure" : agree * 5 >= hosts.Length * 4 ? "fairly sure" : "not sure";
        notes.Insert(0, $"{sure}: {agree.ToString(CultureInfo.InvariantCulture)} of {hosts.Length.ToString(CultureInfo.InvariantCulture)} agree on subnet, gateway, VLAN, MTU and stack");
        return notes;

        void Note(string what, Func<InferenceHost, bool> same, Func<InferenceHost, string> found)
        {
            InferenceHost[] others = with.Where(host => !same(host)).ToArray();
            if (others.Length == 0) return;
            different.UnionWith(others);
            notes.Add($"another {what}: {PlanMessages.Names(others.Select(host => $"{host.Name} ({found(host)})").ToArray(), MostNames)}");
        }
    }

    private static Dictionary<string, IReadOnlyList<PlannedAddress>> Pin(RackVMotion rack, InferenceHost[] hosts, List<string> notes)
    {
        var pinned = new Dictionary<string, IReadOnlyList<PlannedAddress>>(StringComparer.OrdinalIgnoreCase);
        var taken = new HashSet<InetAddress>();
        var without = new List<string>();
        foreach (InferenceHost host in hosts)
        {
            PlannedAddress[] addresses = Enumerable.Range(0, rack.Adapters.Count)
                .Select(index => new PlannedAddress(Free(host.AddressIn(rack.Subnet, index)), Free(host.AddressIn(rack.Subnet6, index)), InMemory))
                .ToArray();
            bool none = Array.TrueForAll(addresses, address => address.IPv4 is null && address.IPv6 is null);
            if (none || pinned.ContainsKey(host.Name)) without.Add(host.Name);
            else pinned.Add(host.Name, addresses);
        }

        if (without.Count > 0) notes.Add($"no address of its own to pin: {PlanMessages.Names(without, MostNames)}");
        return pinned;

        InetAddress? Free(InetAddress? address) =>
            address is InetAddress value && value != rack.Gateway && value != rack.Gateway6 && taken.Add(value) ? value : null;
    }

    /// <summary>What half of the hosts or more have.</summary>
    private static T? MostHave<T>(InferenceHost[] hosts, Func<InferenceHost, T?> value)
        where T : struct =>
        hosts.Count(host => value(host) is not null) * 2 >= hosts.Length ? Majority(hosts.Select(value)) : null;

    /// <summary>The most frequent value; of equally frequent ones the preferred, else the smallest.</summary>
    private static T? Majority<T>(IEnumerable<T?> values, T? preferred = null)
        where T : struct => values.Where(value => value is not null).GroupBy(value => value!.Value)
            .OrderByDescending(group => group.Count())
            .ThenByDescending(group => preferred is T one && EqualityComparer<T>.Default.Equals(one, group.Key))
            .ThenBy(group => group.Key)
            .Select(group => (T?)group.Key)
            .FirstOrDefault();

    private static string? Majority(IEnumerable<string> values) => values.GroupBy(value => value, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key).FirstOrDefault();
}
