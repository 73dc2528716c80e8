using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>Management that does not leave its rack.</summary>
public sealed class ManagementCannotRoute : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(ManagementCannotRoute),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "Management does not leave its subnet, though hosts of other racks have other ones",
        Why = "Hosts negotiate a migration over management, and cold data goes there too (TCP 902) unless the provisioning "
            + "stack carries it.",
        Action = "Set the default gateway of the default stack; this module reads it and never writes it.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (!host.Fabric.HasOtherSubnets(host, ServiceNames.Management)) yield break;
        AdapterRoute[] ways = host.Host.Adapters
            .Where(adapter => adapter.HasService(ServiceNames.Management))
            .Select(adapter => AdapterRoute.Of(host.Host, adapter))
            .ToArray();
        // Of several management adapters one way out is enough.
        if (ways.Length == 0 || ways.Any(way => way.CanRoute)) yield break;
        yield return Report(
            host,
            string.Join(", ", ways.Select(way => way.Adapter.Device)),
            "a gateway that management reaches",
            ways[0].Problem is RouteProblem.NoGateway or RouteProblem.NoAddress ? "no gateway" : Explanation.Of(ways[0]).TrimEnd('.'));
    }
}
