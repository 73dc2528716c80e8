using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that several racks claim with equal right.</summary>
public sealed class HostInTwoRacks : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(HostInTwoRacks),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "More than one rack of the plan claims the host",
        Why = "A host has one vMotion segment: with two candidates no address and no gateway can be called right, and the "
            + "host is left alone.",
        Action = "Narrow one of the patterns, or name the host in full in the rack where it stands.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override bool JudgesUnreadHosts => true;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Match is not { Tied: { Count: > 0 } tied }) yield break;
        yield return Report(host, null, "one rack", Words.List(tied.Select(rack => rack.Name)));
    }
}
