using System.Management.Automation;

using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Plans;

/// <summary>A plan as a user gives it: the path of its file, the file, or an object of New- or Import-VMotionPlan.</summary>
/// <param name="Path">The path; null for an object.</param>
/// <param name="Plan">The object; null for a path.</param>
internal sealed record PlanSource(string? Path, VMotionPlan? Plan)
{
    /// <summary>Reads what was given; null where it is neither.</summary>
    internal static PlanSource? Read(object? value) => Shape.Unwrap(value) switch
    {
        VMotionPlan plan => new PlanSource(null, plan),
        string { Length: > 0 } path => new PlanSource(path, null),
        // What Get-Item and Get-ChildItem give, in the provider's own words where it has them.
        not null and not string when FileOf(value!) is string file => new PlanSource(file, null),
        _ => null,
    };

    private static string? FileOf(object value) =>
        Shape.GetString(value, "PSPath") ?? (PSObject.AsPSObject(value).BaseObject is System.IO.FileInfo file ? file.FullName : null);
}
