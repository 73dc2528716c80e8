using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>An MTU that is not the planned one.</summary>
public sealed class MtuDiffersFromPlan : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(MtuDiffersFromPlan),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The MTU is not the planned one",
        Why = "vMotion wants one MTU from end to end; vCenter warns about hosts that differ, and large frames may be lost on the way.",
        Action = "Set the planned MTU on the adapter, once switch and fabric carry it.",
        FixedBySet = true,
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Rack?.Plan?.VMotion.Mtu is not int planned) yield break;
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            if (adapter.Adapter.Mtu is not int mtu || mtu == planned) continue;
            yield return Report(host, adapter.Device, Words.Number(planned), Words.Number(mtu), fixedBySet: !adapter.Adapter.SystemOwned);
        }
    }
}
