using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>One of the vMotion adapters that a host is to have, and which of its adapters that is today.</summary>
public sealed record AssignedAdapter
{
    /// <summary>The place among the rack's adapters, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The host's adapter on the rack's stack that is this one; null if it has to be made.</summary>
    public Adapter? Current { get; init; }

    /// <summary>The host's adapter on another stack that this one replaces; null if there is none.</summary>
    public Adapter? Replaces { get; init; }

    /// <summary>The planned IPv4 address; null where the rack has no IPv4 subnet.</summary>
    public AssignedAddress? IPv4 { get; init; }

    /// <summary>The planned IPv6 address; null where the rack has no IPv6 subnet.</summary>
    public AssignedAddress? IPv6 { get; init; }
}
