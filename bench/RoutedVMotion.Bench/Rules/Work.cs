namespace RoutedVMotion.Bench.Rules;

/// <summary>The names of what is measured.</summary>
internal static class Work
{
    public const string Rules = "all rules, with the plan";

    public const string RulesSilentPlan = "all rules, plan without vmNetworks";

    public const string RulesNoPlan = "all rules, no plan";

    public const string Inference = "inference, addresses pinned";

    public const string Lint = "linting the plan against the fabric";

    public const string LintInferred = "linting the inferred plan likewise";
}
