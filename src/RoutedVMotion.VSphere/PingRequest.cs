namespace RoutedVMotion.VSphere;

/// <summary>
/// What to ping and from where. Stack and adapter are both needed: without the stack, esxcli does not find an adapter of
/// another than the default one (facts C2).
/// </summary>
public sealed record PingRequest
{
    /// <summary>The address to ping.</summary>
    public required string Address { get; init; }

    /// <summary>The key of the TCP/IP stack to send from.</summary>
    public required string Netstack { get; init; }

    /// <summary>The vmkernel adapter to send from.</summary>
    public required string Device { get; init; }

    /// <summary>How many echo requests.</summary>
    public int Count { get; init; } = 3;

    /// <summary>ICMP payload in bytes; null is esxcli's 56. An MTU of 9000 takes 8972 (IPv4) or 8952 (IPv6).</summary>
    public int? Size { get; init; }

    /// <summary>Set the don't-fragment bit (IPv4).</summary>
    public bool DontFragment { get; init; }

    /// <summary>Seconds to wait for an answer; null is esxcli's own 1.</summary>
    public double? WaitSeconds { get; init; }

    /// <summary>Seconds between requests; null is esxcli's own 1.</summary>
    public double? IntervalSeconds { get; init; }
}
