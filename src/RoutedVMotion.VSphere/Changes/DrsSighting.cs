using System.Collections.Generic;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>How DRS of a cluster stands.</summary>
/// <param name="Level">The automation level (DrsBehavior).</param>
/// <param name="AutomaticMachines">Virtual machines whose own level is fully automated, by name: they are moved whatever the cluster's level is.</param>
internal sealed record DrsSighting(string Level, IReadOnlyList<string> AutomaticMachines);
