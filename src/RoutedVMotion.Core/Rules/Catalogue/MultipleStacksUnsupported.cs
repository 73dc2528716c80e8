using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that can have only one TCP/IP stack.</summary>
public sealed class MultipleStacksUnsupported : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(MultipleStacksUnsupported),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The host cannot have more than one TCP/IP stack",
        Why = "The vmotion stack, and with it a gateway for vMotion alone, needs a host that can have several TCP/IP stacks.",
        Action = "Plan stack \"default\" with a gateway override for its rack, or keep the host in a cluster that does not "
            + "leave its rack.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        // Older hosts cannot anyway, and HostTooOld says so.
        if (host.Host.MultipleStacksSupported != false || host.IsOlderThan(6, 0)) yield break;
        if (host.Rack?.Plan is not null && host.Rack.Plan.VMotion.Stack != NetstackKeys.VMotion) yield break;
        yield return Report(host, null, "several TCP/IP stacks", "one stack only (multipleNetworkStackInstanceSupported is false)");
    }
}
