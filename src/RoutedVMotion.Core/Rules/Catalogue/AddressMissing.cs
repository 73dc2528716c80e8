using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A vMotion adapter without an address.</summary>
public sealed class AddressMissing : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AddressMissing),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The vMotion adapter has no address",
        Why = "Without an address of the family that the other hosts use, no migration reaches this host.",
        Action = "Give the adapter an address in the rack's subnet.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            if (adapter.Subnets.FirstOrDefault() == default)
            {
                yield return Report(
                    host,
                    adapter.Device,
                    (adapter.PlannedAddress(AddressFamily.IPv4) ?? adapter.PlannedAddress(AddressFamily.IPv6))?.ToString() ?? "an address",
                    adapter.Adapter.Dhcp ? "none: DHCP gave no lease" : "none",
                    fixedBySet: adapter.CanBeChanged && host.HasPlannedAddresses);
                continue;
            }

            foreach (AddressFamily family in Words.Families)
            {
                if (adapter.AddressState(family) != AddressState.Missing) continue;
                yield return Report(
                    host,
                    adapter.Device,
                    adapter.PlannedAddress(family)?.ToString() ?? $"an address in {host.Rack!.Plan!.VMotion.GetSubnet(family)}",
                    "no " + family + " address",
                    fixedBySet: adapter.CanBeChanged && adapter.PlannedAddress(family) is not null);
            }
        }
    }
}
