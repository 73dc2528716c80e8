using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Rules;

/// <summary>
/// Everything that was read, arranged once so that no rule has to search: hosts by rack and cluster, who has which address,
/// what most of a rack have. Building it and asking it grow with the number of hosts, not with its square.
/// </summary>
public sealed class FabricIndex
{
    private readonly Dictionary<string, Dictionary<string, HostContext>> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<InetAddress, AddressUse>> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<InetAddress, RackContext> _gateways = new();
    private readonly Dictionary<Subnet, List<Subnet>> _overlaps = new();
    private readonly Dictionary<(ClusterContext? Cluster, string Service), FamilyCensus> _families = new();
    private readonly Dictionary<(string Server, string Service), List<(Subnet Subnet, int Hosts)>> _serviceSubnets = new();

    /// <summary>Arranges what was read.</summary>
    /// <param name="fabric">All that was read. Narrowing what is reported is another matter: rules always see the whole.</param>
    /// <param name="plan">The plan; null to judge what can be judged alone.</param>
    /// <param name="assignment">The plan's addresses for these hosts, if they were worked out before; else they are now.</param>
    public FabricIndex(Fabric fabric, RackPlan? plan = null, AddressAssignment? assignment = null)
    {
        Fabric = fabric;
        Plan = plan;
        if (plan is not null) assignment ??= AddressAssignment.Of(plan, fabric);

        HostContext[] hosts = fabric.Hosts.Select(host => new HostContext(this, host, assignment?.Find(host))).ToArray();
        foreach (HostContext host in hosts)
        {
            if (!_hosts.TryGetValue(host.Host.Server, out Dictionary<string, HostContext>? ofServer))
                _hosts.Add(host.Host.Server, ofServer = new Dictionary<string, HostContext>(StringComparer.Ordinal));
            ofServer[host.Host.Id] = host;
            foreach (Adapter adapter in host.Host.Adapters)
            {
                foreach (InterfaceAddress own in adapter.Addresses) Note(host, adapter, own.Address);
            }
        }

        Racks = plan is null ? RacksBySubnet(hosts) : RacksByPlan(hosts, plan);
        SetOthers();
        foreach (HostContext host in hosts) host.MatchAdapters();
        Leaves = new LeafIndex(Racks);
        Clusters = FindClusters(hosts);
        Networks = new NetworkIndex(this);

        var order = new Dictionary<RackContext, int>();
        foreach (RackContext rack in Racks) order.Add(rack, order.Count);
        // By rack as the plan has them, then by name: a table of findings reads like a walk through the data centre.
        Hosts = hosts
            .OrderBy(host => host.Rack is null ? int.MaxValue : order[host.Rack])
            .ThenBy(host => host.Host.Name, StringComparer.Ordinal)
            .ThenBy(host => host.Host.Server, StringComparer.Ordinal)
            .ToArray();
    }

    /// <summary>All that was read.</summary>
    public Fabric Fabric { get; }

    /// <summary>The plan; null where there is none.</summary>
    public RackPlan? Plan { get; }

    /// <summary>Every host, by rack and name; those in no rack come last.</summary>
    public IReadOnlyList<HostContext> Hosts { get; }

    /// <summary>The racks in the plan's order; without a plan the vMotion subnets, in theirs.</summary>
    public IReadOnlyList<RackContext> Racks { get; }

    /// <summary>The clusters, by name.</summary>
    public IReadOnlyList<ClusterContext> Clusters { get; }

    /// <summary>The racks behind each leaf.</summary>
    public LeafIndex Leaves { get; }

    /// <summary>How far the networks of virtual machines reach.</summary>
    public NetworkIndex Networks { get; }

    /// <summary>The host with this id on this server.</summary>
    public HostContext? FindHost(string server, string id) =>
        _hosts.TryGetValue(server, out Dictionary<string, HostContext>? ofServer) && ofServer.TryGetValue(id, out HostContext? host) ? host : null;

