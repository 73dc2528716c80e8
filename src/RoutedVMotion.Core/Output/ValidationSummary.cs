using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Output;

/// <summary>A validation in one row: for scheduled jobs and dashboards.</summary>
public sealed class ValidationSummary
{
    /// <summary>Sums up.</summary>
    /// <param name="hosts">The hosts that were reported on.</param>
    /// <param name="findings">Every finding on them.</param>
    /// <param name="duration">How long it took.</param>
    public ValidationSummary(IReadOnlyCollection<EsxHost> hosts, IEnumerable<Finding> findings, TimeSpan duration)
    {
        var byRule = new SortedDictionary<string, RuleCount>(StringComparer.Ordinal);
        var failing = new HashSet<(string Server, string Id)>();
        foreach (Finding finding in findings)
        {
            Findings++;
            if (finding.Severity == nameof(Rules.Severity.Error)) Errors++;
            else if (finding.Severity == nameof(Rules.Severity.Warning)) Warnings++;
            else Informations++;
            if (finding.FixedBySet) FixedBySet++;

            if (!byRule.TryGetValue(finding.Rule, out RuleCount? count)) byRule.Add(finding.Rule, count = new RuleCount(finding.Rule));
            count.Add(finding);

            // A VM that cannot leave its rack is no fault of the host that it happens to be on.
            if (finding is { VMHostId: string id, Server: string server, VM: null } && finding.Severity != nameof(Rules.Severity.Information))
                failing.Add((server, id));
        }

        Hosts = hosts.Count;
        Compliant = hosts.Count(host => !failing.Contains((host.Server, host.Id)));
        ByRule = byRule.Values.OrderByDescending(count => count.Errors).ThenByDescending(count => count.Warnings).ToArray();
        DurationSeconds = Math.Round(duration.TotalSeconds, 3);
    }

    /// <summary>How many hosts were judged and reported on.</summary>
    public int Hosts { get; }

    /// <summary>How many of them have neither an error nor a warning of their own.</summary>
    public int Compliant { get; }

    /// <summary>All findings.</summary>
    public int Findings { get; }

    /// <summary>Findings with severity Error.</summary>
    public int Errors { get; }

    /// <summary>Findings with severity Warning.</summary>
    public int Warnings { get; }

    /// <summary>Findings with severity Information.</summary>
    public int Informations { get; }

    /// <summary>Findings that Set-VMotionRouting with this plan mends.</summary>
    public int FixedBySet { get; }

    /// <summary>The findings by rule, those with most errors first.</summary>
    public IReadOnlyList<RuleCount> ByRule { get; }

    /// <summary>How long it took, in seconds.</summary>
    public double DurationSeconds { get; }

    /// <summary>For example "38 of 40 hosts compliant, 2 errors, 1 warning".</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} of {1} hosts compliant, {2} error{3}, {4} warning{5}",
        Compliant,
        Hosts,
        Errors,
        Errors == 1 ? string.Empty : "s",
        Warnings,
        Warnings == 1 ? string.Empty : "s");
}
