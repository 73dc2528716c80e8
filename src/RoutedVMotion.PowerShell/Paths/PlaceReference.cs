using System;

using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>An end of paths as a user refers to it: by name or pattern, by one of our rows, by an object of PowerCLI's.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name or pattern.</param>
/// <param name="Host">The host, where it is one by an object.</param>
internal sealed record PlaceReference(PlaceKind Kind, NamePattern Name, HostReference? Host = null)
{
    /// <summary>Reads a name or an object by its shape; null where it is nothing of the sort.</summary>
    internal static PlaceReference? Read(object? value)
    {
        switch (Shape.Unwrap(value))
        {
            case null or string { Length: 0 } or VMotionPlan:
                return null;
            case string name:
                return new PlaceReference(PlaceKind.Any, new NamePattern(name));
            case VMotionPlanRack rack:
                return new PlaceReference(PlaceKind.Rack, new NamePattern(rack.Name));
            case VMotionPath path:
                // A row that is looked at more closely.
                return new PlaceReference(path.SourceVMHost is null ? PlaceKind.Rack : PlaceKind.VMHost, new NamePattern(path.Source));
            case object cluster when Shape.GetString(cluster, "Id")?.StartsWith("ClusterComputeResource-", StringComparison.Ordinal) == true
                && Shape.GetString(cluster, "Name") is string clusterName:
                return new PlaceReference(PlaceKind.Cluster, new NamePattern(clusterName));
            case object other:
                return HostReference.Read(other) is { Name: NamePattern pattern } host ? new PlaceReference(PlaceKind.VMHost, pattern, host) : null;
        }
    }
}
