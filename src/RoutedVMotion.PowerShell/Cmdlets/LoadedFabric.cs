using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>What came of reading servers.</summary>
/// <param name="Fabric">All that was read.</param>
/// <param name="Servers">The servers that were read.</param>
/// <param name="Failed">The names of those that failed; what is on them is missing.</param>
internal sealed record LoadedFabric(Fabric Fabric, IReadOnlyList<ServerTarget> Servers, IReadOnlyList<string> Failed)
{
    /// <summary>The same by server; one that two names lead to is here once.</summary>
    internal IReadOnlyList<(IFabricSource Source, Fabric Fabric)> Parts { get; init; } = [];
}
