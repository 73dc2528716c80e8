using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Output;

/// <summary>A rule of the catalogue as a row.</summary>
public sealed class Rule
{
    /// <summary>A row for this rule.</summary>
    public Rule(RuleInfo info)
    {
        Name = info.Name;
        Severity = info.Severity.ToString();
        Scope = info.Scope.ToString();
        Title = info.Title;
        Why = info.Why;
        Action = info.Action;
        FixedBySet = info.FixedBySet;
        NeedsPlan = info.NeedsPlan;
    }

    /// <summary>The name, for example GatewayOutsideSubnet.</summary>
    public string Name { get; }

    /// <summary>Error, Warning or Information, unless a finding or the plan says otherwise.</summary>
    public string Severity { get; }

    /// <summary>Host, Cluster, VirtualMachine, Plan or Probe.</summary>
    public string Scope { get; }

    /// <summary>What is wrong where it fires.</summary>
    public string Title { get; }

    /// <summary>Why that matters.</summary>
    public string Why { get; }

    /// <summary>What to do about it.</summary>
    public string Action { get; }

    /// <summary>Set-VMotionRouting mends it, on hosts that it may change.</summary>
    public bool FixedBySet { get; }

    /// <summary>Without a plan it has nothing to say.</summary>
    public bool NeedsPlan { get; }

    /// <summary>For example "GatewayOutsideSubnet (Error): ...".</summary>
    public override string ToString() => $"{Name} ({Severity}): {Title}";
}
