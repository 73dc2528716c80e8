using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Tests.Rules;

/// <summary>A fault put into a clean fabric, and every finding that it leads to.</summary>
/// <param name="Rule">The rule that it is about; its page in docs/rules takes its example from the first case.</param>
/// <param name="Story">What was done, a sentence: "The vmotion stack of esx-0103 lost its gateway."</param>
/// <param name="Build">The fabric with the fault.</param>
/// <param name="Expected">
/// All findings, in order, as "Rule host device" (VM instead of device, cluster or rack instead of host).
/// </param>
internal sealed record FiringCase(string Rule, string Story, Func<FabricBuilder> Build, params string[] Expected)
{
    /// <summary>How the network answers; null where only configuration is judged.</summary>
    public Func<ProbePing, ProbeObservation>? Network { get; init; }

    /// <summary>The findings.</summary>
    public IReadOnlyList<Finding> Judge()
    {
        FabricIndex fabric = Build().Build();
        if (Network is null) return [.. RuleEngine.Run(fabric)];
        return [.. ProbeJudge.Judge(fabric, Ping(fabric, Network))];
    }

    /// <summary>A finding as <see cref="Expected"/> has it.</summary>
    public static string InShort(Finding finding)
    {
        string where = finding.VMHost?.Split('.')[0] ?? finding.Cluster ?? finding.Rack ?? "-";
        string what = finding.VM ?? finding.Device ?? string.Empty;
        return $"{finding.Rule} {where} {what}".TrimEnd();
    }

    /// <summary>All rounds of pings, as the prober makes them.</summary>
    public static List<ProbeObservation> Ping(FabricIndex fabric, Func<ProbePing, ProbeObservation> network)
    {
        var seen = new List<ProbeObservation>();
        for (IReadOnlyList<ProbePing> round = ProbePlanner.First(fabric); round.Count > 0; round = ProbePlanner.Next(seen))
            seen.AddRange(round.Select(network));
        return seen;
    }
}
