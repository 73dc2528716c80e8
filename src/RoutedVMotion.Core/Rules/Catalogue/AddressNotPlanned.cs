using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>An address of the right subnet, but another host's.</summary>
public sealed class AddressNotPlanned : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AddressNotPlanned),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The address is not the planned one",
        Why = "The plan has another address for this adapter, and may have this one for another host.",
        Action = "Give the adapter its planned address, or pin this one under addresses in the plan.",
        FixedBySet = true,
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            if (adapter.Adapter.Dhcp) continue;
            foreach (AddressFamily family in Words.Families)
            {
                if (adapter.AddressState(family) is not (AddressState.Right or AddressState.WrongPrefixLength)) continue;
                if (adapter.PlannedAddress(family) is not InterfaceAddress planned) continue;
                if (adapter.Adapter.Addresses.Any(other => other.Address == planned.Address)) continue;
                // Where the address is planned away because it is a duplicate or the gateway's, those rules say so.
                InetAddress own = adapter.Address(family)!.Value.Address;
                if (host.Fabric.UsesOf(host, own)?.Next is not null || own == host.Rack!.Plan!.VMotion.GetGateway(family)) continue;
                yield return Report(
                    host, adapter.Device, planned.Address.ToString(), own.ToString(), fixedBySet: adapter.CanBeChanged);
            }
        }
    }
}
