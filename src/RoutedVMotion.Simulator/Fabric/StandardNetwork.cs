using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>What vCenter shows for all standard port groups of one name in a datacenter.</summary>
/// <param name="Datacenter">Where it is listed.</param>
/// <param name="Id">Its managed object id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hosts">The hosts that have it.</param>
internal sealed record StandardNetwork(Datacenter Datacenter, string Id, string Name, IReadOnlyList<Host> Hosts);
