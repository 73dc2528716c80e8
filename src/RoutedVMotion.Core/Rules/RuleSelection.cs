using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Rules;

/// <summary>What a plan's rules turn off or weigh otherwise. What they misspell is the plan's own linting.</summary>
public sealed class RuleSelection
{
    private readonly HashSet<string> _off = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Severity> _severities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The selection of a plan; without a plan every rule is on and has its own severity.</summary>
    public RuleSelection(RackPlan? plan)
    {
        if (plan is null) return;
        foreach (KeyValuePair<string, string> pair in plan.Rules)
        {
            if (string.Equals(pair.Value, "off", StringComparison.OrdinalIgnoreCase)) _off.Add(pair.Key);
            else if (Enum.TryParse(pair.Value, ignoreCase: true, out Severity severity)) _severities[pair.Key] = severity;
        }
    }

    /// <summary>The rule is not turned off.</summary>
    public bool IsOn(string rule) => !_off.Contains(rule);

    /// <summary>The findings that the plan lets through, with the severity that it gives them.</summary>
    public IEnumerable<Finding> Apply(IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            if (!IsOn(finding.Rule)) continue;
            yield return _severities.TryGetValue(finding.Rule, out Severity severity) ? finding with { Severity = severity.ToString() } : finding;
        }
    }
}
