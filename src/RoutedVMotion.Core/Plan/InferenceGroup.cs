using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Plan;

/// <summary>Hosts that are thought to be behind the same leaves, or, where no leaves are known, in one vMotion subnet.</summary>
internal sealed class InferenceGroup
{
    public InferenceGroup(IEnumerable<string> leaves) => Leaves = leaves.ToArray();

    /// <summary>The leaves; empty where a subnet holds the group together.</summary>
    public IReadOnlyList<string> Leaves { get; }

    public List<InferenceHost> Hosts { get; } = [];

    /// <summary>What is worth a note, and the host that it speaks of, which need not be of this group.</summary>
    public List<(InferenceHost Host, string Text)> Notes { get; } = [];

    /// <summary>The vMotion subnets that are at home here: one, or one for each cluster in the cabinet.</summary>
    public IReadOnlyList<Subnet> Segments { get; private set; } = Array.Empty<Subnet>();

    /// <summary>
    /// Finds the segments. Further ones count only if they are other clusters' own, and no group has twice as many hosts of them:
    /// else they are hosts that differ, or miscabled ones of that group.
    /// </summary>
    public static void FindSegments(IReadOnlyCollection<InferenceGroup> groups)
    {
        var most = new Dictionary<Subnet, int>();
        SegmentCensus[] all = groups.Select(group => SegmentCensus.Of(group.Hosts)).ToArray();
        foreach (SegmentCensus census in all)
        {
            foreach (Subnet segment in census.Sorted) most[segment] = Math.Max(census.Count(segment), most.TryGetValue(segment, out int count) ? count : 0);
        }

        foreach ((InferenceGroup group, SegmentCensus census) in groups.Zip(all, (group, census) => (group, census)))
            group.Segments = census.AtHome().Where((segment, index) => index == 0 || census.Count(segment) * 2 > most[segment]).ToArray();
    }
}
