using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A leased address where the plan is static.</summary>
public sealed class AddressFromDhcp : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(AddressFromDhcp),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "The vMotion adapter takes its address from DHCP",
        Why = "Address and gateway come with the lease and may change; the plan's are not set, and Set-VMotionRouting leaves "
            + "DHCP adapters alone.",
        Action = "Give the adapter the static address that the plan has for it.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        if (host.Rack?.Plan is null) yield break;
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            if (!adapter.Adapter.Dhcp) continue;
            yield return Report(
                host,
                adapter.Device,
                adapter.PlannedAddress(AddressFamily.IPv4) is InterfaceAddress planned ? planned + ", static" : "a static address",
                adapter.Adapter.IPv4 is InterfaceAddress leased ? leased + " by DHCP" : "DHCP, and no lease");
        }
    }
}
