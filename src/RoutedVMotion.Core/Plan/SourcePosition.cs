using System.Globalization;

namespace RoutedVMotion.Core.Plan;

/// <summary>Where something stands in a plan: in a file by line and column, in memory by its JSON path.</summary>
/// <param name="File">The file's name as the user gave it; null in memory.</param>
/// <param name="Line">The line, from 1; 0 in memory.</param>
/// <param name="Column">The column, from 1; 0 in memory.</param>
/// <param name="JsonPath">For example racks[0].vmotion.gateway.</param>
public sealed record SourcePosition(string? File, int Line, int Column, string JsonPath)
{
    /// <summary>For example "racks.json:12:18" or "racks[0].vmotion.gateway".</summary>
    public override string ToString() => File is null || Line == 0
        ? JsonPath
        : string.Format(CultureInfo.InvariantCulture, "{0}:{1}:{2}", File, Line, Column);
}
