namespace RoutedVMotion.Core.Inventory;

/// <summary>A physical NIC that a port group uses on this host; members of a LAG appear one by one.</summary>
/// <param name="Device">The physical NIC, for example vmnic4.</param>
/// <param name="Role">Active or standby.</param>
public sealed record Uplink(string Device, UplinkRole Role);
