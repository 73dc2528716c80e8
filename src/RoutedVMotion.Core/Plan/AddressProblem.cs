namespace RoutedVMotion.Core.Plan;

/// <summary>Why a host has no planned address.</summary>
public enum AddressProblem
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>The address in the plan's addresses lies outside the rack's subnet.</summary>
    PinnedOutsideSubnet,

    /// <summary>The address in the plan's addresses is the gateway's, the network's or the broadcast address.</summary>
    PinnedReserved,

    /// <summary>The address stands twice in the plan's addresses.</summary>
    PinnedTwice,

    /// <summary>The address in the plan's addresses is in use by another adapter.</summary>
    PinnedInUse,

    /// <summary>Every address of the pool is in use or reserved.</summary>
    PoolExhausted,

    /// <summary>There is no pool, and no address that the host could keep.</summary>
    NoPool,

    /// <summary>SDDC Manager hands out this rack's addresses, and none stands in the plan's addresses.</summary>
    ManagedElsewhere,

    /// <summary>The host's adapters could not be read, so that nobody knows what it has.</summary>
    NotRead,
}
