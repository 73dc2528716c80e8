namespace RoutedVMotion.VSphere;

/// <summary>What esxcli's ping said.</summary>
public sealed record PingResult
{
    /// <summary>Echo requests sent.</summary>
    public int Transmitted { get; init; }

    /// <summary>Answers received, duplicates not counted.</summary>
    public int Received { get; init; }

    /// <summary>Answers that came twice.</summary>
    public int Duplicated { get; init; }

    /// <summary>Per cent lost.</summary>
    public int LossPercent { get; init; }

    /// <summary>Shortest round trip in milliseconds; null without an answer. esxcli's field says MS and means microseconds (facts 0.8).</summary>
    public double? MinimumMs { get; init; }

    /// <summary>Average round trip in milliseconds.</summary>
    public double? AverageMs { get; init; }

    /// <summary>Longest round trip in milliseconds.</summary>
    public double? MaximumMs { get; init; }

    /// <summary>
    /// Why the host could not even send, in its own words: "sendto() failed (Message too long)" where the don't-fragment bit is
    /// set and the packet exceeds the adapter's MTU, "(Network is unreachable)" where there is no route. Null where it sent.
    /// </summary>
    public string? Error { get; init; }
}
