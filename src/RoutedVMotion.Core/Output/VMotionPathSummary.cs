using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Paths;

namespace RoutedVMotion.Core.Output;

/// <summary>
/// All paths in one row: how many pairs of hosts are of each kind, and, where hosts have pinged, round trips within racks beside those
/// between racks. It shows what was measured, and says what was not.
/// </summary>
public sealed class VMotionPathSummary
{
    /// <summary>Sums up.</summary>
    /// <param name="index">The paths.</param>
    /// <param name="rows">The rows; each is looked at once and let go.</param>
    public VMotionPathSummary(PathIndex index, IEnumerable<VMotionPath> rows)
    {
        foreach (VMotionPath row in rows)
        {
            Paths++;
            Switched += row.PairsOf(PathKind.Switched);
            Routed += row.PairsOf(PathKind.Routed);
            Blocked += row.PairsOf(PathKind.Blocked);
            Unknown += row.PairsOf(PathKind.Unknown);
        }

        if (index.Facts is not PathFacts facts) return;
        (double RttMs, int Pings)[] within = facts.RoundTrips(withinRacks: true).ToArray(), between = facts.RoundTrips(withinRacks: false).ToArray();
        (WithinPaths, WithinPings, WithinRttMinMs, WithinRttAvgMs, WithinRttMaxMs, WithinSpreadMs) = Describe(within);
        (BetweenPaths, BetweenPings, BetweenRttMinMs, BetweenRttAvgMs, BetweenRttMaxMs, BetweenSpreadMs) = Describe(between);
        if (WithinRttAvgMs is double near && BetweenRttAvgMs is double far) DifferenceMs = Round(far - near);
        Comparison = Compare();
        NotMeasured = "A handful of pings, one after another: they say nothing of throughput, of queues and loss under load, of TCP 8000 and 902, "
            + "nor of how long a migration takes; the time that both hosts need to answer is in them.";
    }

    /// <summary>Rows that were looked at.</summary>
    public int Paths { get; }

    /// <summary>Pairs of hosts in one segment.</summary>
    public int Switched { get; }

    /// <summary>Pairs of hosts that reach each other through gateways.</summary>
    public int Routed { get; }

    /// <summary>Pairs of hosts that do not reach each other, in at least one direction.</summary>
    public int Blocked { get; }

    /// <summary>Pairs of hosts of which configuration does not tell.</summary>
    public int Unknown { get; }

    /// <summary>Paths within racks that were answered; null where nobody has pinged.</summary>
    public int? WithinPaths { get; }

    /// <summary>Answered pings within racks.</summary>
    public int? WithinPings { get; }

    /// <summary>The shortest of the mean round trips of paths within racks, in milliseconds.</summary>
    public double? WithinRttMinMs { get; }

    /// <summary>Their mean.</summary>
    public double? WithinRttAvgMs { get; }

    /// <summary>The longest of them.</summary>
    public double? WithinRttMaxMs { get; }

    /// <summary>How much they differ among themselves: their standard deviation, in milliseconds.</summary>
    public double? WithinSpreadMs { get; }

    /// <summary>Paths between racks that were answered.</summary>
    public int? BetweenPaths { get; }

    /// <summary>Answered pings between racks.</summary>
    public int? BetweenPings { get; }

    /// <summary>The shortest of the mean round trips of paths between racks, in milliseconds.</summary>
    public double? BetweenRttMinMs { get; }

    /// <summary>Their mean.</summary>
    public double? BetweenRttAvgMs { get; }

    /// <summary>The longest of them.</summary>
    public double? BetweenRttMaxMs { get; }

    /// <summary>How much they differ among themselves: their standard deviation, in milliseconds.</summary>
    public double? BetweenSpreadMs { get; }

    /// <summary>By how much the mean between racks is longer than the one within, in milliseconds; negative where it is shorter.</summary>
    public double? DifferenceMs { get; }

    /// <summary>The comparison in a sentence; null where nobody has pinged.</summary>
    public string? Comparison { get; }

    /// <summary>What these pings cannot tell; null where nobody has pinged.</summary>
    public string? NotMeasured { get; }

    /// <summary>For example "24 pairs of hosts switched, 90 routed, 18 blocked, 0 unknown".</summary>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0} pairs of hosts switched, {1} routed, {2} blocked, {3} unknown", Switched, Routed, Blocked, Unknown);

    private static (int Paths, int Pings, double? Min, double? Avg, double? Max, double? Spread) Describe((double RttMs, int Pings)[] paths)
    {
        if (paths.Length == 0) return (0, 0, null, null, null, null);
        double mean = paths.Average(path => path.RttMs);
        double spread = Math.Sqrt(paths.Average(path => (path.RttMs - mean) * (path.RttMs - mean)));
        return (paths.Length, paths.Sum(path => path.Pings), Round(paths.Min(path => path.RttMs)), Round(mean), Round(paths.Max(path => path.RttMs)), Round(spread));
    }

    private string Compare()
    {
        if (DifferenceMs is not double difference) return WithinPaths == 0 ? "No round trip within a rack was measured to compare with." : "No round trip between racks was measured.";
        string sentence = string.Format(
            CultureInfo.InvariantCulture,
            "Between racks a round trip took {0} ms {1} than within, on average: {2} ms over {3} paths ({4} pings) against {5} ms over {6} ({7}). Paths differ among themselves by {8} ms between racks and {9} ms within (standard deviation).",
            Math.Abs(difference),
            difference < 0 ? "less" : "more",
            BetweenRttAvgMs,
            BetweenPaths,
            BetweenPings,
            WithinRttAvgMs,
            WithinPaths,
            WithinPings,
            BetweenSpreadMs,
            WithinSpreadMs);
        return Math.Abs(difference) > Math.Max(WithinSpreadMs!.Value, BetweenSpreadMs!.Value) ? sentence : sentence + " The difference is no larger than that.";
    }

    private static double Round(double value) => Math.Round(value, 3);
}
