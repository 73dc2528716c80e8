using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Snapshots.Format;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>What a plan has that is somebody's: names, addresses, sentences, and where its file lies.</summary>
internal static class PlanRedaction
{
    private static readonly SourcePosition s_nowhere = new(null, 0, 0, "$");

    // A letter at the edge may be a part of a word; numbers with something between them may be a part of an address.
    private static readonly Regex s_openEnd = new("(?:\\p{L}|[0-9]+[-._:][0-9][0-9.:_-]*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_openStart = new("^(?:\\p{L}|[-._:]?[0-9]+[-._:][0-9]+)", RegexOptions.CultureInvariant);

    /// <summary>The plan with all names and addresses in it replaced.</summary>
    public static RackPlan Redact(RackPlan plan, IRedaction redaction) => new()
    {
        DefaultMtu = plan.DefaultMtu,
        DefaultStack = plan.DefaultStack is null ? null : redaction.StackKey(plan.DefaultStack),
        MaxRttMs = plan.MaxRttMs,
        Racks = plan.Racks.Select(rack => new Rack
        {
            Name = redaction.Name(rack.Name),
            Leaves = Names(redaction, rack.Leaves),
            Hosts = Names(redaction, rack.Hosts),
            Clusters = Names(redaction, rack.Clusters),
            Exclude = Names(redaction, rack.Exclude),
            Server = rack.Server is null ? null : redaction.Name(rack.Server),
            VMotion = Redact(rack.VMotion, redaction),
            ManagedBy = rack.ManagedBy,
            Notes = rack.Notes.Select(redaction.Sentence).ToArray(),
            Position = s_nowhere,
        }).ToArray(),
        VMNetworks = plan.VMNetworks.Select(network => new VMNetworkPlan
        {
            Match = redaction.Name(network.Match),
            Racks = network.Racks is null ? null : Names(redaction, network.Racks),
            By = network.By,
            Note = network.Note is null ? null : redaction.Sentence(network.Note),
            Position = s_nowhere,
        }).ToArray(),
        Rules = plan.Rules,
    };

    /// <summary>
    /// The plan without patterns that nobody could replace: "prod*" may be the beginning of any word. In the place of each stand the names
    /// that it matches.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="snapshot">What there is to be matched.</param>
    /// <param name="dropped">Gets the patterns that match nothing, and are left out.</param>
    public static RackPlan WithoutFragments(RackPlan plan, Snapshot snapshot, ICollection<string> dropped)
    {
        Fabric[] fabrics = snapshot.Servers.Select(server => server.Fabric).ToArray();
        string[] hosts = fabrics.SelectMany(fabric => fabric.Hosts).Select(host => host.Name).ToArray();
        string[] clusters = fabrics.SelectMany(fabric => fabric.Hosts).Select(host => host.Cluster).OfType<string>().ToArray();
        string[] networks = fabrics.SelectMany(fabric => fabric.Networks).Select(network => network.Name).ToArray();
        // An exact name counts for more than a pattern does, and must not be made of one against it.
        var exact = new HashSet<string>(plan.Racks.SelectMany(rack => rack.Hosts).Select(host => Wildcard.Of(host).Literal).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        return plan with
        {
            Racks = plan.Racks.Select(Expanded).ToArray(),
            VMNetworks = plan.VMNetworks.SelectMany(network => Expand([network.Match], networks), (network, match) => network with { Match = match }).ToArray(),
        };

        Rack Expanded(Rack rack)
        {
            string[] ofHosts = Expand(rack.Hosts, hosts.Where(host => !exact.Contains(host))), ofClusters = Expand(rack.Clusters, clusters);
            bool hadSome = rack.Hosts.Count + rack.Clusters.Count > 0;
            return rack with
            {
                // Without any it would be given whoever hangs on its leaves.
                Hosts = hadSome && ofHosts.Length + ofClusters.Length == 0 ? ["nobody"] : ofHosts,
                Clusters = ofClusters,
                Exclude = Expand(rack.Exclude, hosts),
            };
        }

        string[] Expand(IReadOnlyList<string> patterns, IEnumerable<string> names) => patterns.SelectMany(pattern =>
        {
            if (!HasFragment(pattern)) return [pattern];
            string[] matched = names.Where(Wildcard.Of(pattern).IsMatch).Distinct(StringComparer.OrdinalIgnoreCase).Select(Wildcard.Escape).ToArray();
            if (matched.Length == 0) dropped.Add(pattern);
            return matched;
        }).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
    }

    // A pattern's own letters touch what may stand for more of them.
    private static bool HasFragment(string pattern)
    {
        if (Wildcard.Of(pattern).Literal is not null) return false;
        string[] literals = Regex.Split(pattern, "(?<!`)(?:[*?]|\\[[^]]+\\])");
        return literals.Where((literal, i) => (i < literals.Length - 1 && s_openEnd.IsMatch(literal)) || (i > 0 && s_openStart.IsMatch(literal))).Any();
    }

    private static RackVMotion Redact(RackVMotion segment, IRedaction redaction) => segment with
    {
        Subnet = Of(segment.Subnet, redaction),
        Subnet6 = Of(segment.Subnet6, redaction),
        Gateway = Of(segment.Gateway, redaction),
        Gateway6 = Of(segment.Gateway6, redaction),
        Stack = redaction.StackKey(segment.Stack),
        Adapters = segment.Adapters.Select(adapter => new RackAdapter
        {
            PortGroups = adapter.PortGroups.Select(redaction.Name).ToArray(),
            Pool = Of(adapter.Pool, redaction),
            Pool6 = Of(adapter.Pool6, redaction),
            Position = s_nowhere,
        }).ToArray(),
        Addresses = segment.Addresses.ToDictionary(
            host => redaction.Name(host.Key),
            host => (IReadOnlyList<PlannedAddress>)host.Value.Select(own => new PlannedAddress(Of(own.IPv4, redaction), Of(own.IPv6, redaction), s_nowhere)).ToArray(),
            StringComparer.OrdinalIgnoreCase),
    };

    private static string[] Names(IRedaction redaction, IReadOnlyList<string> names) => names.Select(redaction.Name).ToArray();

    private static InetAddress? Of(InetAddress? address, IRedaction redaction) => address is InetAddress known ? redaction.Address(known) : null;

    private static AddressPool? Of(AddressPool? pool, IRedaction redaction) => pool is null ? null : new AddressPool(redaction.Address(pool.First), redaction.Address(pool.Last));

    // As an adapter in it would have it: then the census knows the subnet, too.
    private static Subnet? Of(Subnet? subnet, IRedaction redaction) =>
        subnet is Subnet known ? redaction.Address(new InterfaceAddress(known.Network, known.PrefixLength)).Subnet : null;
}
