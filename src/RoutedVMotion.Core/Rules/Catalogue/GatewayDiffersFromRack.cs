using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A gateway that is not the one of the rack.</summary>
public sealed class GatewayDiffersFromRack : GatewayRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(GatewayDiffersFromRack),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The gateway is not the one of the rack",
        Why = "Only the rack's gateway is known to route between the racks; what is behind another address nobody has said.",
        Action = "Set the gateway of the rack, or correct the plan if this one is right.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    protected override GatewayFault Fault => GatewayFault.DiffersFromRack;

    /// <inheritdoc/>
    protected override string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop) =>
        hop.Gateway is null ? "none" : InWords(host, adapter, hop);

    /// <inheritdoc/>
    protected override Severity? SeverityOf(HostContext host, AdapterContext adapter, AddressFamily family) =>
        host.Rack?.Plan?.VMotion.GetGateway(family) is null ? Severity.Warning : null;
}
