using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A cluster that is half converted.</summary>
public sealed class ClusterMixedStacks : ClusterRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(ClusterMixedStacks),
        Severity = Severity.Warning,
        Scope = RuleScope.Cluster,
        Title = "Hosts of the cluster carry vMotion on different TCP/IP stacks",
        Why = "Between a host on the vmotion stack and one on the default stack each end routes by other rules: migrations "
            + "work one way, or not at all.",
        Action = "Finish the conversion of the cluster, host by host.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(ClusterContext cluster)
    {
        var groups = cluster.Hosts
            .Where(host => host.IsRead && host.VMotion.Count > 0)
            .GroupBy(host => host.VMotion[0].Adapter.Stack)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .ToArray();
        if (groups.Length < 2) yield break;
        yield return Report(
            cluster,
            "one stack",
            string.Join("; ", groups.Select(group => InWords(group.Key, group.Select(host => host.Host.Name).ToArray()))));
    }

    private static string InWords(string stack, string[] hosts) => $"{Words.Count(hosts.Length, "host")} on {stack} ({Words.List(hosts)})";
}
