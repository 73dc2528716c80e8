using System;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Plans;

namespace RoutedVMotion.PowerShell.Validation;

/// <summary>Which findings are reported: those of these rules, of this severity or worse.</summary>
internal sealed class RuleFilter
{
    private readonly NamePattern[] _rules;
    private readonly Severity _severity;

    private RuleFilter(NamePattern[] rules, Severity severity)
    {
        _rules = rules;
        _severity = severity;
    }

    /// <summary>The filter; ends the cmdlet where a rule is named that there is not.</summary>
    internal static RuleFilter Require(PSCmdlet cmdlet, string[]? rules, Severity severity)
    {
        NamePattern[] patterns = rules?.Select(rule => new NamePattern(rule)).ToArray() ?? [];
        NamePattern? unknown = Array.Find(patterns, pattern => pattern.IsExact && !PlanFile.RuleNames.Any(pattern.Matches));
        if (unknown is not null) cmdlet.ThrowTerminatingError(ErrorRecords.RuleNotFound(unknown.Text));
        return new RuleFilter(patterns, severity);
    }

    /// <summary>The finding is reported.</summary>
    internal bool Wants(Finding finding) => WantsRule(finding.Rule) && WantsSeverity(finding.Severity);

    /// <summary>Findings of the rule are reported, whatever their severity.</summary>
    internal bool WantsRule(string rule) => _rules.Length == 0 || Array.Exists(_rules, pattern => pattern.Matches(rule));

    private bool WantsSeverity(string severity) => (Severity)Enum.Parse(typeof(Severity), severity) >= _severity;
}
