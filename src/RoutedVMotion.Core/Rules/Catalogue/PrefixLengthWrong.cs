using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A netmask that is not the rack's.</summary>
public sealed class PrefixLengthWrong : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(PrefixLengthWrong),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The prefix length is not the one of the subnet",
        Why = "Too short, and the host looks for other racks on its own wire; too long, and it does not see its neighbours "
            + "or its gateway.",
        Action = "Give the adapter the prefix length of the rack's subnet.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            foreach (AddressFamily family in Words.Families)
            {
                if (adapter.Address(family) is not InterfaceAddress own) continue;
                if (adapter.AddressState(family) == AddressState.WrongPrefixLength)
                {
                    Subnet planned = host.Rack!.Plan!.VMotion.GetSubnet(family)!.Value;
                    yield return Report(
                        host,
                        adapter.Device,
                        new InterfaceAddress(own.Address, planned.PrefixLength).ToString(),
                        own.ToString(),
                        fixedBySet: adapter.CanBeChanged);
                }
                else if (host.Fabric.Plan is null && host.Fabric.OverlappedBy(own) is Subnet others)
                {
                    yield return Report(
                        host,
                        adapter.Device,
                        new InterfaceAddress(own.Address, others.PrefixLength) + ", as more hosts have it",
                        own.ToString(),
                        Severity.Warning);
                }
            }
        }
    }
}
