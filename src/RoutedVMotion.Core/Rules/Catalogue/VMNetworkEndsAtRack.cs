using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Catalogue;

/// <summary>A VLAN that nobody says leaves the rack.</summary>
public sealed class VMNetworkEndsAtRack : VirtualMachineRule
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Name = nameof(VMNetworkEndsAtRack),
        Severity = Severity.Warning,
        Scope = RuleScope.VirtualMachine,
        Title = "Nothing says that the VM's network reaches the other racks",
        Why = "In a leaf-spine fabric a VLAN ends at its leaves: the VM moves without a complaint and then loses its "
            + "network. The same VLAN id elsewhere proves nothing.",
        Action = "Declare in vmNetworks how the network reaches the other racks, stretch it or move the VM to an overlay "
            + "segment, or hold the VM in its rack with a rule that must hold.",
        NeedsPlan = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<Finding> Judge(VirtualMachineContext machine)
    {
        // Without a plan nobody could say so.
        if (machine.Host.Fabric.Plan is null) yield break;
        foreach (NetworkReachability reach in machine.Networks)
        {
            if (reach.UnprovenIn.Count == 0) continue;
            yield return Report(
                machine,
                reach,
                "a network that reaches " + Words.List(reach.UnprovenIn),
                Says(reach.Network, reach.Vlan, reach.Vouching, reach.VouchedRacks),
                reach.Vouching == Vouching.None ? null : Severity.Error);
        }
    }

    /// <summary>"VLAN 120, declared local": what is known of a network of which nothing says that it reaches another rack.</summary>
    internal static string Says(VirtualMachineNetwork network, Vlan vlan, Vouching vouching, IReadOnlyList<string> vouchedRacks)
    {
        string kind = network.Kind switch
        {
            SwitchKind.Opaque when vlan.Kind == VlanKind.Unknown => "an NSX segment, overlay or VLAN, which vCenter cannot tell apart",
            SwitchKind.Nsx or SwitchKind.Opaque => $"an NSX segment on VLAN {vlan}",
            _ => "VLAN " + vlan,
        };
        string says = vouching switch
        {
            Vouching.Local => "declared local",
            Vouching.ForOtherRacks => "declared for " + Words.List(vouchedRacks) + " only",
            _ => "of which the plan says nothing",
        };
        return $"{kind}, {says}";
    }
}
