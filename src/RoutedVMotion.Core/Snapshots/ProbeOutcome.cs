using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>What pings came to, in words that are the same as long as the network is: round trips never are.</summary>
internal static class ProbeOutcome
{
    /// <summary>In words.</summary>
    /// <param name="seen">All pings of one host by one adapter to one destination: of every size.</param>
    public static string InWords(IReadOnlyCollection<ProbeObservation> seen)
    {
        ProbeObservation[] whole = seen.Where(one => one.Answered && one.Ping.DontFragment).ToArray();
        if (whole.Length > 0) return string.Format(CultureInfo.InvariantCulture, "answered, {0} bytes unfragmented", whole.Max(one => one.Ping.Mtu));
        // A gateway is asked with small packets alone, and those may be fragmented.
        if (seen.Any(one => one.Answered)) return seen.Any(one => one.Asked && one.Ping.DontFragment) ? "answered only in pieces" : "answered";
        return seen.Any(one => one.Asked) ? "no answer" : $"not asked ({seen.First().Failure})";
    }
}
