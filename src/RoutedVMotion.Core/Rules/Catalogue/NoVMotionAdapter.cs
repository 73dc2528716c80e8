using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that cannot vMotion at all.</summary>
public sealed class NoVMotionAdapter : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(NoVMotionAdapter),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "No vmkernel adapter carries vMotion",
        Why = "No virtual machine can move to this host or away from it without being powered off.",
        Action = "Add a vmkernel adapter on the vmotion TCP/IP stack, in the subnet of the rack.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.VMotion.Count > 0) yield break;
        bool unknown = host.Host.Adapters.Any(adapter => adapter.Services is null);
        string stack = host.Rack?.Plan?.VMotion.Stack ?? NetstackKeys.VMotion;
        yield return Report(
            host,
            null,
            "an adapter on stack " + stack,
            unknown ? "none on the vmotion stack; which services are selected could not be read" : "none",
            unknown ? Severity.Warning : null,
            fixedBySet: host.HasPlannedAddresses);
    }
}
