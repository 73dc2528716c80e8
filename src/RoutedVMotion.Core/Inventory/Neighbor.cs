namespace RoutedVMotion.Core.Inventory;

/// <summary>The switch at the other end of a physical NIC's cable, as it introduces itself.</summary>
public sealed record Neighbor
{
    /// <summary>"LLDP" or "CDP".</summary>
    public required string Protocol { get; init; }

    /// <summary>The switch's name; the device id or chassis id where it does not tell one.</summary>
    public required string SystemName { get; init; }

    /// <summary>LLDP's chassis id or CDP's device id.</summary>
    public string? ChassisId { get; init; }

    /// <summary>The port, by its id.</summary>
    public string? Port { get; init; }

    /// <summary>The port, in words (LLDP).</summary>
    public string? PortDescription { get; init; }

    /// <summary>Where the switch is managed.</summary>
    public string? ManagementAddress { get; init; }

    /// <summary>The MTU that the port announces, in bytes; some switches count the Ethernet header.</summary>
    public int? Mtu { get; init; }

    /// <summary>The native VLAN that the port announces; it says nothing of the tagged ones.</summary>
    public int? NativeVlan { get; init; }
}
