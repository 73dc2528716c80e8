using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that a host profile would put back.</summary>
public sealed class HostProfileAttached : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(HostProfileAttached),
        Severity = Severity.Information,
        Scope = RuleScope.Host,
        Title = "A host profile is attached to the host",
        Why = "Remediating the profile puts the network back to what the profile says, changes of Set-VMotionRouting included.",
        Action = "Bring the profile up to date after the change, or detach it.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Host.HostProfile is null) yield break;
        yield return Report(host, null, null, $"host profile '{host.Host.HostProfile}'");
    }
}
