using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>A path from one host to another, with its verdict, which hosts that are equal share.</summary>
/// <param name="Source">Where the virtual machine is.</param>
/// <param name="Destination">Where it is to go.</param>
/// <param name="Verdict">The verdict.</param>
public readonly record struct HostPath(HostContext Source, HostContext Destination, PathVerdict Verdict);
