using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Tests.Rules;

/// <summary>docs/rules: what the catalogue says of each rule, with what the rule really found in a test as its example.</summary>
internal static class RulePages
{
    private static readonly FiringCase[] Cases = [.. FiringCases.All, .. ProbeCases.All];

    /// <summary>File name and text of every page.</summary>
    public static IReadOnlyDictionary<string, string> All() => RuleCatalog.All
        .Where(rule => rule.Scope != RuleScope.Plan)
        .Select(rule => (Name: rule.Name + ".md", Text: Page(rule)))
        .Append(("README.md", Index()))
        .ToDictionary(page => page.Item1, page => page.Item2, StringComparer.Ordinal);

    private static string Page(RuleInfo rule)
    {
        FiringCase[] cases = [.. Cases.Where(one => one.Rule == rule.Name)];
        var text = new StringBuilder();
        Line($"# {rule.Name}");
        Line();
        Line($"**{rule.Title}.** Severity: {rule.Severity}. Judges: {InWords(rule.Scope)}.");
        Line();
        Line(rule.Why);
        Line();
        Line("**What to do.** " + rule.Action);
        Line();
        Line($"- {(rule.NeedsPlan ? "Needs a plan." : "Works with and without a plan.")}");
        Line($"- {(rule.FixedBySet ? "`Set-VMotionRouting` mends it on hosts that it may change." : "`Set-VMotionRouting` does not mend it.")}");
        Line($"- A plan turns it off with `\"rules\": {{ \"{rule.Name}\": \"off\" }}`, or gives it another severity: `\"error\"`, `\"warning\"`, `\"information\"`.");
        Line();
        Line("## Example");
        Line();
        Line(cases[0].Story);
        Line();
        Line("```text");
        Finding found = cases[0].Judge().First(finding => finding.Rule == rule.Name);
        foreach ((string name, string? value) in Rows(found))
            if (value is not null) Line($"{name,-10}: {value}");
        Line("```");
        if (cases.Length > 1)
        {
            Line();
            Line("## It also finds");
            Line();
            foreach (FiringCase other in cases.Skip(1))
            {
                Finding one = other.Judge().First(finding => finding.Rule == rule.Name);
                Line($"- {other.Story}");
                Line($"  Found: {one.Found}.{(one.Expected is null ? string.Empty : $" Expected: {one.Expected}.")}{(one.Severity == rule.Severity.ToString() ? string.Empty : $" ({one.Severity})")}");
            }
        }

        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');
    }

    private static IEnumerable<(string Name, string? Value)> Rows(Finding finding) =>
    [
        ("Rule", finding.Rule),
        ("Severity", finding.Severity),
        ("Rack", finding.Rack),
        ("Cluster", finding.VMHost is null ? finding.Cluster : null),
        ("VMHost", finding.VMHost),
        ("Device", finding.Device),
        ("VM", finding.VM),
        ("Network", finding.Network),
        ("Expected", finding.Expected),
        ("Found", finding.Found),
        ("FixedBySet", finding.FixedBySet.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Index()
    {
        var text = new StringBuilder();
        text.Append("# Rules\n\nWhat `Test-VMotionRouting` looks for; `Get-VMotionRule` lists the same. This page and those of the rules are written by\n"
            + "the tests from the rules themselves, and the examples are what the rules really find.\n");
        foreach (IGrouping<RuleScope, RuleInfo> scope in RuleCatalog.All.Where(rule => rule.Scope != RuleScope.Plan).GroupBy(rule => rule.Scope))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Heading(scope.Key)}\n\n| Rule | Severity | Finds | Plan needed | Mended by Set |\n|---|---|---|---|---|\n");
            foreach (RuleInfo rule in scope)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| [{rule.Name}]({rule.Name}.md) | {rule.Severity} | {rule.Title} | {(rule.NeedsPlan ? "yes" : "no")} | {(rule.FixedBySet ? "yes" : "no")} |\n");
            }
        }

        text.Append("\n## Plans\n\nWhat `Test-VMotionPlan` and `Import-VMotionPlan` say of a plan itself, with file, line and column and what to do there.\n\n| Rule | Severity | Why it matters |\n|---|---|---|\n");
        foreach (RuleInfo rule in RuleCatalog.All.Where(rule => rule.Scope == RuleScope.Plan))
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Name} | {rule.Severity} | {rule.Why} |\n");
        return text.ToString();
    }

    private static string InWords(RuleScope scope) => scope switch
    {
        RuleScope.Host => "hosts, by their configuration",
        RuleScope.Cluster => "clusters",
        RuleScope.VirtualMachine => "virtual machines and their networks",
        RuleScope.Probe => "what the network answers (`-Probe`)",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    private static string Heading(RuleScope scope) => scope switch
    {
        RuleScope.Host => "Hosts",
        RuleScope.Cluster => "Clusters",
        RuleScope.VirtualMachine => "Virtual machines",
        RuleScope.Probe => "The network (-Probe)",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };
}
