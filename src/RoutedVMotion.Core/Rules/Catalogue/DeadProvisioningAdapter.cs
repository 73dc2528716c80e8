using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A provisioning adapter that looks like a fallback and is none.</summary>
public sealed class DeadProvisioningAdapter : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(DeadProvisioningAdapter),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "An old provisioning adapter is out of service",
        Why = "Once an adapter is on the provisioning stack, provisioning on every other stack is dead: this one is no fallback.",
        Action = "Deselect provisioning on the adapter.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        Adapter? live = host.Host.Adapters.FirstOrDefault(adapter => adapter.Stack == NetstackKeys.Provisioning);
        if (live is null) yield break;
        foreach (Adapter adapter in host.Host.Adapters)
        {
            if (adapter.Stack == NetstackKeys.Provisioning || !adapter.HasService(ServiceNames.Provisioning)) continue;
            yield return Report(
                host,
                adapter.Device,
                "no provisioning beside the provisioning stack",
                $"provisioning selected on {adapter.Stack}, while {live.Device} carries it");
        }
    }
}
