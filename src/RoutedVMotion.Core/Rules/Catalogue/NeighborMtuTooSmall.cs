using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A leaf that announces less than the adapter sends.</summary>
public sealed class NeighborMtuTooSmall : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(NeighborMtuTooSmall),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The leaf announces a smaller MTU than the adapter has",
        Why = "If the port really carries no more, large frames are lost there: migrations start and then hang.",
        Action = "Compare the port's configuration, and let -Probe ask: some switches announce less than they carry.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (UplinkContext uplink in host.Uplinks)
        {
            if (uplink.Nic.Neighbor is not { Mtu: int announced and > 0 } leaf || uplink.Adapter.Adapter.Mtu is not int mtu || announced >= mtu) continue;
            yield return Report(
                host,
                uplink.Nic.Device,
                $"at least {Words.Number(mtu)}, as {uplink.Adapter.Device} has it",
                $"{Words.Number(announced)}, announced by {leaf.SystemName}{(leaf.Port is null ? string.Empty : " " + leaf.Port)} ({leaf.Protocol})");
        }
    }
}
