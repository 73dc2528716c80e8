using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A vMotion gateway that management has too.</summary>
public sealed class GatewaySameAsDefaultStack : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(GatewaySameAsDefaultStack),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The vMotion stack has the same gateway as the default stack",
        Why = "vMotion and management then share a subnet and a VLAN; VMware asked for different gateways up to 7.0 and "
            + "still recommends them.",
        Action = "Give vMotion a subnet and a gateway of its own.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        TcpIpStack? byDefault = host.Host.FindStack(NetstackKeys.Default);
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            if (adapter.Adapter.Stack == NetstackKeys.Default) continue;
            foreach (AddressFamily family in adapter.Families)
            {
                // Where the gateway is wrong anyway, the rule that says so mentions where it was copied from.
                NextHop hop = adapter.Hop(family)!;
                if (!hop.IsUsable || hop.Source == GatewaySource.StaticRoute) continue;
                if (hop.Gateway is not InetAddress gateway || gateway.IsLinkLocal) continue;
                if (adapter.GatewayFault(family) != GatewayFault.None || byDefault?.GetGateway(family) != gateway) continue;
                yield return Report(host, adapter.Device, "another gateway than management's", gateway + " on both stacks");
            }
        }
    }
}
