using System;
using System.Globalization;

using RoutedVMotion.Core.Paths;

namespace RoutedVMotion.Core.Output;

/// <summary>One of the migrations of a canary: there, or back.</summary>
public sealed class VMotionPathLeg
{
    internal VMotionPathLeg(CanaryLeg leg)
    {
        Direction = leg.IsBack ? "Back" : "There";
        Source = leg.Source;
        Destination = leg.Destination;
        Start = leg.Start?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        DurationSec = Math.Round(leg.Seconds, 2);
        Fault = leg.Fault;
    }

    /// <summary>There, or Back.</summary>
    public string Direction { get; }

    /// <summary>The host that the virtual machine was on.</summary>
    public string Source { get; }

    /// <summary>The host that it was sent to.</summary>
    public string Destination { get; }

    /// <summary>When it began, by the server's clock (ISO 8601, UTC); null where the server has not said.</summary>
    public string? Start { get; }

    /// <summary>How long it took, in seconds, by the server's clock.</summary>
    public double DurationSec { get; }

    /// <summary>Why it failed, in words, with VMware's name of the fault; null where it did not.</summary>
    public string? Fault { get; }

    /// <summary>For example "There: esx-0101.example.com to esx-0201.example.com in 2.31 s".</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "{0}: {1} to {2} {3} {4:0.##} s", Direction, Source, Destination, Fault is null ? "in" : "failed after", DurationSec);
}
