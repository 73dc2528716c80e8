using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>A distributed port group, the same for all hosts.</summary>
/// <param name="Name">Its name, decoded.</param>
/// <param name="IsNsx">It is an NSX segment.</param>
/// <param name="SwitchId">The managed object id of its switch; null where it could not be read.</param>
/// <param name="Settings">VLAN and teaming; null where they could not be read.</param>
internal sealed record DistributedPortGroup(string Name, bool IsNsx, string? SwitchId, VMwareDVSPortSetting? Settings)
{
    /// <summary>Its VLAN, or its switch's where it does not say otherwise.</summary>
    public Vlan GetVlan(DistributedSwitch? dvs)
    {
        if (Settings?.VNI?.Value is int networkIdentifier and > 0) return Vlan.Overlay(networkIdentifier);
        Vlan vlan = (Settings?.Vlan ?? dvs?.DefaultPortConfig?.Vlan) switch
        {
            VmwareDistributedVirtualSwitchVlanIdSpec { VlanId: int id } => Vlan.Single(id),
            VmwareDistributedVirtualSwitchPvlanSpec { PvlanId: int id } =>
                Vlan.Private(id, dvs is not null && dvs.PrimaryVlans.TryGetValue(id, out int primary) ? primary : null),
            VmwareDistributedVirtualSwitchTrunkVlanSpec trunk => Vlan.Trunk(string.Join(",", (trunk.VlanId ?? []).Select(RangeInWords))),
            _ => Vlan.Unknown,
        };
        // An NSX segment without a VLAN and without a network identifier may be either kind (facts 0.10).
        return IsNsx && vlan.Kind == VlanKind.None ? Vlan.Unknown : vlan;
    }

    private static string RangeInWords(NumericRange range) => range.Start == range.End
        ? range.Start.GetValueOrDefault().ToString(CultureInfo.InvariantCulture)
        : string.Format(CultureInfo.InvariantCulture, "{0}-{1}", range.Start, range.End);
}
