using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A gateway that is no address of a machine.</summary>
public sealed class GatewayIsNetworkOrBroadcast : GatewayRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(GatewayIsNetworkOrBroadcast),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The gateway is the network or broadcast address of the subnet",
        Why = "No router answers there, so that vMotion to another rack times out.",
        Action = "Set the gateway of the rack, the address of the leaves' SVI.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    protected override GatewayFault Fault => GatewayFault.NetworkOrBroadcast;

    /// <inheritdoc/>
    protected override string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop)
    {
        Subnet subnet = adapter.Subnets.First(own => own.Contains(hop.Gateway!.Value));
        return $"{InWords(host, adapter, hop)}, the {(hop.Gateway == subnet.Network ? "network" : "broadcast")} address of {subnet}";
    }
}
