using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>An adapter that looks like a fallback and is none.</summary>
public sealed class DeadVMotionAdapter : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(DeadVMotionAdapter),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "An old vMotion adapter is out of service",
        Why = "Once an adapter is on the vmotion stack, vMotion on every other stack is dead for new migrations: this one is "
            + "no fallback.",
        Action = "Remove the adapter, or deselect vMotion on it if it carries something else too.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (Adapter adapter in host.Host.Adapters)
        {
            if (!host.Host.IsDead(adapter)) continue;
            string live = Words.List(host.VMotion.Select(other => other.Device));
            yield return Report(
                host,
                adapter.Device,
                "no vMotion beside the vmotion stack",
                $"vMotion selected on {adapter.Stack} ({Words.List(adapter.Addresses.Select(own => own.ToString()))}), while {live} carries it",
                // The adapters that a change never touches.
                fixedBySet: !adapter.SystemOwned && !adapter.Dhcp && !adapter.HasService(ServiceNames.Management));
        }
    }
}
