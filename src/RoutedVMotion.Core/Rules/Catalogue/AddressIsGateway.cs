using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A host that took the gateway's address.</summary>
public sealed class AddressIsGateway : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AddressIsGateway),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The adapter has the address of the gateway",
        Why = "The host answers in place of the leaves: no host of the rack gets out any more, this one included.",
        Action = "Give the adapter a free address of the rack's subnet.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.VMotion)
        {
            foreach (AddressFamily family in Words.Families)
            {
                InetAddress? gateway = host.Rack?.Plan?.VMotion.GetGateway(family) ?? host.Rack?.UsualGateway(family)?.Value;
                if (gateway is null || !adapter.Adapter.Addresses.Any(own => own.Address == gateway)) continue;
                yield return Report(
                    host,
                    adapter.Device,
                    adapter.GivesUp(gateway.Value)?.ToString() ?? "another address than the gateway's",
                    $"{gateway}, the gateway of {host.Rack!.Name}",
                    fixedBySet: adapter.GivesUp(gateway.Value) is not null);
            }
        }
    }
}
