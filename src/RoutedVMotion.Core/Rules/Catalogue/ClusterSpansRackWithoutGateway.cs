using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A cluster with hosts on an island.</summary>
public sealed class ClusterSpansRackWithoutGateway : ClusterRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(ClusterSpansRackWithoutGateway),
        Severity = Severity.Error,
        Scope = RuleScope.Cluster,
        Title = "The cluster spans racks, and one of them has no way out",
        Why = "DRS and HA treat the hosts of a cluster alike: they will try to move virtual machines into and out of the "
            + "island, and fail.",
        Action = "Give the rack a gateway, in the fabric and in the plan, or keep the cluster inside the rack.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(ClusterContext cluster)
    {
        RackContext[] racks = cluster.Racks.Where(rack => rack.Plan is not null).ToArray();
        foreach (RackContext rack in racks)
        {
            if (rack.Plan!.VMotion.Gateway is not null || rack.Plan.VMotion.Gateway6 is not null) continue;
            HostContext[] stuck = cluster.Hosts.Where(host => host.Rack == rack && host.IsRead && IsStuck(host, racks)).ToArray();
            if (stuck.Length == 0) continue;
            yield return Report(
                cluster,
                "a gateway for " + rack.Name,
                $"none, with {Words.Count(stuck.Length, "host")} in it and others in "
                    + Words.List(racks.Where(other => other != rack).Select(other => other.Name)),
                rack.Name);
        }
    }

    private static bool IsStuck(HostContext host, RackContext[] racks) =>
        host.OnRackStack.Any(adapter => adapter.Families.Any(family => host.Unreached(adapter, family).Any(other => racks.Contains(other.Rack))));
}
