using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Reports;

/// <summary>Findings of one rule and severity, which a reader takes for one.</summary>
/// <param name="Findings">The findings, in the order of their places.</param>
internal sealed record FindingGroup(IReadOnlyList<Finding> Findings)
{
    public Finding First => Findings[0];

    /// <summary>The worst first, and of the same severity the most frequent.</summary>
    public static IReadOnlyList<FindingGroup> Of(IEnumerable<Finding> findings) => findings
        .GroupBy(finding => (finding.Severity, finding.Rule))
        .Select(group => new FindingGroup(group.ToArray()))
        .OrderBy(group => Rank(group.First.Severity))
        .ThenByDescending(group => group.Findings.Count)
        .ThenBy(group => group.First.Rule, StringComparer.Ordinal)
        .ToArray();

    /// <summary>
    /// The findings without what the group says already: "esx-0101.example.com vmk1: 1500, expected 9000". Virtual machines are many, and
    /// what is said of them is said of their network: these are one line for each.
    /// </summary>
    public IReadOnlyList<string> Lines() => Findings
        .GroupBy(finding => finding.VM is null ? (object)finding : (finding.Network, finding.Found, finding.Expected))
        .Select(same => same.First() is { VM: null } one ? InShort(one) : InShort(same.ToArray()))
        .ToArray();

    private static string InShort(Finding[] ofMachines)
    {
        string names = Words.List(ofMachines.Select(finding => finding.VM!).Distinct().OrderBy(name => name, StringComparer.Ordinal));
        string what = string.Join(", expected ", new[] { ofMachines[0].Found, ofMachines[0].Expected }.Where(part => part is not null));
        return $"{ofMachines[0].Network ?? "virtual machines"}: {what} ({names})";
    }

    private static string InShort(Finding finding)
    {
        string where = string.Join(" ", new[] { finding.VMHost ?? finding.Cluster, finding.Subject }.Where(part => part is not null));
        string what = string.Join(", expected ", new[] { finding.Found, finding.Expected }.Where(part => part is not null));
        return where.Length == 0 ? what : what.Length == 0 ? where : where + ": " + what;
    }

    private static int Rank(string severity) => severity == nameof(Severity.Error) ? 0 : severity == nameof(Severity.Warning) ? 1 : 2;
}
