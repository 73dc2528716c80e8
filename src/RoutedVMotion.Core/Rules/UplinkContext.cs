using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Rules;

/// <summary>A physical NIC behind the port group of a vMotion adapter.</summary>
/// <param name="Nic">The NIC.</param>
/// <param name="Adapter">The first adapter that it serves.</param>
public sealed record UplinkContext(PhysicalNic Nic, AdapterContext Adapter);
