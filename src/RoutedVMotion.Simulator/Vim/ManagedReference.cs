namespace RoutedVMotion.Simulator.Vim;

/// <summary>A reference to a managed object, as it goes over the wire.</summary>
/// <param name="Type">The managed type, for example HostSystem.</param>
/// <param name="Id">The managed object id, for example host-14.</param>
internal sealed record ManagedReference(string Type, string Id);
