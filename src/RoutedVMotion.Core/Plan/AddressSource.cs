namespace RoutedVMotion.Core.Plan;

/// <summary>Where a host's planned address comes from; the earlier goes before the later.</summary>
public enum AddressSource
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The plan's addresses.</summary>
    Pinned,

    /// <summary>The host has it already, on the rack's stack.</summary>
    Current,

    /// <summary>The lowest free one of the pool.</summary>
    Pool,

    /// <summary>There is no pool: the address of the adapter that is replaced.</summary>
    Replaced,
}
