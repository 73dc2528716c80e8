using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>All that was asked from an adapter of one host to one of another, over one address family: every size of ping.</summary>
internal sealed class ProbePath
{
    private ProbePath(HostContext source, HostContext peer, string device, InetAddress destination, IEnumerable<ProbeObservation> observations)
    {
        From = new ProbeEnd(source, device, destination.Family);
        // An address that the peer has no more is one end all the same.
        To = new ProbeEnd(peer, peer.VMotion.FirstOrDefault(adapter => adapter.Adapter.Addresses.Any(own => own.Address == destination))?.Device ?? destination.ToString(), destination.Family);
        IsOnLink = source.VMotion.Any(adapter => adapter.Device == device && adapter.Adapter.IsOnLink(destination));
        Observations = observations.ToArray();
        Largest = Observations.OrderBy(seen => seen.Ping.IsSearch).ThenByDescending(seen => seen.Ping.Size).First();
        Best = Observations.Where(seen => seen.Answered && !seen.Ping.IsSearch).OrderByDescending(seen => seen.Ping.Size).FirstOrDefault() ?? Largest;
        Passed = Observations.Where(seen => seen.Answered && seen.Ping.DontFragment).Select(seen => seen.Ping.Mtu).DefaultIfEmpty(0).Max();
        if (IsTooSmall) Lost = Observations.Where(seen => !seen.Answered && seen.Ping.DontFragment && seen.Ping.Mtu > Passed).Select(seen => (int?)seen.Ping.Mtu).Min();
    }

    /// <summary>All paths between hosts of racks that somebody was made to ping on, in the order of the observations.</summary>
    public static ProbePath[] Of(FabricIndex fabric, IEnumerable<ProbeObservation> observations) => observations
        .Where(seen => seen.Ping.Kind == ProbeKind.Peer && seen.Asked)
        .Select(seen => (Seen: seen, Source: fabric.FindHost(seen.Ping.Server, seen.Ping.HostId), Peer: PeerOf(fabric, seen.Ping)))
        .Where(path => path.Source?.Rack is not null && path.Peer?.Rack is not null)
        .GroupBy(path => (path.Source, path.Peer, path.Seen.Ping.Device, path.Seen.Ping.Destination))
        .Select(path => new ProbePath(path.Key.Source!, path.Key.Peer!, path.Key.Device, path.Key.Destination, path.Select(one => one.Seen)))
        .ToArray();

    /// <summary>The adapter that pinged.</summary>
    public ProbeEnd From { get; }

    /// <summary>The adapter that was asked.</summary>
    public ProbeEnd To { get; }

    public HostContext Source => From.Host;

    public HostContext Peer => To.Host;

    public AddressFamily Family => From.Family;

    public bool IsWithinRack => Source.Rack == Peer.Rack;

    /// <summary>It needs no gateway.</summary>
    public bool IsOnLink { get; }

    public ProbeObservation[] Observations { get; }

    /// <summary>The ping that ought to pass.</summary>
    public ProbeObservation Largest { get; }

    /// <summary>Something was answered, whatever its size.</summary>
    public bool Answered => Observations.Any(seen => seen.Answered);

    /// <summary>Small pings pass, and the one that ought to pass does not.</summary>
    public bool IsTooSmall => Answered && !Largest.Answered;

    /// <summary>The largest IP packet that passed unfragmented, in bytes; 0 if none did.</summary>
    public int Passed { get; }

    /// <summary>The smallest IP packet above it that was lost, in bytes; null where the one that ought to pass does, or nothing was answered.</summary>
    public int? Lost { get; }

    /// <summary>
    /// What counts for loss and round trips: the largest size that is answered at all. That the larger ones are lost is another matter,
    /// and what looks for the largest one measures nothing else.
    /// </summary>
    public ProbeObservation Best { get; }

    /// <summary>Its mean round trip in milliseconds; null without an answer.</summary>
    public double? RttMs => Best.RttAvgMs;

    private static HostContext? PeerOf(FabricIndex fabric, ProbePing ping) =>
        ping is { PeerServer: string server, PeerHostId: string id } ? fabric.FindHost(server, id) : null;
}
