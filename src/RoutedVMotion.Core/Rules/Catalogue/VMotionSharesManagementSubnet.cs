using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>vMotion and management on one wire, in one stack.</summary>
public sealed class VMotionSharesManagementSubnet : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(VMotionSharesManagementSubnet),
        Severity = Severity.Warning,
        Scope = RuleScope.Host,
        Title = "vMotion and management share a subnet in the default stack",
        Why = "Connections are set up over the management adapter and the data leaves by the other: switches that see one "
            + "direction only flood it.",
        Action = "Move vMotion to the vmotion stack, or to a subnet of its own.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.VMotion)
        {
            if (adapter.Adapter.Stack != NetstackKeys.Default) continue;
            foreach (Adapter other in host.Host.Adapters)
            {
                if (other.Device == adapter.Device || other.Stack != NetstackKeys.Default || !other.HasService(ServiceNames.Management)) continue;
                Subnet[] shared = adapter.Subnets.Intersect(other.Addresses.Select(own => own.Subnet)).ToArray();
                if (shared.Length == 0) continue;
                yield return Report(host, adapter.Device, "another subnet than management's", $"{shared[0]}, also on {other.Device} (management)");
            }
        }
    }
}
