using System.Collections.Generic;

using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>Frames that the host's own switch does not carry.</summary>
public sealed class MtuAboveSwitch : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(MtuAboveSwitch),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The MTU of the adapter is above the one of its switch",
        Why = "The virtual switch drops every frame above its own MTU: migrations start and then hang.",
        Action = "Raise the MTU of the virtual switch, or lower the one of the adapter.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.VMotion)
        {
            if (adapter.Adapter is not { Mtu: int mtu, PortGroup: { SwitchMtu: int limit } group } || mtu <= limit) continue;
            yield return Report(host, adapter.Device, $"at most {Words.Number(limit)}, as switch {group.Switch ?? "?"} has it", Words.Number(mtu));
        }
    }
}
