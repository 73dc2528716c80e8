using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>Something that is wrong with a plan, or worth knowing of it: what, where, and what to do.</summary>
/// <param name="Severity">An error makes the plan unusable; the rest does not.</param>
/// <param name="Id">A stable readable word, for example GatewayOutsideSubnet.</param>
/// <param name="Text">What is wrong, a sentence.</param>
/// <param name="WhatToDo">What to do about it, a sentence.</param>
/// <param name="Position">Where it stands.</param>
public sealed record PlanMessage(Severity Severity, string Id, string Text, string WhatToDo, SourcePosition Position)
{
    /// <summary>The entry of racks that it speaks of; null if it speaks of none.</summary>
    public string? Rack { get; init; }

    /// <summary>The host that it speaks of; null if it speaks of none.</summary>
    public string? VMHost { get; init; }

    /// <summary>For example "racks.json:12:18: Error GatewayOutsideSubnet: ...".</summary>
    public override string ToString() => $"{Position}: {Severity} {Id}: {Text} {WhatToDo}";
}
