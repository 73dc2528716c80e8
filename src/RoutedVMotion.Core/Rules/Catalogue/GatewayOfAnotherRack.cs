using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A gateway copied from another rack.</summary>
public sealed class GatewayOfAnotherRack : GatewayRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(GatewayOfAnotherRack),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The gateway is another rack's",
        Why = "That gateway is behind other leaves and in another subnet, so that no frame of this host reaches it.",
        Action = "Set the gateway of the host's own rack; if the host has moved, move it in the plan and give it an address there.",
        FixedBySet = true,
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    protected override GatewayFault Fault => GatewayFault.OfAnotherRack;

    /// <inheritdoc/>
    protected override string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop) =>
        $"{InWords(host, adapter, hop)}, the gateway of {host.Fabric.RackOfGateway(hop.Gateway!.Value)!.Name}";
}
