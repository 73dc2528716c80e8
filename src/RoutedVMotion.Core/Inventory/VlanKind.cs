namespace RoutedVMotion.Core.Inventory;

/// <summary>The ways in which a port group can tag.</summary>
public enum VlanKind
{
    /// <summary>It could not be read.</summary>
    Unknown,

    /// <summary>No tag (VLAN id 0).</summary>
    None,

    /// <summary>One VLAN id.</summary>
    Id,

    /// <summary>Several ids; the adapter would have to tag itself, which a vmkernel adapter cannot.</summary>
    Trunk,

    /// <summary>A private VLAN: a secondary id below a primary one.</summary>
    Private,

    /// <summary>An NSX overlay segment, which has no VLAN of the fabric.</summary>
    Overlay,
}
