using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Rules;

/// <summary>The racks behind a leaf, by the name that it announces.</summary>
public sealed class LeafIndex
{
    private static readonly RackContext[] None = Array.Empty<RackContext>();

    private readonly Dictionary<string, RackContext[]> _byName;
    private readonly Dictionary<string, RackContext[]> _byShortName;

    internal LeafIndex(IEnumerable<RackContext> racks)
    {
        (string Leaf, RackContext Rack)[] all = racks
            .SelectMany(rack => rack.Plan?.Leaves ?? Array.Empty<string>(), (rack, leaf) => (leaf.Trim(), rack))
            .ToArray();
        _byName = Index(all, name => name);
        _byShortName = Index(all, ShortName);
    }

    /// <summary>
    /// The racks whose leaves the plan calls so; empty for a switch that the plan does not know. Switches announce their name
    /// with or without a domain, and the plan may have it the other way: where one side has none, the first label decides.
    /// </summary>
    public IReadOnlyList<RackContext> Find(Neighbor? neighbor)
    {
        if (neighbor is null) return None;
        string name = neighbor.SystemName.Trim();
        if (_byName.TryGetValue(name, out RackContext[]? racks)) return racks;
        if (!_byShortName.TryGetValue(ShortName(name), out racks)) return None;
        return name.IndexOf('.') < 0
            ? racks
            : racks.Where(rack => rack.Plan!.Leaves.Any(leaf => VMotionLeaves.IsSame(leaf, name))).ToArray();
    }

    private static Dictionary<string, RackContext[]> Index((string Leaf, RackContext Rack)[] all, Func<string, string> key) =>
        all.GroupBy(pair => key(pair.Leaf), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Rack).Distinct().ToArray(), StringComparer.OrdinalIgnoreCase);

    private static string ShortName(string name)
    {
        int dot = name.IndexOf('.');
        return dot < 0 ? name : name.Substring(0, dot);
    }
}
