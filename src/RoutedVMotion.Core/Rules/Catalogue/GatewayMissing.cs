using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A vMotion adapter that does not leave its rack.</summary>
public sealed class GatewayMissing : GatewayRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(GatewayMissing),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "vMotion has no gateway, though there are other racks",
        Why = "vMotion inside the rack works and hides the gap; to a host in another rack it times out.",
        Action = "Set the default gateway of the vMotion stack (or the adapter's override) to the gateway of the rack.",
        FixedBySet = true,
    };

    /// <inheritdoc/>
    protected override GatewayFault Fault => GatewayFault.Missing;

    /// <inheritdoc/>
    protected override string Found(HostContext host, AdapterContext adapter, AddressFamily family, NextHop hop)
    {
        string unreached = Words.List(host.Unreached(adapter, family).Select(other => RackContext.InWords(other)), 2);
        return hop.Source == GatewaySource.StaticRoute
            ? "static routes, but none to " + unreached
            : $"no {(family == AddressFamily.IPv6 ? "IPv6 " : string.Empty)}gateway and no static route to {unreached}";
    }

    /// <inheritdoc/>
    protected override Severity? SeverityOf(HostContext host, AdapterContext adapter, AddressFamily family) =>
        WarningUnlessClusterSpans(host, family);
}
