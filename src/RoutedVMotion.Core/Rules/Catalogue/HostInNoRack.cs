using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that the plan does not place.</summary>
public sealed class HostInNoRack : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(HostInNoRack),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The host is in no rack of the plan",
        Why = "Nothing of the plan applies to the host, so that neither its subnet nor its gateway can be called right or wrong.",
        Action = "Name the host or its cluster in a rack of the plan, or under exclude if the plan is not meant for it.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override bool JudgesUnreadHosts => true;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Match is not { Rack: null, Tied.Count: 0, IsExcluded: false }) yield break;
        yield return Report(host, null, "one rack", "no rack whose hosts or clusters name it");
    }
}
