using System;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>A response, whatever it goes by.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body.</param>
/// <param name="SetCookie">A cookie to be set; null for none.</param>
internal sealed record WireResponse(int Status, string ContentType, ArraySegment<byte> Body, string? SetCookie = null)
{
    /// <summary>How long it takes to get ready.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The connection is closed instead.</summary>
    public bool IsDropped { get; init; }
}
