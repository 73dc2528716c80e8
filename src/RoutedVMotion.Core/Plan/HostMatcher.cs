using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// Says which rack of a plan a host belongs to: exact name before wildcard before cluster, case ignored; then, among racks
/// that name neither, by leaves and by subnet. What a rack excludes, or has on another server, it does not claim.
/// </summary>
public sealed class HostMatcher
{
    private readonly RackPlan _plan;
    private readonly Dictionary<string, List<int>> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(int Rack, Wildcard Pattern)> _wild = [];
    private readonly List<(int Rack, Wildcard Pattern)> _clusters = [];
    private readonly Dictionary<string, int[]> _byCluster = new(StringComparer.OrdinalIgnoreCase);
    private readonly Wildcard[][] _exclude;
    private readonly int[] _open;

    /// <summary>A matcher for the racks of this plan.</summary>
    public HostMatcher(RackPlan plan)
    {
        _plan = plan;
        _exclude = plan.Racks.Select(rack => rack.Exclude.Select(Wildcard.Of).ToArray()).ToArray();
        _open = Enumerable.Range(0, plan.Racks.Count)
            .Where(index => plan.Racks[index].Hosts.Count == 0 && plan.Racks[index].Clusters.Count == 0)
            .ToArray();
        for (int index = 0; index < plan.Racks.Count; index++)
        {
            foreach (Wildcard pattern in plan.Racks[index].Hosts.Select(Wildcard.Of))
            {
                if (pattern.Literal is not string name)
                {
                    _wild.Add((index, pattern));
                    continue;
                }

                if (!_exact.TryGetValue(name, out List<int>? racks)) _exact.Add(name, racks = []);
                racks.Add(index);
            }

            foreach (Wildcard pattern in plan.Racks[index].Clusters.Select(Wildcard.Of)) _clusters.Add((index, pattern));
        }
    }

    /// <summary>The rack of this host.</summary>
    public HostMatch Match(EsxHost host) =>
        Decide(host, MatchedBy.ExactName, _exact.TryGetValue(host.Name, out List<int>? named) ? named : [])
        ?? Decide(host, MatchedBy.Wildcard, _wild.Where(entry => entry.Pattern.IsMatch(host.Name)).Select(entry => entry.Rack))
        ?? Decide(host, MatchedBy.Cluster, OfCluster(host.Cluster))
        ?? ByNeighbor(host)
        ?? Decide(host, MatchedBy.Subnet, _open.Where(index => HasAddressIn(host, index)))
        ?? new HostMatch(host, null, MatchedBy.None) { IsExcluded = Array.Exists(_exclude, patterns => Array.Exists(patterns, pattern => pattern.IsMatch(host.Name))) };

    /// <summary>The rack of every host of the fabric, in the fabric's order.</summary>
    public IReadOnlyList<HostMatch> Match(Fabric fabric) => fabric.Hosts.Select(Match).ToArray();

    private HostMatch? ByNeighbor(EsxHost host)
    {
        if (_open.Length == 0) return null;
        IReadOnlyList<string> leaves = VMotionLeaves.Of(host);
        if (leaves.Count == 0) return null;
        int[] behind = _open
            .Where(index => _plan.Racks[index].Leaves.Any(leaf => leaves.Any(seen => VMotionLeaves.IsSame(seen, leaf))))
            .ToArray();

        // Entries may share leaves, and a host may see two pairs: then its subnet says which.
        int[] agreed = behind.Where(index => HasAddressIn(host, index)).ToArray();
        return Decide(host, MatchedBy.Neighbor, behind.Length > 1 && agreed.Length > 0 ? agreed : behind);
    }

    private HostMatch? Decide(EsxHost host, MatchedBy by, IEnumerable<int> claims)
    {
        int[] racks = claims.Distinct().Where(index => Claims(index, host)).ToArray();
        return racks.Length switch
        {
            0 => null,
            1 => new HostMatch(host, _plan.Racks[racks[0]], by) { RackIndex = racks[0] },
            _ => new HostMatch(host, null, by) { Tied = racks.Select(index => _plan.Racks[index]).ToArray() },
        };
    }

    private bool Claims(int index, EsxHost host)
    {
        string? server = _plan.Racks[index].Server;
        return (server is null || string.Equals(server, host.Server, StringComparison.OrdinalIgnoreCase))
            && !Array.Exists(_exclude[index], pattern => pattern.IsMatch(host.Name));
    }

    private int[] OfCluster(string? cluster)
    {
        if (cluster is null || _clusters.Count == 0) return [];
        if (_byCluster.TryGetValue(cluster, out int[]? racks)) return racks;
        racks = _clusters.Where(entry => entry.Pattern.IsMatch(cluster)).Select(entry => entry.Rack).ToArray();
        _byCluster.Add(cluster, racks);
        return racks;
    }

    private bool HasAddressIn(EsxHost host, int index)
    {
        RackVMotion segment = _plan.Racks[index].VMotion;
        return host.VMotionAdapters.Any(adapter => adapter.Addresses.Any(
            own => segment.GetSubnet(own.Family) is { } subnet && subnet.Contains(own.Address)));
    }
}
