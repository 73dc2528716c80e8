namespace RoutedVMotion.Core.Rules;

/// <summary>What the catalogue says of a rule; the one place where its words stand.</summary>
public sealed record RuleInfo
{
    /// <summary>The name, for example GatewayOutsideSubnet: what a plan's rules, a filter and the documentation call it.</summary>
    public required string Name { get; init; }

    /// <summary>How much its findings matter, unless a finding or the plan says otherwise.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it judges.</summary>
    public required RuleScope Scope { get; init; }

    /// <summary>What is wrong where it fires, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Why that matters, in one sentence.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Action { get; init; }

    /// <summary>Set-VMotionRouting mends it, on hosts that it may change.</summary>
    public bool FixedBySet { get; init; }

    /// <summary>Without a plan it has nothing to say.</summary>
    public bool NeedsPlan { get; init; }
}
