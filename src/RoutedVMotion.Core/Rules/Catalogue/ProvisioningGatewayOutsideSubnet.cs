using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A provisioning gateway that cannot be reached.</summary>
public sealed class ProvisioningGatewayOutsideSubnet : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(ProvisioningGatewayOutsideSubnet),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The gateway of the provisioning stack lies outside its subnet",
        Why = "Cold migrations, clones and moves without shared storage to another rack stop half way; live migration is not concerned.",
        Action = "Set the gateway of the vSphereProvisioning stack to one in its adapter's subnet.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (Adapter adapter in host.Host.Adapters)
        {
            if (adapter.Stack != NetstackKeys.Provisioning) continue;
            AdapterRoute way = AdapterRoute.Of(host.Host, adapter);
            if (way.Problem is not (RouteProblem.GatewayOutsideSubnet or RouteProblem.GatewayIsOwnAddress)) continue;
            yield return Report(
                host,
                adapter.Device,
                "a gateway in " + Words.Subnets(adapter),
                way.NextHop!.Gateway + (way.Problem == RouteProblem.GatewayIsOwnAddress ? ", an address of this host" : string.Empty));
        }
    }
}
