using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>One address on two adapters.</summary>
public sealed class DuplicateAddress : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(DuplicateAddress),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The vMotion address is used twice",
        Why = "Two adapters that answer for one address take each other's traffic, by turns and at random.",
        Action = "Find out which of the two is meant to have the address, and give the other one a free address.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.VMotion)
        {
            foreach (InterfaceAddress own in adapter.Adapter.Addresses)
            {
                AddressUse? use = host.Fabric.UsesOf(host, own.Address);
                if (use?.Next is null) continue;
                var others = new List<string>();
                for (; use is not null; use = use.Next)
                {
                    if (use.Host == host && use.Adapter.Device == adapter.Device) continue;
                    others.Add((use.Host == host ? "this host's" : use.Host.Host.Name) + " " + use.Adapter.Device);
                    // Enough to name some: a list of all on each of them would be a square.
                    if (others.Count == 4) break;
                }

                if (others.Count > 0)
                {
                    yield return Report(
                        host,
                        adapter.Device,
                        adapter.GivesUp(own.Address)?.ToString() ?? "an address that no other adapter has",
                        $"{own.Address}, also on {Some(others)}",
                        fixedBySet: adapter.GivesUp(own.Address) is not null);
                }
            }
        }
    }

    private static string Some(List<string> others) =>
        others.Count < 4 ? string.Join(", ", others) : string.Join(", ", others.Take(3)) + " and others";
}
