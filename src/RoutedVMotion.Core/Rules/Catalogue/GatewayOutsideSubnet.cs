using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A gateway that the adapter cannot reach.</summary>
public sealed class GatewayOutsideSubnet : GatewayRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(GatewayOutsideSubnet),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The gateway lies outside the adapter's subnet",
        Why = "A gateway has to be a neighbour: the host ignores this one, or sends vMotion out by another adapter.",
        Action = "Set the gateway of the rack, which lies in the adapter's own subnet.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    protected override GatewayFault Fault => GatewayFault.OutsideSubnet;

    /// <inheritdoc/>
    protected override string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop)
    {
        string found = InWords(host, adapter, hop);
        if (hop.Problem == RouteProblem.GatewayIsOwnAddress) return found + ", an address of this host";
        return hop.Device is null
            ? $"{found}, which {adapter.Device} ({adapter.Address(family)}) does not reach"
            : $"{found}: vMotion would leave by {hop.Device}"
                + (hop.Problem == RouteProblem.LeavesByManagement ? ", the management adapter" : string.Empty);
    }

    /// <inheritdoc/>
    protected override Severity? SeverityOf(HostContext host, AdapterContext adapter, AddressFamily family)
    {
        if (host.Rack?.Plan is null && adapter.Route.CanRoute) return Severity.Warning;
        // Nobody has set the default stack's gateway for vMotion: on a flat segment it was never asked for.
        bool isManagements = adapter.Adapter.Stack == NetstackKeys.Default && adapter.Hop(family)!.Source == GatewaySource.Stack;
        return isManagements ? WarningUnlessClusterSpans(host, family) : null;
    }
}