    /// <summary>
    /// The adapters in a host's network that have this address, whatever they carry; null if none has. Link-local ones are not listed.
    /// Without a plan nobody says that what two servers know is one network: two sites may well use the same private addresses.
    /// </summary>
    public AddressUse? UsesOf(HostContext host, InetAddress address) =>
        _addresses.TryGetValue(NetworkOf(host), out Dictionary<InetAddress, AddressUse>? ofNetwork) && ofNetwork.TryGetValue(address, out AddressUse? use) ? use : null;

    /// <summary>The rack that has this gateway by plan.</summary>
    public RackContext? RackOfGateway(InetAddress gateway) => _gateways.TryGetValue(gateway, out RackContext? rack) ? rack : null;

    /// <summary>The rack whose planned subnet this address lies in.</summary>
    public RackContext? RackOfAddress(InetAddress address) =>
        Racks.FirstOrDefault(rack => rack.Plan?.VMotion.GetSubnet(address.Family)?.Contains(address) == true);

    /// <summary>
    /// Without a plan: a subnet of more hosts in which this address lies too, with another prefix length; null if there is none.
    /// </summary>
    public Subnet? OverlappedBy(InterfaceAddress own)
    {
        if (!_overlaps.TryGetValue(own.Subnet, out List<Subnet>? others)) return null;
        foreach (Subnet other in others)
            if (other.Contains(own.Address)) return other;
        return null;
    }

