using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>Which virtual machine is to be migrated where and back.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Server">The server that it is on.</param>
/// <param name="Destinations">Where to; empty for a host of each rack of its cluster.</param>
/// <param name="Plan">The plan; null without one.</param>
/// <param name="Timeout">How long one migration may take.</param>
internal sealed record CanaryRequest(MachineReference Machine, ServerTarget Server, IReadOnlyList<PlaceReference> Destinations, RackPlan? Plan, TimeSpan Timeout);
