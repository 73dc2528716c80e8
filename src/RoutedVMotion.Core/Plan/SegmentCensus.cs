using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Plan;

/// <summary>How many hosts of a set are in which vMotion subnet, and whose clusters these are.</summary>
internal sealed class SegmentCensus
{
    private readonly IReadOnlyList<InferenceHost> _hosts;
    private readonly Dictionary<Subnet, int> _counts;

    private SegmentCensus(IReadOnlyList<InferenceHost> hosts)
    {
        _hosts = hosts;
        _counts = hosts.GroupBy(host => host.Segment!.Value).ToDictionary(group => group.Key, group => group.Count());
        Sorted = _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key).ToArray();
    }

    /// <summary>The subnets, most hosts first.</summary>
    public IReadOnlyList<Subnet> Sorted { get; }

    /// <summary>
    /// A census of these hosts. Where some have a way out of their own, the others do not count: during a conversion hosts are
    /// still in the old flat subnet, behind the same leaf as those that are in the new one.
    /// </summary>
    public static SegmentCensus Of(IEnumerable<InferenceHost> hosts)
    {
        InferenceHost[] all = hosts.Where(host => host.Segment is not null).ToArray();
        InferenceHost[] routed = Array.FindAll(all, host => host.IsRouted);
        return new SegmentCensus(routed.Length > 0 ? routed : all);
    }

    /// <summary>Hosts in this subnet.</summary>
    public int Count(Subnet segment) => _counts.TryGetValue(segment, out int count) ? count : 0;

    /// <summary>More than a stray host or two: at least two, and a fifth of all.</summary>
    public bool IsSubstantial(Subnet segment) => Count(segment) is int count && count >= 2 && count * 5 >= _hosts.Count;

    /// <summary>The subnet of most hosts, and those of other clusters that have a subnet of their own.</summary>
    public IReadOnlyList<Subnet> AtHome()
    {
        Subnet[] substantial = Sorted.Where(IsSubstantial).ToArray();
        return substantial.Length > 1 && BelongToClusters(substantial) ? substantial : Sorted.Take(1).ToArray();
    }

    /// <summary>Each cluster keeps to one of these subnets (but for a stray host in five), and each subnet has a cluster of its own.</summary>
    public bool BelongToClusters(IReadOnlyCollection<Subnet> segments)
    {
        int strays = 0, inClusters = 0;
        var owned = new HashSet<Subnet>();
        foreach (var cluster in _hosts.Where(host => host.Cluster is not null && segments.Contains(host.Segment!.Value)).GroupBy(host => host.Cluster!.Value))
        {
            var most = cluster.GroupBy(host => host.Segment!.Value).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First();
            owned.Add(most.Key);
            inClusters += cluster.Count();
            strays += cluster.Count() - most.Count();
        }

        return owned.Count == segments.Count && strays * 5 <= inClusters;
    }
}
