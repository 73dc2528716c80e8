using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>Multi-NIC vMotion in several subnets.</summary>
public sealed class AdaptersInDifferentSubnets : GatewayRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AdaptersInDifferentSubnets),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "vMotion adapters of one stack are in different subnets behind one gateway",
        Why = "A stack has one default gateway: it serves the adapter in whose subnet it lies, and the other one does not "
            + "leave its subnet.",
        Action = "Put all vMotion adapters of the host in the rack's subnet, or give the other one an override.",
    };

    /// <inheritdoc/>
    protected override GatewayFault Fault => GatewayFault.OfOtherAdapter;

    /// <inheritdoc/>
    protected override string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop) =>
        $"{adapter.Address(family)}, while {InWords(host, adapter, hop)} lies in the subnet of {hop.Device}";
}
