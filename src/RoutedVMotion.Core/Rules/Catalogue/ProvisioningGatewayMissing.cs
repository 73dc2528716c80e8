using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A provisioning stack that does not leave its rack.</summary>
public sealed class ProvisioningGatewayMissing : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(ProvisioningGatewayMissing),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The provisioning stack has no gateway, though there are other racks",
        Why = "Cold migrations, clones and moves without shared storage to another rack stop half way; live migration is not concerned.",
        Action = "Set the gateway of the vSphereProvisioning stack, or take its adapter away so that management carries this traffic.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (!host.Fabric.HasOtherRacks(host, ServiceNames.Provisioning)) yield break;
        foreach (Adapter adapter in host.Host.Adapters)
        {
            if (adapter.Stack != NetstackKeys.Provisioning) continue;
            if (AdapterRoute.Of(host.Host, adapter) is not { Problem: RouteProblem.NoGateway } way) continue;
            yield return Report(
                host,
                adapter.Device,
                "a gateway in " + Words.Subnets(adapter),
                way.IPv4 is null ? "no IPv6 gateway" : "no gateway");
        }
    }
}
