using System;
using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>Two racks, in the order of the plan: a path and its way back are one.</summary>
internal readonly record struct RackPair(RackContext First, RackContext Second)
{
    /// <summary>
    /// Says where something is wrong in as few words as it takes: one link of the fabric can show in hundreds of pairs.
    /// </summary>
    /// <param name="bad">The pairs where it is.</param>
    /// <param name="all">All pairs that were asked.</param>
    /// <returns>"between rack-01 and rack-07", "between rack-01 and every other rack", "between all racks", each with its pairs.</returns>
    public static IEnumerable<(string Words, RackContext? Rack, RackPair[] Pairs)> Condense(
        IReadOnlyCollection<RackPair> bad, IReadOnlyCollection<RackPair> all)
    {
        if (bad.Count >= 3 && bad.Count == all.Count)
        {
            yield return ("between all racks", null, bad.ToArray());
            yield break;
        }

        var left = new List<RackPair>(bad);
        Dictionary<RackContext, int> allOf = CountByRack(all), badOf = CountByRack(bad);
        RackContext[] wholly = badOf.Keys
            .Where(rack => badOf[rack] >= 2 && badOf[rack] == allOf[rack])
            .OrderBy(rack => rack.Name, StringComparer.Ordinal)
            .ToArray();
        foreach (RackContext rack in wholly)
        {
            RackPair[] ofRack = left.Where(pair => pair.First == rack || pair.Second == rack).ToArray();
            if (ofRack.Length < 2) continue;
            left.RemoveAll(pair => pair.First == rack || pair.Second == rack);
            yield return ($"between {rack.Name} and every other rack", rack, ofRack);
        }

        foreach (RackPair pair in left) yield return ($"between {pair.First.Name} and {pair.Second.Name}", pair.First, new[] { pair });
    }

    private static Dictionary<RackContext, int> CountByRack(IEnumerable<RackPair> pairs) => pairs
        .SelectMany(pair => new[] { pair.First, pair.Second })
        .GroupBy(rack => rack)
        .ToDictionary(group => group.Key, group => group.Count());
}
