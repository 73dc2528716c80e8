using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Plan;

/// <summary>Finds out which neighbours are leaves, and which leaves belong together, from what the hosts see.</summary>
internal sealed class LeafGroups
{
    private readonly Dictionary<string, List<InferenceHost>> _behind = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, SegmentCensus> _census = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, InferenceGroup> _groups = new(StringComparer.OrdinalIgnoreCase);

    public LeafGroups(IReadOnlyList<InferenceHost> hosts)
    {
        foreach (InferenceHost host in hosts)
        {
            foreach (string leaf in host.Leaves)
            {
                if (!_behind.TryGetValue(leaf, out List<InferenceHost>? behind)) _behind.Add(leaf, behind = []);
                behind.Add(host);
            }
        }

        foreach (KeyValuePair<string, List<InferenceHost>> leaf in _behind) _census.Add(leaf.Key, SegmentCensus.Of(leaf.Value));
        Interconnects = FindInterconnects();
        foreach (InferenceHost host in hosts)
        {
            if (host.Leaves.Any(Interconnects.Contains)) host.Leaves = host.Leaves.Where(leaf => !Interconnects.Contains(leaf)).ToArray();
        }

        Groups = Group(hosts);
    }

    /// <summary>Neighbours that are no leaves, because they span vMotion subnets: blade interconnects, management switches.</summary>
    public HashSet<string> Interconnects { get; }

    /// <summary>One for each leaf or set of leaves, in a stable order; without hosts yet.</summary>
    public IReadOnlyList<InferenceGroup> Groups { get; }

    /// <summary>The group that a leaf belongs to; null for a neighbour that is no leaf.</summary>
    public InferenceGroup? Find(string leaf) => _groups.TryGetValue(leaf, out InferenceGroup? group) ? group : null;

    private HashSet<string> FindInterconnects()
    {
        // Where a subnet is seen most. A leaf that sees half as many hosts of it or fewer has miscabled ones; it does not carry the subnet.
        var most = new Dictionary<Subnet, int>();
        foreach (SegmentCensus census in _census.Values)
        {
            foreach (Subnet segment in census.Sorted) most[segment] = Math.Max(census.Count(segment), most.TryGetValue(segment, out int count) ? count : 0);
        }

        var carried = _census.ToDictionary(
            leaf => leaf.Key,
            leaf => leaf.Value.Sorted.Where(segment => leaf.Value.IsSubstantial(segment) && leaf.Value.Count(segment) * 2 > most[segment]).ToArray(),
            StringComparer.OrdinalIgnoreCase);
        var leavesOf = carried.SelectMany(leaf => leaf.Value, (leaf, segment) => (leaf.Key, segment)).ToLookup(pair => pair.segment, pair => pair.Key);

        var interconnects = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, SegmentCensus> leaf in _census)
        {
            Subnet[] own = carried[leaf.Key];
            SegmentCensus census = leaf.Value;
            bool isLeaf = census.Sorted.Count <= 1 || (own.Length >= 2
                ? census.BelongToClusters(own) && !own.Any(segment => leavesOf[segment].Any(other => carried[other].Length < own.Length))
                : census.Count(census.Sorted[0]) * 2 > census.Sorted.Sum(census.Count));
            if (!isLeaf) interconnects.Add(leaf.Key);
        }

        return interconnects;
    }

    private List<InferenceGroup> Group(IReadOnlyList<InferenceHost> hosts)
    {
        var sets = hosts.Where(host => host.Leaves.Count > 0)
            .GroupBy(host => string.Join("\n", host.Leaves), StringComparer.OrdinalIgnoreCase)
            .Select(set => (Leaves: set.First().Leaves, Count: set.Count(), set.Key))
            .OrderByDescending(set => set.Count)
            .ThenByDescending(set => set.Leaves.Count)
            .ThenBy(set => set.Key, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        var groups = new List<InferenceGroup>();

        // What most hosts see is a pair; what a few see of two pairs merges nothing. A single leaf joins its pair if it has one.
        foreach ((IReadOnlyList<string> leaves, _, _) in sets.Where(set => set.Leaves.Count > 1).Concat(sets.Where(set => set.Leaves.Count == 1)))
        {
            if (leaves.Any(_groups.ContainsKey) || !ShareSegment(leaves)) continue;
            var group = new InferenceGroup(leaves);
            groups.Add(group);
            foreach (string leaf in leaves) _groups.Add(leaf, group);
        }

        return groups;
    }

    /// <summary>A pair of leaves serves the same segments; two leaves of different racks, seen by a miscabled host, do not.</summary>
    private bool ShareSegment(IReadOnlyList<string> leaves)
    {
        IEnumerable<Subnet>? shared = null;
        foreach (string leaf in leaves)
        {
            IReadOnlyList<Subnet> own = _census[leaf].AtHome();
            if (own.Count > 0) shared = shared is null ? own : shared.Intersect(own).ToArray();
        }

        return shared is null || shared.Any();
    }
}
