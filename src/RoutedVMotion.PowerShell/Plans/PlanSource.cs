using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Files;

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
        object when FilePath.Of(value) is string path => new PlanSource(path, null),
        _ => null,
    };
}
