using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A cluster whose configuration vCenter would put back.</summary>
public sealed class ClusterManagedAsWhole : ClusterRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(ClusterManagedAsWhole),
        Severity = Severity.Information,
        Scope = RuleScope.Cluster,
        Title = "vCenter manages the configuration of the cluster as a whole",
        Why = "Remediating the cluster puts the network of its hosts back to the cluster's configuration; Set-VMotionRouting "
            + "leaves such clusters alone unless told otherwise.",
        Action = "Make the change in the cluster's configuration (vSphere Configuration Profiles).",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(ClusterContext cluster)
    {
        if (cluster.Cluster?.ConfigManagerEnabled != true) yield break;
        yield return Report(cluster, null, $"configuration profile enabled on {Words.Count(cluster.Hosts.Count, "host")}");
    }
}
