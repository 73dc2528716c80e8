using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>An MTU that the other hosts of the rack do not have.</summary>
public sealed class MtuDiffersFromRack : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(MtuDiffersFromRack),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The MTU differs from the other hosts of the rack",
        Why = "vMotion wants one MTU from end to end; vCenter warns about hosts that differ, and large frames may be lost on the way.",
        Action = "Set the same MTU on all adapters of the rack, and write it into the plan.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Rack is null || host.Rack.Plan?.VMotion.Mtu is not null || host.Rack.UsualMtu is not Majority<int> usual) yield break;
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            if (adapter.Adapter.Mtu is not int mtu || mtu == usual.Value) continue;
            yield return Report(host, adapter.Device, Words.Usual(usual, host.Rack), Words.Number(mtu));
        }
    }
}
