namespace RoutedVMotion.Core.Plan;

/// <summary>How a VM network reaches other racks, as the plan's vmNetworks say it.</summary>
public enum NetworkReach
{
    /// <summary>It does not.</summary>
    Local,

    /// <summary>Its VLAN is stretched between these racks, for example by EVPN.</summary>
    Stretched,

    /// <summary>It is an overlay segment.</summary>
    Overlay,

    /// <summary>The guest announces its own address by routing.</summary>
    GuestRouting,

    /// <summary>The address is translated at the fabric's border.</summary>
    Nat,
}
