using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A gateway that is a host.</summary>
public sealed class GatewayIsHostAddress : GatewayRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(GatewayIsHostAddress),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The gateway is the address of a vmkernel adapter",
        Why = "A host does not route: what is sent to it is dropped, and vMotion to another rack times out.",
        Action = "Set the gateway of the rack, the address of the leaves' SVI.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    protected override GatewayFault Fault => GatewayFault.HostAddress;

    /// <inheritdoc/>
    protected override string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop)
    {
        AddressUse? use = host.Fabric.UsesOf(host, hop.Gateway!.Value);
        string whose = use is null || use.Host == host ? "this host's " + (use?.Adapter.Device ?? "own adapter")
            : $"{use.Host.Host.Name} {use.Adapter.Device}";
        return $"{InWords(host, adapter, hop)}, the address of {whose}";
    }
}
