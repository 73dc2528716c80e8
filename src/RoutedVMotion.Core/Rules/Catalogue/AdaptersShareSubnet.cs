using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>Adapters of one stack that share a subnet without being allowed to.</summary>
public sealed class AdaptersShareSubnet : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AdaptersShareSubnet),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The vMotion adapter shares its subnet with another service's adapter in one stack",
        Why = "In one stack the first adapter of a subnet carries the traffic of all; only multi-NIC vMotion, iSCSI port "
            + "binding and NSX may share one.",
        Action = "Give the other service a subnet of its own, or move vMotion to the vmotion stack.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.VMotion)
        {
            Adapter[] others = host.Host.Adapters
                .Where(other => other.Device != adapter.Device && other.Stack == adapter.Adapter.Stack && !other.IsForVMotion && !other.SystemOwned
                    && !other.HasService(ServiceNames.Management)
                    && other.Addresses.Any(own => !own.Address.IsLinkLocal && adapter.Subnets.Contains(own.Subnet)))
                .ToArray();
            if (others.Length == 0) continue;
            yield return Report(
                host,
                adapter.Device,
                "a subnet for vMotion alone",
                $"{Words.Subnets(adapter.Adapter)}, also on {Words.List(others.Select(WithServices))}");
        }
    }

    private static string WithServices(Adapter adapter) =>
        adapter.Device + (adapter.Services is { Count: > 0 } services ? $" ({string.Join(", ", services)})" : string.Empty);
}
