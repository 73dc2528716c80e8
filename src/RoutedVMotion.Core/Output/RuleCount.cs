using System.Globalization;

namespace RoutedVMotion.Core.Output;

/// <summary>The findings of one rule, counted.</summary>
public sealed class RuleCount
{
    internal RuleCount(string rule) => Rule = rule;

    /// <summary>The rule's name.</summary>
    public string Rule { get; }

    /// <summary>How many findings it has.</summary>
    public int Findings { get; private set; }

    /// <summary>With severity Error.</summary>
    public int Errors { get; private set; }

    /// <summary>With severity Warning.</summary>
    public int Warnings { get; private set; }

    /// <summary>For example "GatewayMissing: 3".</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}: {1}", Rule, Findings);

    internal void Add(Finding finding)
    {
        Findings++;
        if (finding.Severity == nameof(Rules.Severity.Error)) Errors++;
        else if (finding.Severity == nameof(Rules.Severity.Warning)) Warnings++;
    }
}
