using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Paths;

/// <summary>Where a virtual machine is, and in which state.</summary>
/// <param name="HostId">The managed object id of its host; null for a machine on none.</param>
/// <param name="HostName">The host's name.</param>
/// <param name="PowerState">poweredOn, poweredOff or suspended.</param>
/// <param name="ConnectionState">connected, or why the server cannot reach it.</param>
/// <param name="Pool">Its resource pool; null where that cannot be read.</param>
internal sealed record CanaryPlace(string? HostId, string HostName, string? PowerState, string? ConnectionState, ManagedObjectReference? Pool);
