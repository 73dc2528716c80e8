using System;
using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>A request, whatever it came by.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path without the query, for example /sdk.</param>
/// <param name="Headers">The headers; names are compared without case.</param>
/// <param name="Body">The body; empty if there is none.</param>
internal sealed record WireRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, ArraySegment<byte> Body)
{
    public string GetHeader(string name) => Headers.TryGetValue(name, out string? value) ? value : string.Empty;
}
