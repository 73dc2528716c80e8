namespace RoutedVMotion.Core.Inventory;

/// <summary>A physical NIC of a host.</summary>
public sealed record PhysicalNic
{
    /// <summary>The device, for example vmnic4.</summary>
    public required string Device { get; init; }

    /// <summary>Speed of the link in Mb/s; null means that the link is down.</summary>
    public int? SpeedMbps { get; init; }

    /// <summary>The MAC address, lower case with colons.</summary>
    public string? Mac { get; init; }

    /// <summary>The neighbour; null where none was asked for or none is known (the first LLDP frame can take 30 seconds and more).</summary>
    public Neighbor? Neighbor { get; init; }

    /// <summary>The link is up.</summary>
    public bool IsUp => SpeedMbps is not null;
}
