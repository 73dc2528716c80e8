namespace RoutedVMotion.Core.Inventory;

/// <summary>The kinds of virtual switch that a port group can be on.</summary>
public enum SwitchKind
{
    /// <summary>It could not be read which.</summary>
    Unknown,

    /// <summary>A standard switch of the host itself.</summary>
    Standard,

    /// <summary>A distributed switch.</summary>
    Distributed,

    /// <summary>An NSX segment on a distributed switch (backingType "nsx").</summary>
    Nsx,

    /// <summary>An opaque network: an NSX segment on an N-VDS.</summary>
    Opaque,
}
