namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Names an object on the server; a value.</summary>
/// <param name="Type">For example HostSystem.</param>
/// <param name="Value">The managed object id, for example host-14.</param>
internal sealed record ManagedObjectReference(string Type, string Value);
