namespace RoutedVMotion.VSphere;

/// <summary>A row of a TCP/IP stack's neighbour table (ARP and IPv6 neighbour discovery).</summary>
public sealed record NetworkNeighbor
{
    /// <summary>The neighbour's address.</summary>
    public required string Address { get; init; }

    /// <summary>Its MAC address; null or "(incomplete)" where it did not answer.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The vmkernel adapter that it was seen by.</summary>
    public string? Device { get; init; }

    /// <summary>When the row expires, in esxcli's words ("1137 sec").</summary>
    public string? Expiry { get; init; }

    /// <summary>The state, in esxcli's words; often empty.</summary>
    public string? State { get; init; }

    /// <summary>The type, in esxcli's words ("Unknown", "autoconf", ...).</summary>
    public string? Type { get; init; }
}
