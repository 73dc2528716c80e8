using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;

using Xunit;

namespace RoutedVMotion.Tests.Rules;

/// <summary>Every rule fires exactly where its fault was put, and nowhere else.</summary>
public sealed class RuleTests
{
    private static readonly FiringCase[] Cases = [.. FiringCases.All, .. ProbeCases.All];

    public static TheoryData<string, string> Stories => [.. Cases.Select(one => (one.Rule, one.Story))];

    public static TheoryData<string> Rules => [.. RuleCatalog.All.Where(rule => rule.Scope != RuleScope.Plan).Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_fault_is_found_where_it_was_put_and_nowhere_else(string rule, string story)
    {
        FiringCase one = Cases.Single(candidate => candidate.Rule == rule && candidate.Story == story);
        IReadOnlyList<Finding> findings = one.Judge();
        Assert.Equal(one.Expected, findings.Select(FiringCase.InShort));
        Assert.Contains(findings, finding => finding.Rule == rule);
        Assert.All(findings, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Found)));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_fault_that_it_finds(string rule) => Assert.Contains(Cases, one => one.Rule == rule);

    [Fact]
    public void The_catalogue_has_every_rule_once()
    {
        string[] classes = [.. typeof(ValidationRule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ValidationRule)) && !type.IsAbstract).Select(type => type.Name).Order()];
        Assert.Equal(classes, RuleCatalog.Rules.Select(rule => rule.Info.Name).Order());
        Assert.Equal(RuleCatalog.All.Count, RuleCatalog.All.Select(rule => rule.Name.ToUpperInvariant()).Distinct().Count());
        Assert.All(RuleCatalog.Rules, rule => Assert.Equal(rule.GetType().Name, rule.Info.Name));
    }
}
