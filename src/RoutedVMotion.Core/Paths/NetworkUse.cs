using System.Collections.Generic;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Paths;

/// <summary>The virtual machines of a group of hosts that are on one network and could go to the other group.</summary>
/// <param name="Path">How far the network reaches.</param>
/// <param name="Machines">The virtual machines.</param>
public sealed record NetworkUse(NetworkPath Path, IReadOnlyList<VirtualMachine> Machines);
