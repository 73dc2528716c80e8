using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
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

    /// <summary>All that was read, arranged by a plan.</summary>
    internal FabricIndex Index(RackPlan? plan) => new(Fabric, plan is null ? null : PlanFor(plan));

    /// <summary>The plan as it is meant for these servers: where a twin was read, and not its server, the server's racks are the twin's.</summary>
    internal RackPlan PlanFor(RackPlan plan) => Servers
        .Where(server => server.TwinOf is not null && !Servers.Any(other => string.Equals(other.Name, server.TwinOf, StringComparison.OrdinalIgnoreCase)))
        .Aggregate(plan, (meant, twin) => meant.OnServer(twin.TwinOf!, twin.Name));
}
