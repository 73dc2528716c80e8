using System;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Rules;

/// <summary>What rules judge: everything that was read, and the plan with every host's place in it.</summary>
public sealed record ValidationInput
{
    /// <summary>All that was read. Narrowing what is reported is another matter: rules always see the whole.</summary>
    public required Fabric Fabric { get; init; }

    /// <summary>The plan; null to judge what can be judged alone.</summary>
    public RackPlan? Plan { get; init; }

    /// <summary>Where the plan puts a host; not asked where there is no plan.</summary>
    public Func<EsxHost, HostPlacement> Placement { get; init; } = _ => HostPlacement.Nowhere;
}
