using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>An address that belongs elsewhere.</summary>
public sealed class AddressOutsideSubnet : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AddressOutsideSubnet),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The address lies outside the rack's subnet",
        Why = "The leaves of the rack route its own subnet only: nobody finds this host, and it does not find its gateway.",
        Action = "Give the adapter an address in the rack's subnet; if the host has moved, move it in the plan.",
        FixedBySet = true,
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            foreach (AddressFamily family in Words.Families)
            {
                if (adapter.AddressState(family) != AddressState.OutsideSubnet) continue;
                InterfaceAddress own = adapter.Address(family)!.Value;
                RackContext? other = host.Fabric.RackOfAddress(own.Address);
                yield return Report(
                    host,
                    adapter.Device,
                    adapter.PlannedAddress(family)?.ToString() ?? "an address in " + host.Rack!.Plan!.VMotion.GetSubnet(family),
                    own + (other is null ? string.Empty : ", which is in the subnet of " + other.Name),
                    fixedBySet: adapter.CanBeChanged && adapter.PlannedAddress(family) is not null);
            }
        }
    }
}
