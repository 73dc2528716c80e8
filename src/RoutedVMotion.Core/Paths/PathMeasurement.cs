namespace RoutedVMotion.Core.Paths;

/// <summary>What pings have measured between two groups of hosts, in one direction; of hosts that are cut off only where there are no others.</summary>
public sealed record PathMeasurement
{
    /// <summary>Pairs of hosts that have pinged.</summary>
    public int HostPairs { get; init; }

    /// <summary>Pings that were sent, of the largest size that is answered at all; warm-ups and those that look for the largest packet do not count.</summary>
    public int Sent { get; init; }

    /// <summary>Pings that were answered.</summary>
    public int Received { get; init; }

    /// <summary>The shortest round trip in milliseconds; null without an answer.</summary>
    public double? RttMinMs { get; init; }

    /// <summary>The mean round trip in milliseconds.</summary>
    public double? RttAvgMs { get; init; }

    /// <summary>The longest round trip in milliseconds.</summary>
    public double? RttMaxMs { get; init; }

    /// <summary>The largest IP packet that passes unfragmented everywhere there, in bytes, headers included; null if none does.</summary>
    public int? LargestPacket { get; init; }

    /// <summary>The smallest IP packet that is lost while smaller ones pass, in bytes; null where the largest that hosts send is not.</summary>
    public int? SmallestLost { get; init; }
}
