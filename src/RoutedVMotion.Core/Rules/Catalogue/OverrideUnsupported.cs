using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that is too old for a gateway of its adapter.</summary>
public sealed class OverrideUnsupported : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(OverrideUnsupported),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The host is too old for a gateway override",
        Why = "A gateway of its own for a vmkernel adapter exists since ESXi 6.5: without it the default stack knows only "
            + "the gateway of management.",
        Action = "Upgrade the host to 6.5 or later, or plan the vmotion stack for its rack.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Rack?.Plan?.VMotion.Stack != NetstackKeys.Default || host.IsOlderThan(6, 0) || !host.IsOlderThan(6, 5)) yield break;
        yield return Report(host, null, "ESXi 6.5 or later for stack default", "ESXi " + host.Host.Version);
    }
}
