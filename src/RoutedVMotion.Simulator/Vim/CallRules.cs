using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>The rules by which calls go wrong, and how many calls each has seen.</summary>
internal sealed class CallRules
{
    private readonly List<(CallRule Rule, int[] Seen)> _rules = new();

    public void Add(CallRule rule) => _rules.Add((rule, new int[1]));

    public void Clear() => _rules.Clear();

    /// <summary>The rule that a call meets; null if it goes well. Every rule counts every call that fits.</summary>
    public CallRule? Meet(SimulatedCall call)
    {
        CallRule? met = null;
        foreach ((CallRule rule, int[] seen) in _rules.Where(one => one.Rule.Fits(call)))
        {
            seen[0]++;
            if (rule.Number is null || rule.Number == seen[0]) met ??= rule;
        }

        return met;
    }
}
