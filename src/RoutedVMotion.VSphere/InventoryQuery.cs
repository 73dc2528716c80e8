using System;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.VSphere;

/// <summary>What to read of the hosts.</summary>
public sealed record InventoryQuery
{
    /// <summary>Ask each wanted host for its LLDP and CDP neighbours: one call a host, a few at once.</summary>
    public bool Neighbors { get; init; }

    /// <summary>Which hosts are reported; all where it is null. Asked before neighbours are read.</summary>
    public Func<EsxHost, bool>? Wanted { get; init; }
}
