using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that is cabled to two racks.</summary>
public sealed class UplinksInDifferentRacks : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(UplinksInDifferentRacks),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The uplinks lead to leaves of different racks",
        Why = "The segment of the rack is behind one of them only: whenever traffic takes the other one, vMotion is cut off.",
        Action = "Correct the cabling, or the leaves in the plan.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        var seen = host.Uplinks
            .Select(uplink => (uplink.Nic, Racks: host.Fabric.Leaves.Find(uplink.Nic.Neighbor)))
            .Where(pair => pair.Racks.Count > 0)
            .ToArray();
        if (seen.Length < 2 || host.Fabric.Racks.Any(rack => seen.All(pair => pair.Racks.Contains(rack)))) yield break;
        yield return Report(
            host,
            string.Join(", ", seen.Select(pair => pair.Nic.Device)),
            host.Rack?.Plan is null ? "leaves of one rack" : "leaves of " + host.Rack.Name,
            string.Join("; ", seen.Select(
                pair => $"{pair.Nic.Device} to {pair.Nic.Neighbor!.SystemName} ({Words.List(pair.Racks.Select(rack => rack.Name))})")));
    }
}
