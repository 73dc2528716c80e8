using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>All that was asked between one host and another, over one address family: every size of ping.</summary>
internal sealed class ProbePath
{
    public ProbePath(HostContext source, HostContext peer, IEnumerable<ProbeObservation> observations)
    {
        Source = source;
        Peer = peer;
        Observations = observations.ToArray();
        Largest = Observations.OrderBy(seen => seen.Ping.IsSearch).ThenByDescending(seen => seen.Ping.Size).First();
        Best = Observations.Where(seen => seen.Answered && !seen.Ping.IsSearch).OrderByDescending(seen => seen.Ping.Size).FirstOrDefault() ?? Largest;
        Passed = Observations.Where(seen => seen.Answered && seen.Ping.DontFragment).Select(seen => seen.Ping.Mtu).DefaultIfEmpty(0).Max();
        if (IsTooSmall) Lost = Observations.Where(seen => !seen.Answered && seen.Ping.DontFragment && seen.Ping.Mtu > Passed).Select(seen => (int?)seen.Ping.Mtu).Min();
    }

    public HostContext Source { get; }

    public HostContext Peer { get; }

    public ProbeObservation[] Observations { get; }

    /// <summary>The ping that ought to pass.</summary>
    public ProbeObservation Largest { get; }

    /// <summary>Something was answered, whatever its size.</summary>
    public bool Answered => Observations.Any(seen => seen.Answered);

    /// <summary>Small pings pass, and the one that ought to pass does not.</summary>
    public bool IsTooSmall => Answered && !Largest.Answered;

    /// <summary>The largest IP packet that passed unfragmented, in bytes; 0 if none did.</summary>
    public int Passed { get; }

    /// <summary>The smallest IP packet above it that was lost, in bytes; null where the one that ought to pass does, or nothing was answered.</summary>
    public int? Lost { get; }

    /// <summary>
    /// What counts for loss and round trips: the largest size that is answered at all. That the larger ones are lost is another matter,
    /// and what looks for the largest one measures nothing else.
    /// </summary>
    public ProbeObservation Best { get; }

    /// <summary>Its mean round trip in milliseconds; null without an answer.</summary>
    public double? RttMs => Best.RttAvgMs;
}
