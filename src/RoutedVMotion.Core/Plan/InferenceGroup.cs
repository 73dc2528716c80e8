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

    /// <summary>Finds the segments. Further ones count only if they are other clusters' own: else they are hosts that differ.</summary>
    public void FindSegments() => Segments = SegmentCensus.Of(Hosts).AtHome();

    /// <summary>Drops segments that are at home in another group: here are miscabled hosts of them.</summary>
    public void KeepSegments(Func<Subnet, bool> keep) => Segments = Segments.Where(keep).ToArray();
}
