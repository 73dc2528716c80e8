using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A host profile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hosts">The hosts that it is attached to.</param>
internal sealed record HostProfile(string Name, IReadOnlyList<Host> Hosts);
