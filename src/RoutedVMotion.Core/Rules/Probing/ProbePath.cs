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
        Largest = Observations.OrderByDescending(seen => seen.Ping.Size).First();
        Passed = Observations.Where(seen => seen.Answered && seen.Ping.DontFragment).Select(seen => seen.Ping.Mtu).DefaultIfEmpty(0).Max();
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

    /// <summary>The largest MTU that passed unfragmented, in bytes; 0 if none did.</summary>
    public int Passed { get; }

    /// <summary>Mean round trip of the largest size that was answered, in milliseconds.</summary>
    public double? RttMs => Observations.Where(seen => seen.Answered).OrderByDescending(seen => seen.Ping.Size).FirstOrDefault()?.RttAvgMs;
}
