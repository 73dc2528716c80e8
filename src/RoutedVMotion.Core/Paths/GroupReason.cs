using System.Collections.Generic;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>A reason that holds of paths between two groups, and the hosts at whose end it lies.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Hosts">The hosts, by name.</param>
public sealed record GroupReason(PathReason Reason, IReadOnlyList<HostContext> Hosts);
