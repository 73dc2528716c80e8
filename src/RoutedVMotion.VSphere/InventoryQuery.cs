using System;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.VSphere;

/// <summary>What to read of the hosts.</summary>
public sealed record InventoryQuery
{
    /// <summary>Ask each host for its LLDP and CDP neighbours: one call a host, a few at once.</summary>
    public bool Neighbors { get; init; }

    /// <summary>Which hosts are read; all where it is null. It is asked about each before any is.</summary>
    public Func<HostPlace, bool>? Wanted { get; init; }
}
