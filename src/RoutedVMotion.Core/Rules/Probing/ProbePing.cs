using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>A ping to make: from which adapter and stack of which host, whereto, how large.</summary>
public sealed record ProbePing
{
    /// <summary>What it is for.</summary>
    public required ProbeKind Kind { get; init; }

    /// <summary>The server of the host that pings.</summary>
    public required string Server { get; init; }

    /// <summary>The managed object id of the host that pings.</summary>
    public required string HostId { get; init; }

    /// <summary>The vmkernel adapter that it leaves by.</summary>
    public required string Device { get; init; }

    /// <summary>The key of that adapter's stack; without it esxcli does not find the adapter.</summary>
    public required string Netstack { get; init; }

    /// <summary>Whom it asks.</summary>
    public required InetAddress Destination { get; init; }

    /// <summary>The payload in bytes: the MTU less 28 (IPv4) or 48 (IPv6).</summary>
    public required int Size { get; init; }

    /// <summary>Routers may not fragment it.</summary>
    public bool DontFragment { get; init; }

    /// <summary>Pings that do not count: the first one waits for ARP, since nobody has talked to a vMotion adapter for long.</summary>
    public int WarmUp { get; init; } = 1;

    /// <summary>Pings that count.</summary>
    public int Count { get; init; } = 3;

    /// <summary>
    /// It looks for the largest packet that passes: whether it is answered counts, and nothing else of it. Loss and round trips are
    /// measured by the others, which are more.
    /// </summary>
    public bool IsSearch { get; init; }

    /// <summary>The server of the host that is asked; null for a gateway.</summary>
    public string? PeerServer { get; init; }

    /// <summary>The managed object id of the host that is asked; null for a gateway.</summary>
    public string? PeerHostId { get; init; }

    /// <summary>Pings of every size by one adapter to one destination are on one path.</summary>
    internal (string Server, string HostId, string Device, InetAddress Destination) Path => (Server, HostId, Device, Destination);

    /// <summary>The whole IP packet in bytes, headers included: the MTU that it needs.</summary>
    public int Mtu => Size + HeaderOf(Destination.Family);

    /// <summary>What IP and ICMP add to the payload, in bytes.</summary>
    public static int HeaderOf(AddressFamily family) => family == AddressFamily.IPv4 ? 28 : 48;
}
