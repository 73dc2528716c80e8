using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Output;

/// <summary>A rack plan as an object to look at, to pipe and to convert; cmdlets that take -Plan take it as well.</summary>
public sealed class VMotionPlan
{
    private readonly RackPlan _plan;

    /// <summary>A plan as an object.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="remarks">What was noticed while it was inferred.</param>
    public VMotionPlan(RackPlan plan, IEnumerable<string>? remarks = null)
    {
        _plan = plan;
        Path = plan.File;
        Mtu = plan.DefaultMtu;
        MaxRttMs = plan.MaxRttMs;
        Racks = plan.Racks.Select(rack => new VMotionPlanRack(rack)).ToArray();
        VMNetworks = plan.VMNetworks.Select(network => new VMotionPlanNetwork(network)).ToArray();
        Rules = plan.Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => rule.Key + "=" + rule.Value).ToArray();
        Remarks = remarks?.ToArray() ?? Array.Empty<string>();
    }

    /// <summary>The file that it came from; null for a plan in memory.</summary>
    public string? Path { get; }

    /// <summary>The MTU that racks inherit, in bytes.</summary>
    public int? Mtu { get; }

    /// <summary>The longest round trip between racks that is no warning, in milliseconds.</summary>
    public double? MaxRttMs { get; }

    /// <summary>The racks.</summary>
    public IReadOnlyList<VMotionPlanRack> Racks { get; }

    /// <summary>How VM networks reach other racks.</summary>
    public IReadOnlyList<VMotionPlanNetwork> VMNetworks { get; }

    /// <summary>The rules that the plan turns off or weighs otherwise, for example "UplinkSpeed=off".</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>What New-VMotionPlan noticed and no rack's notes have: hosts that it could not place, neighbours that are no leaves.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The plan itself, for cmdlets. A method, so that ConvertTo-Json leaves it out.</summary>
    public RackPlan ToRackPlan() => _plan;

    /// <summary>The plan as the text of racks.json.</summary>
    public string ToJson() => PlanWriter.Write(_plan);

    /// <summary>For example "racks.json: 25 racks".</summary>
    public override string ToString() => $"{(Path is null ? string.Empty : Path + ": ")}{Racks.Count} {(Racks.Count == 1 ? "rack" : "racks")}";
}
