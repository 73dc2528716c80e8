namespace RoutedVMotion.VSphere;

/// <summary>How far an inventory has come.</summary>
/// <param name="HostsRead">Hosts read so far, wanted or not.</param>
/// <param name="HostsTotal">Hosts in all, as far as the server lets us see.</param>
public sealed record InventoryProgress(int HostsRead, int HostsTotal);
