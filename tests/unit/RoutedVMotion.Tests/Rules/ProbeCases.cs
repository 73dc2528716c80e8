using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Tests.Rules;

/// <summary>For each finding that pings lead to at least one fault of the network, which no configuration shows.</summary>
internal static class ProbeCases
{
    private const string Untested = "TcpPortsUntested -";

    public static IReadOnlyList<FiringCase> All { get; } =
    [
        new("GatewayUnreachable", "The VLAN is not on the switch port of esx-0103.", () => new FabricBuilder(), "GatewayUnreachable esx-0103 vmk1", Untested)
        {
            Network = ping => Involves(ping, "host-103") ? Silence(ping) : Answer(ping),
        },
        new("GatewayUnreachable", "The same of esx-0101, which also speaks for its rack: no path is blamed.", () => new FabricBuilder(),
            "GatewayUnreachable esx-0101 vmk1", Untested)
        {
            Network = ping => Involves(ping, "host-101") ? Silence(ping) : Answer(ping),
        },
        new("GatewayUnreachable", "The VLAN is not on the port of esx-0103's second uplink: of two adapters one is alone.", () => new FabricBuilder().MultiNic(),
            "GatewayUnreachable esx-0103 vmk2", Untested)
        {
            Network = ping => InvolvesSecond(ping, 103) ? Silence(ping) : Answer(ping),
        },
        new("GatewayUnreachable", "esx-0101 does not see its IPv6 gateway, nor anybody beyond; over IPv4 it does.", () => new FabricBuilder().DualStack(),
            "GatewayUnreachable esx-0101 vmk1", Untested)
        {
            Network = ping => Involves(ping, "host-101") && ping.Destination.Family == Core.Addresses.AddressFamily.IPv6 ? Silence(ping) : Answer(ping),
        },
        new("GatewayUnreachable", "The SVI of rack-02 is down: one finding, and none on the paths that end there.", () => new FabricBuilder(),
            "GatewayUnreachable rack-02", Untested)
        {
            Network = ping => RackOf(ping.HostId) == 2 || (ping.PeerHostId is not null && RackOf(ping.PeerHostId) == 2) ? Silence(ping) : Answer(ping),
        },
        new("GatewaySilentToIcmp", "The leaves of rack-02 drop pings to themselves; the neighbour table has the gateway.", () => new FabricBuilder(),
            "GatewaySilentToIcmp rack-02", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Gateway && RackOf(ping.HostId) == 2 ? Silence(ping) with { NeighborState = "reachable" } : Answer(ping),
        },
        new("GatewaySilentToIcmp", "Where the neighbour table cannot be read, an answer from another rack shows the same.",
            () => new FabricBuilder(hostsPerRack: 2), "GatewaySilentToIcmp rack-02", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Gateway && RackOf(ping.HostId) == 2 ? Silence(ping) : Answer(ping),
        },
        new("HostReachesNoRack", "Nothing that esx-0101 sends to other racks is answered, nor what they send to it.", () => new FabricBuilder(),
            "HostReachesNoRack esx-0101 vmk1", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Peer && Involves(ping, "host-101") ? Silence(ping) : Answer(ping),
        },
        new("HostReachesNoRack", "The second adapter of esx-0101 sees its gateway and nobody beyond; the first one does.", () => new FabricBuilder().MultiNic(),
            "HostReachesNoRack esx-0101 vmk2", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Peer && InvolvesSecond(ping, 101) ? Silence(ping) : Answer(ping),
        },
        new("PeerSilent", "esx-0202 does not answer; its own pings are answered.", () => new FabricBuilder(), "PeerSilent esx-0202 vmk1", Untested)
        {
            Network = ping => ping.PeerHostId == "host-202" ? Silence(ping) : Answer(ping),
        },
        new("PathUnreachable", "A spine drops everything between rack-01 and rack-03.", () => new FabricBuilder(), "PathUnreachable rack-01", Untested)
        {
            Network = ping => IsBetween(ping, 1, 3) ? Silence(ping) : Answer(ping),
        },
        new("PathUnreachable", "An access list isolates rack-04: one finding for its three paths.", () => new FabricBuilder(racks: 4), "PathUnreachable rack-04", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Peer && (RackOf(ping.HostId) == 4 || RackOf(ping.PeerHostId!) == 4) ? Silence(ping) : Answer(ping),
        },
        new("PathUnreachable", "No rack routes to any other: one finding.", () => new FabricBuilder(racks: 4), "PathUnreachable -", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Peer ? Silence(ping) with { Error = "sendto() failed (Network is unreachable)" } : Answer(ping),
        },
        new("PathUnreliable", "One of two spines is broken: it carries the pair esx-0101 and esx-0302.", () => new FabricBuilder(), "PathUnreliable rack-01", Untested)
        {
            Network = ping => Involves(ping, "host-101") && Involves(ping, "host-302") ? Silence(ping) : Answer(ping),
        },
        new("PathUnreliable", "Of two racks alone, a broken spine carries all pairs of esx-0101: nobody can tell it from the host.", () => new FabricBuilder(racks: 2), "PathUnreliable rack-01", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Peer && Involves(ping, "host-101") ? Silence(ping) : Answer(ping),
        },
        new("PathUnreliable", "Every third ping between rack-01 and rack-03 is lost.", () => new FabricBuilder(), "PathUnreliable rack-01", Untested)
        {
            Network = ping => IsBetween(ping, 1, 3) ? Answer(ping) with { Received = 2 } : Answer(ping),
        },
        new("PathMtuTooSmall", "A link between the spines and rack-02 was left at 1500.", () => new FabricBuilder(racks: 2), "PathMtuTooSmall rack-01", Untested)
        {
            Network = ping => ping.Kind == ProbeKind.Peer && ping.Mtu > 1500 ? Silence(ping) : Answer(ping),
        },
        new("PathMtuTooSmall", "A tunnel carries 1450 between rack-01 and rack-03.", () => new FabricBuilder(), "PathMtuTooSmall rack-01", Untested)
        {
            Network = ping => IsBetween(ping, 1, 3) && ping.Mtu > 1450 ? Silence(ping) : Answer(ping),
        },
        new("PathMtuTooSmall", "The SVIs of rack-03 were left at 1500, over IPv4 and IPv6.", () => new FabricBuilder().DualStack(),
            "PathMtuTooSmall rack-03", "PathMtuTooSmall rack-03", Untested)
        {
            Network = ping => ping.Mtu > 1500 && (IsBetween(ping, 1, 3) || IsBetween(ping, 2, 3)) ? Silence(ping) : Answer(ping),
        },
        new("PathMtuTooSmall", "The switch port of esx-0301 was left at 1500.", () => new FabricBuilder(), "PathMtuTooSmall esx-0301 vmk1", Untested)
        {
            Network = ping => ping.Mtu > 1500 && Involves(ping, "host-301") ? Silence(ping) : Answer(ping),
        },
        new("RttAboveLimit", "rack-03 is in the other building, 7 ms away.", () => new FabricBuilder(), "RttAboveLimit rack-03", Untested)
        {
            Network = ping => IsBetween(ping, 1, 3) || IsBetween(ping, 2, 3) ? Answer(ping, 7.2) : Answer(ping),
        },
        new("RttAbove150", "A detour takes 180 ms between rack-01 and rack-03.", () => new FabricBuilder(), "RttAbove150 rack-01", Untested)
        {
            Network = ping => IsBetween(ping, 1, 3) ? Answer(ping, 180) : Answer(ping),
        },
        new("RackNotProbed", "Both hosts of rack-03 are disconnected.",
            () => new FabricBuilder(hostsPerRack: 2).Each((host, rack) => rack == 3 ? host with { Connection = HostConnection.Disconnected } : host),
            "RackNotProbed rack-03", Untested)
        {
            Network = ping => Answer(ping),
        },
        new("EsxCliDenied", "The account may only read esx-0103.", () => new FabricBuilder(), "EsxCliDenied esx-0103", Untested)
        {
            Network = ping => ping.HostId == "host-103" ? new ProbeObservation(ping) { Failure = ProbeFailure.Denied, Error = "NoPermission: Host.Config.Network" } : Answer(ping),
        },
        new("ProbeFailed", "esx-0103 was disconnected in the meantime.", () => new FabricBuilder(), "ProbeFailed esx-0103", Untested)
        {
            Network = ping => ping.HostId == "host-103" ? new ProbeObservation(ping) { Failure = ProbeFailure.Failed, Error = "HostNotConnected" } : Answer(ping),
        },
        new("TcpPortsUntested", "Every ping is answered.", () => new FabricBuilder(), Untested)
        {
            Network = ping => Answer(ping),
        },
    ];

    public static ProbeObservation Answer(ProbePing ping, double ms = 0.4) => new(ping)
    {
        Sent = ping.Count,
        Received = ping.Count,
        RttMinMs = ms * 0.9,
        RttAvgMs = ms,
        RttMaxMs = ms * 1.5,
    };

    public static ProbeObservation Silence(ProbePing ping) => new(ping) { Sent = ping.Count };

    private static bool Involves(ProbePing ping, string host) => ping.HostId == host || ping.PeerHostId == host;

    // By its own pings, or by its address: 172.16.1.113 is the second of esx-0103.
    private static bool InvolvesSecond(ProbePing ping, int host) => ping is { Device: "vmk2" } && ping.HostId == $"host-{host}"
        || ping.Destination.ToString() == $"172.16.{host / 100}.{110 + (host % 100)}";

    private static bool IsBetween(ProbePing ping, int one, int other) => ping.PeerHostId is string peer
        && new[] { RackOf(ping.HostId), RackOf(peer) }.Order().SequenceEqual(new[] { one, other });

    private static int RackOf(string hostId) => int.Parse(hostId[5..], CultureInfo.InvariantCulture) / 100;
}
