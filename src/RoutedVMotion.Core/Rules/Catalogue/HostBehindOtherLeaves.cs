using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that hangs in another rack than planned.</summary>
public sealed class HostBehindOtherLeaves : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(HostBehindOtherLeaves),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The neighbours say that the host is in another rack",
        Why = "The planned segment is not behind these leaves: with the plan's address the host would be cut off.",
        Action = "Move the host to that rack in the plan, or correct the cabling.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Rack?.Plan is not { Leaves.Count: > 0 } planned) yield break;
        var seen = host.Uplinks
            .Select(uplink => (uplink.Nic, Racks: host.Fabric.Leaves.Find(uplink.Nic.Neighbor)))
            .Where(pair => pair.Racks.Count > 0)
            .ToArray();
        if (seen.Length == 0 || seen.Any(pair => pair.Racks.Contains(host.Rack))) yield break;
        // Leaves of several other racks are UplinksInDifferentRacks'.
        RackContext? where = seen[0].Racks.FirstOrDefault(rack => seen.All(pair => pair.Racks.Contains(rack)));
        if (where is null) yield break;
        yield return Report(
            host,
            string.Join(", ", seen.Select(pair => pair.Nic.Device)),
            "leaves of " + planned.Name + ": " + Words.List(planned.Leaves, 4),
            $"{Words.List(seen.Select(pair => pair.Nic.Neighbor!.SystemName).Distinct())}, of {where.Name}");
    }
}