    /// <summary>The subnets in which hosts of a server have adapters with a service, and how many hosts; largest first.</summary>
    public IReadOnlyList<(Subnet Subnet, int Hosts)> SubnetsOf(string server, string service)
    {
        if (_serviceSubnets.TryGetValue((server, service), out List<(Subnet Subnet, int Hosts)>? known)) return known;
        var counts = new Dictionary<Subnet, int>();
        foreach (HostContext host in Hosts)
        {
            if (!host.IsRead || !string.Equals(host.Host.Server, server, StringComparison.OrdinalIgnoreCase)) continue;
            foreach (Adapter adapter in host.Host.Adapters)
            {
                if (!Carries(adapter, service)) continue;
                foreach (InterfaceAddress own in adapter.Addresses)
                    if (!own.Address.IsLinkLocal) counts[own.Subnet] = counts.TryGetValue(own.Subnet, out int count) ? count + 1 : 1;
            }
        }

        known = counts.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).ToList();
        _serviceSubnets.Add((server, service), known);
        return known;
    }

    /// <summary>Some host of the same server has adapters with this service in a subnet where this host has none.</summary>
    public bool HasOtherSubnets(HostContext host, string service) =>
        SubnetsOf(host.Host.Server, service).Any(other => !host.Host.Adapters.Any(
            adapter => Carries(adapter, service) && adapter.Addresses.Any(own => own.Subnet.Overlaps(other.Subnet))));

    /// <summary>There are other racks, or other subnets of this service.</summary>
    public bool HasOtherRacks(HostContext host, string service) =>
        Words.Families.Any(family => host.OtherSubnets(family).Any()) || HasOtherSubnets(host, service);

    /// <summary>The address families of the hosts that a host exchanges virtual machines with: all of a plan, else its cluster.</summary>
    public FamilyCensus FamiliesAround(HostContext host, string service)
    {
        if (!_families.TryGetValue((Plan is null ? host.Cluster : null, service), out FamilyCensus? census))
        {
            IEnumerable<HostContext> hosts = Plan is not null ? Hosts.Where(other => other.Rack is not null)
                : host.Cluster?.Hosts ?? Enumerable.Empty<HostContext>();
            _families.Add((Plan is null ? host.Cluster : null, service), census = new FamilyCensus(hosts, service));
        }

        return census;
    }

    /// <summary>The service is selected for the adapter, or implied by its stack.</summary>
    public static bool Carries(Adapter adapter, string service) =>
        adapter.HasService(service)
        || (service == ServiceNames.VMotion && adapter.Stack == NetstackKeys.VMotion)
        || (service == ServiceNames.Provisioning && adapter.Stack == NetstackKeys.Provisioning);

    private void Note(HostContext host, Adapter adapter, InetAddress address)
    {
        if (address.IsUnspecified || address.IsLinkLocal) return;
        if (!_addresses.TryGetValue(NetworkOf(host), out Dictionary<InetAddress, AddressUse>? ofNetwork))
            _addresses.Add(NetworkOf(host), ofNetwork = new Dictionary<InetAddress, AddressUse>());
        AddressUse? first = ofNetwork.TryGetValue(address, out AddressUse? known) ? known : null;
        // A host that two servers know, or that is connected to directly as well, shows the same adapter twice.
        for (AddressUse? use = adapter.Mac is null ? null : first; use is not null; use = use.Next)
            if (use.Adapter.Mac == adapter.Mac && use.Host.Host.Server != host.Host.Server) return;
        ofNetwork[address] = new AddressUse(host, adapter, first);
    }

    private string NetworkOf(HostContext host) => Plan is null ? host.Host.Server : string.Empty;

    private RackContext[] RacksByPlan(HostContext[] hosts, RackPlan plan)
    {
        int[] places = PlacesOf(plan);
        var racks = new RackContext[plan.Racks.Count];
        for (int i = 0; i < racks.Length; i++)
        {
            Rack rack = plan.Racks[i];
            racks[i] = new RackContext(rack.Name, places[i], rack);
            foreach (AddressFamily family in Words.Families)
            {
                if (rack.VMotion.GetSubnet(family) is Subnet subnet) racks[i].Subnets.Add(subnet);
                if (rack.VMotion.GetGateway(family) is InetAddress gateway && !gateway.IsLinkLocal && !_gateways.ContainsKey(gateway))
                    _gateways.Add(gateway, racks[i]);
            }
        }

        foreach (HostContext host in hosts)
        {
            if (host.Match is not { Rack: not null } match) continue;
            host.Rack = racks[match.RackIndex];
            host.Rack.HostList.Add(host);
        }

        return racks;
    }

    /// <summary>Entries that share a leaf are one place; numbers them.</summary>
    private static int[] PlacesOf(RackPlan plan)
    {
        int[] parent = Enumerable.Range(0, plan.Racks.Count).ToArray();
        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }

        var firstWith = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < parent.Length; i++)
        {
            foreach (string leaf in plan.Racks[i].Leaves)
            {
                if (firstWith.TryGetValue(leaf.Trim(), out int other)) parent[Root(i)] = Root(other);
                else firstWith.Add(leaf.Trim(), i);
            }
        }

        return parent.Select((_, i) => Root(i)).ToArray();
    }

    private RackContext[] RacksBySubnet(HostContext[] hosts)
    {
        var racks = new Dictionary<(string Server, Subnet Subnet), RackContext>();
        foreach (HostContext host in hosts)
        {
            Subnet[] subnets = host.VMotion.SelectMany(adapter => adapter.Subnets).ToArray();
            if (subnets.Length == 0) continue;
            Subnet first = subnets.Min();
            (string, Subnet) key = (host.Host.Server.ToUpperInvariant(), first);
            if (!racks.TryGetValue(key, out RackContext? rack))
                racks.Add(key, rack = new RackContext(first.ToString(), racks.Count, plan: null));
            host.Rack = rack;
            rack.HostList.Add(host);
        }

        foreach (IGrouping<string, KeyValuePair<(string Server, Subnet Subnet), RackContext>> server in racks.GroupBy(pair => pair.Key.Server))
        {
            int all = server.Sum(pair => pair.Value.Hosts.Count);
            foreach (KeyValuePair<(string Server, Subnet Subnet), RackContext> pair in server)
            {
                // A single host among many with a subnet of its own is a mistake of that host, and no rack that others must reach.
                int count = pair.Value.Hosts.Count;
                if (count >= 2 || count * 10 >= all)
                    pair.Value.Subnets.AddRange(pair.Value.Hosts.SelectMany(host => host.VMotion).SelectMany(adapter => adapter.Subnets).Distinct());
            }

            FindOverlaps(server.Select(pair => (pair.Key.Subnet, pair.Value.Hosts.Count)));
        }

        return racks.OrderBy(pair => pair.Key.Subnet).ThenBy(pair => pair.Key.Server, StringComparer.Ordinal).Select(pair => pair.Value).ToArray();
    }

    /// <summary>In order of network and prefix length, a subnet comes right after those that contain it.</summary>
    private void FindOverlaps(IEnumerable<(Subnet Subnet, int Hosts)> subnets)
    {
        var open = new Stack<(Subnet Subnet, int Hosts)>();
        foreach ((Subnet Subnet, int Hosts) next in subnets.OrderBy(pair => pair.Subnet))
        {
            while (open.Count > 0 && !open.Peek().Subnet.Contains(next.Subnet)) open.Pop();
            if (open.Count > 0)
            {
                (Subnet Subnet, int Hosts) around = open.Peek();
                if (around.Hosts > next.Hosts) NoteOverlap(next.Subnet, around.Subnet);
                else if (next.Hosts > around.Hosts) NoteOverlap(around.Subnet, next.Subnet);
            }

            open.Push(next);
        }
    }

    private void NoteOverlap(Subnet subnet, Subnet other)
    {
        if (!_overlaps.TryGetValue(subnet, out List<Subnet>? others)) _overlaps.Add(subnet, others = new List<Subnet>());
        others.Add(other);
    }

    private void SetOthers()
    {
        // Without a plan, racks of another server are another world unless somebody says otherwise.
        foreach (IGrouping<string, RackContext> world in Racks.GroupBy(
            rack => rack.Plan is null ? rack.Hosts[0].Host.Server : string.Empty, StringComparer.OrdinalIgnoreCase))
        {
            foreach (AddressFamily family in Words.Families)
            {
                (Subnet Subnet, RackContext Rack)[] all = world
                    .SelectMany(rack => rack.Subnets.Where(subnet => subnet.Family == family), (rack, subnet) => (subnet, rack))
                    .ToArray();
                foreach (RackContext rack in world)
                    rack.SetOthers(family, all.Where(other => other.Rack != rack && !rack.Subnets.Contains(other.Subnet)).ToArray());
            }
        }
    }

    private ClusterContext[] FindClusters(HostContext[] hosts)
    {
        var clusters = new Dictionary<(string Server, string Id), ClusterContext>();
        Dictionary<(string Server, string Id), Cluster> known = Fabric.Clusters
            .GroupBy(cluster => (cluster.Server, cluster.Id)).ToDictionary(group => group.Key, group => group.First());
        foreach (HostContext host in hosts)
        {
            string? id = host.Host.ClusterId ?? host.Host.Cluster;
            if (id is null) continue;
            (string, string) key = (host.Host.Server, id);
            if (!clusters.TryGetValue(key, out ClusterContext? cluster))
            {
                known.TryGetValue(key, out Cluster? facts);
                clusters.Add(key, cluster = new ClusterContext(host.Host.Server, id, facts?.Name ?? host.Host.Cluster ?? id, facts));
            }

            host.Cluster = cluster;
            cluster.HostList.Add(host);
        }

        foreach (ClusterContext cluster in clusters.Values)
            cluster.HostList.Sort((left, right) => string.CompareOrdinal(left.Host.Name, right.Host.Name));
        return clusters.Values
            .OrderBy(cluster => cluster.Name, StringComparer.Ordinal)
            .ThenBy(cluster => cluster.Server, StringComparer.Ordinal)
            .ToArray();
    }
}
