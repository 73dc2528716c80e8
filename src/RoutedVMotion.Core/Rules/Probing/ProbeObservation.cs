using System;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>What came of a ping.</summary>
/// <param name="Ping">The ping.</param>
public sealed record ProbeObservation(ProbePing Ping)
{
    /// <summary>How many were sent, the warm-up not counted.</summary>
    public int Sent { get; init; }

    /// <summary>How many were answered.</summary>
    public int Received { get; init; }

    /// <summary>The shortest round trip in milliseconds; null without an answer.</summary>
    public double? RttMinMs { get; init; }

    /// <summary>The mean round trip in milliseconds; null without an answer.</summary>
    public double? RttAvgMs { get; init; }

    /// <summary>The longest round trip in milliseconds; null without an answer.</summary>
    public double? RttMaxMs { get; init; }

    /// <summary>What the host said instead of an answer, for example "sendto() failed (Message too long)".</summary>
    public string? Error { get; init; }

    /// <summary>Why the host could not be made to ping.</summary>
    public ProbeFailure Failure { get; init; }

    /// <summary>
    /// The destination's state in the neighbour table of the adapter (ARP, ND), as the host calls it; null where it is not in
    /// the table, or nobody looked. To be looked up where a gateway does not answer.
    /// </summary>
    public string? NeighborState { get; init; }

    /// <summary>The host pinged: there is something to conclude from.</summary>
    public bool Asked => Failure == ProbeFailure.None;

    /// <summary>Somebody answered.</summary>
    public bool Answered => Asked && Received > 0;

    /// <summary>The neighbour table knows the destination: it is there, and so are VLAN and cable.</summary>
    public bool IsInNeighborTable => !string.IsNullOrEmpty(NeighborState)
        && NeighborState!.IndexOf("incomplete", StringComparison.OrdinalIgnoreCase) < 0
        && NeighborState.IndexOf("fail", StringComparison.OrdinalIgnoreCase) < 0;
}
