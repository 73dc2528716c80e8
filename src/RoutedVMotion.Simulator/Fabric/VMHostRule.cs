using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A DRS rule that ties virtual machines to hosts.</summary>
/// <param name="Name">Its name; its groups are called after it.</param>
/// <param name="IsMandatory">"Must" rather than "should".</param>
/// <param name="Machines">The virtual machines.</param>
/// <param name="Hosts">The hosts that they run on.</param>
internal sealed record VMHostRule(string Name, bool IsMandatory, IReadOnlyList<VirtualMachine> Machines, IReadOnlyList<Host> Hosts);
