using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A cluster with several MTUs.</summary>
public sealed class ClusterMixedMtu : ClusterRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(ClusterMixedMtu),
        Severity = Severity.Warning,
        Scope = RuleScope.Cluster,
        Title = "Hosts of the cluster have different vMotion MTUs",
        Why = "vCenter warns at every migration between them, and large frames are lost wherever the smaller one is the path's.",
        Action = "Use one MTU in all racks of the cluster, on adapters, switches and leaves.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(ClusterContext cluster)
    {
        // A host that differs from its plan or from its rack has a finding of its own; what is left differs between the racks.
        var groups = cluster.Hosts
            .Where(host => host.IsRead)
            .SelectMany(host => host.OnRackStack, (host, adapter) => (host, adapter.Adapter.Mtu))
            .Where(pair => pair.Mtu is not null && (Expected(pair.host) ?? pair.Mtu) == pair.Mtu)
            .GroupBy(pair => pair.Mtu!.Value, pair => pair.host.Host.Name)
            .OrderByDescending(group => group.Key)
            .ToArray();
        if (groups.Length < 2) yield break;
        yield return Report(
            cluster,
            "one MTU",
            string.Join("; ", groups.Select(group => InWords(group.Key, group.Distinct().ToArray()))));
    }

    private static int? Expected(HostContext host) => host.Rack?.Plan?.VMotion.Mtu ?? host.Rack?.UsualMtu?.Value;

    private static string InWords(int mtu, string[] hosts) => $"{Words.Number(mtu)} on {Words.Count(hosts.Length, "host")} ({Words.List(hosts)})";
}
