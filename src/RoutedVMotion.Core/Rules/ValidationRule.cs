namespace RoutedVMotion.Core.Rules;

/// <summary>A rule: catalogue data and a pure function from what it judges to findings. Rules know nothing of each other.</summary>
public abstract class ValidationRule
{
    private protected ValidationRule()
    {
    }

    /// <summary>What the catalogue says of it.</summary>
    public abstract RuleInfo Info { get; }
}
