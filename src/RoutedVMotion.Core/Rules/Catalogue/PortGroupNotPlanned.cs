using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>An adapter on a port group of nobody's plan.</summary>
public sealed class PortGroupNotPlanned : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(PortGroupNotPlanned),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The adapter is on another port group than the plan says",
        Why = "The port group decides the VLAN and the uplinks: what the plan says of the segment need not hold on this one.",
        Action = "Move the adapter to the planned port group, or name this one in the plan.",
        FixedBySet = true,
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            if (adapter.Planned is not { PortGroups.Count: > 0 } planned || adapter.Adapter.PortGroup is not PortGroup group) continue;
            if (planned.PortGroups.Contains(group.Name, StringComparer.OrdinalIgnoreCase)) continue;
            yield return Report(
                host, adapter.Device, string.Join(" or ", planned.PortGroups), group.Name, fixedBySet: adapter.CanBeChanged);
        }
    }
}
