using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>Hosts that have no address family in common.</summary>
public sealed class AddressFamilyMismatch : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AddressFamilyMismatch),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "Hosts have no address family in common",
        Why = "A migration needs IPv4 on both ends or IPv6 on both ends, for vMotion and for management alike.",
        Action = "Give the host an address of the family that the others use.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (string service in new[] { ServiceNames.VMotion, ServiceNames.Management })
        {
            FamilyCensus census = host.Fabric.FamiliesAround(host, service);
            if (census.Of(host) is not AddressFamily only || !census.IsOdd(only)) continue;
            AddressFamily others = only == AddressFamily.IPv4 ? AddressFamily.IPv6 : AddressFamily.IPv4;
            Adapter[] adapters = host.Host.Adapters.Where(adapter => FabricIndex.Carries(adapter, service) && !host.Host.IsDead(adapter)).ToArray();
            yield return Report(
                host,
                string.Join(", ", adapters.Select(adapter => adapter.Device)),
                $"{others} for {service}, which {Words.Count(census.CountOf(others), "host")} {(census.CountOf(others) == 1 ? "has" : "have")} alone",
                $"{only} only");
        }
    }
}
