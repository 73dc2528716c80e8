using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that is older than routed vMotion.</summary>
public sealed class HostTooOld : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(HostTooOld),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The host is older than ESXi 6.0",
        Why = "Before 6.0 there is no vmotion TCP/IP stack, and VMware supports routed vMotion only by request (RPQ).",
        Action = "Upgrade the host, or keep it in a cluster that does not leave its rack.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (!host.IsOlderThan(6, 0)) yield break;
        yield return Report(host, null, "ESXi 6.0 or later", "ESXi " + host.Host.Version);
    }
}
