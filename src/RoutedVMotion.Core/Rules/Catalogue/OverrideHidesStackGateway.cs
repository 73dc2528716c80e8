using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>Two gateways of which only one counts.</summary>
public sealed class OverrideHidesStackGateway : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(OverrideHidesStackGateway),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "An override hides the gateway of the stack",
        Why = "Only the override counts for this adapter: whoever reads or changes the gateway of the stack reads or changes nothing.",
        Action = "Keep one of the two: clear the override, or make both the same.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            // On the default stack an override is the documented way, and that stack's gateway is for management.
            if (adapter.Adapter.Stack == NetstackKeys.Default) continue;
            foreach (AddressFamily family in adapter.Families)
            {
                if (adapter.Adapter.GetOverride(family) is not InetAddress byOverride) continue;
                if (host.Host.FindStack(adapter.Adapter.Stack)?.GetGateway(family) is not InetAddress ofStack || ofStack == byOverride) continue;
                yield return Report(host, adapter.Device, "one gateway", $"override {byOverride}, stack {ofStack}: {byOverride} counts");
            }
        }
    }
}
