using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A VLAN that is not the one of the rack.</summary>
public sealed class VlanDiffersFromRack : HostRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(VlanDiffersFromRack),
        Severity = Severity.Error,
        Scope = RuleScope.Host,
        Title = "The VLAN is not the one of the rack",
        Why = "The gateway of the rack is in another VLAN: frames of this adapter do not reach it, nor the other hosts of the rack.",
        Action = "Set the VLAN of the port group, or move the adapter to the port group of the rack.",
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            Vlan vlan = adapter.Adapter.PortGroup?.Vlan ?? Vlan.Unknown;
            int? planned = host.Rack?.Plan?.VMotion.Vlan;
            Majority<int>? usual = planned is null ? host.Rack?.UsualVlan : null;
            if ((planned ?? usual?.Value) is not int expected || Matches(vlan, expected)) continue;
            // Of a trunk or an overlay no majority says anything; a plan that names a VLAN does.
            if (planned is null && vlan.Id is null) continue;
            string of = adapter.Adapter.PortGroup!.Name;
            yield return Report(
                host,
                adapter.Device,
                usual is null ? Words.Number(expected) : Words.Usual(usual, host.Rack!),
                $"{vlan} (port group {of})" + (vlan.Kind == VlanKind.Trunk ? ", where a vmkernel adapter sends untagged" : string.Empty),
                usual is null ? null : Severity.Warning);
        }
    }

    /// <summary>Frames of a port group with this VLAN are in the expected one, or nothing speaks against it.</summary>
    internal static bool Matches(Vlan vlan, int expected) => vlan.Kind switch
    {
        VlanKind.Unknown => true,
        // A plan names a private VLAN by either of its ids.
        VlanKind.Private => vlan.Id == expected || vlan.PrimaryId == expected,
        VlanKind.Trunk => expected == 0,
        _ => vlan.Id == expected,
    };
}
