using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Pings, computed: from the sending adapter by its host's next hop, its port group's VLAN, its uplink's cable, the leaf's SVI,
/// the spines, and down again; and the same way back for the reply. Nothing is known here of how a fabric was meant to be.
/// </summary>
internal static class Pinger
{
    private const int InitialTtl = 64;

    /// <summary>Sends <paramref name="count"/> packets of <paramref name="size"/> bytes of payload.</summary>
    public static PingResult Ping(Host host, VMKernelAdapter adapter, InetAddress destination, int count, int size, bool dontFragment)
    {
        int packet = size + (destination.Family == AddressFamily.IPv4 ? 28 : 48);
        NextHop? hop = SourceOf(adapter, destination.Family) is null ? null : HostRouter.Find(host, adapter, destination);
        if (hop is null) return Failed(PingFailure.NetworkUnreachable);
        if (dontFragment && packet > hop.Adapter.Mtu) return Failed(PingFailure.MessageTooLong);

        // The own addresses answer without the network.
        if (host.Adapters.Any(own => own.Stack == adapter.Stack && own.Owns(destination)))
            return Answered(count, 0, _ => 20, InitialTtl, 0);

        Attachment? source = SegmentMap.Attach(host, hop.Adapter);
        if (source is null || !IsThere(source.Group, source.Vlan, hop.Address)) return Failed(PingFailure.HostDown);
        host.Neighbors.Add((hop.Adapter.Device, hop.Address));

        InetAddress from = SourceOf(adapter, destination.Family)!.Value;
        // Unfragmented or in pieces: the pieces are as large as the adapter allows.
        Arrival? there = Travel(source, hop, from, destination, Math.Min(packet, hop.Adapter.Mtu), dontFragment);
        if (there is null) return new PingResult(PingFailure.None, count, Array.Empty<(int, int)>(), 0, 0);

        bool wasSilent = there.IsSilent;
        int duplicates = there.Owners.Count(owner => owner.Adapter.AnswersEcho) > 1 ? count : 0;
        int oneWay = there.Microseconds;
        int ttl = InitialTtl - there.Hops;
        if (there.Owners.Count > 0)
        {
            Attachment? owner = there.Owners.FirstOrDefault(candidate => candidate.Adapter.AnswersEcho);
            if (owner is null) return new PingResult(PingFailure.None, count, Array.Empty<(int, int)>(), 0, 0);
            Arrival? back = Return(owner, destination, from, Math.Min(packet, owner.Adapter.Mtu));
            if (back is null || !back.Owners.Any(end => end.Host == host))
                return new PingResult(PingFailure.None, count, Array.Empty<(int, int)>(), 0, 0);
            oneWay += back.Microseconds;
            ttl = InitialTtl - back.Hops;
        }
        else
        {
            oneWay *= 2;
        }

        ulong flow = unchecked(((ulong)(uint)from.GetHashCode() << 32) ^ (uint)destination.GetHashCode());
        // A leaf that has never heard of a silent host drops the packet while it asks for it.
        return Answered(count, wasSilent ? 1 : 0, i => oneWay + 40 + Jitter(flow, i), ttl, duplicates);
    }

    /// <summary>
    /// A packet of this many bytes, unfragmented, gets from an adapter to that very adapter of another host: what a connection needs,
    /// each way. Whether anybody would answer a ping is another matter.
    /// </summary>
    public static bool Carries(Host host, VMKernelAdapter adapter, VMKernelAdapter target, AddressFamily family, int packet)
    {
        if (SourceOf(adapter, family) is not InetAddress from || SourceOf(target, family) is not InetAddress destination) return false;
        if (HostRouter.Find(host, adapter, destination) is not NextHop hop || packet > hop.Adapter.Mtu) return false;
        if (host.Adapters.Any(own => own.Stack == adapter.Stack && own.Owns(destination))) return false;
        Attachment? source = SegmentMap.Attach(host, hop.Adapter);
        if (source is null || !IsThere(source.Group, source.Vlan, hop.Address)) return false;
        // Of two that have the address, now one answers and now the other.
        return Travel(source, hop, from, destination, packet, dontFragment: true) is Arrival there
            && there.Owners.Count == 1 && there.Owners[0].Adapter == target;
    }

    private static Arrival? Return(Attachment owner, InetAddress from, InetAddress destination, int packet)
    {
        NextHop? hop = HostRouter.Find(owner.Host, owner.Adapter, destination);
        if (hop is null) return null;
        Attachment? source = SegmentMap.Attach(owner.Host, hop.Adapter);
        return source is not null && IsThere(source.Group, source.Vlan, hop.Address)
            ? Travel(source, hop, from, destination, packet, dontFragment: false)
            : null;
    }

    // From the adapter's segment to the destination's; null if it is lost on the way.
    private static Arrival? Travel(Attachment source, NextHop hop, InetAddress from, InetAddress destination, int packet, bool dontFragment)
    {
        if (packet > source.Mtu) return null;
        RoutedNetwork network = source.Group.Network;
        source.Group.Heard.Add(from);

        if (hop.Address == destination)
        {
            Attachment[] neighbors = Receivers(source.Group, source.Vlan, destination, packet);
            if (neighbors.Length > 0) return new Arrival(neighbors, 2 * network.LinkMicroseconds, 0, false);
        }

        Svi? svi = source.Group.FindSvi(source.Vlan);
        // The next hop may be a host, which does not forward.
        if (svi is null || !svi.Owns(hop.Address)) return null;
        if (packet > svi.Mtu) return null;
        if (svi.Owns(destination)) return Gateway(svi, network.LinkMicroseconds, 0);
        if (svi.Denied.Any(rule => rule.Denies(from, destination))) return null;

        LeafGroup? target = network.FindGroup(source.Group, destination);
        if (target is null) return null;
        int hops = 1;
        int time = network.LinkMicroseconds;
        if (target != source.Group)
        {
            FabricPath? path = network.FindPath(source.Port.Leaf, target, from, destination);
            if (path is null) return null;
            if (packet > path.Mtu)
            {
                if (dontFragment) return null;
                packet = path.Mtu;
            }

            hops += 2;
            time += path.Microseconds;
        }

        Svi last = target.FindSvi(destination)!;
        if (packet > last.Mtu)
        {
            if (dontFragment) return null;
            packet = last.Mtu;
        }

        // A gateway's own address answers wherever it is asked from.
        if (last.Owns(destination)) return Gateway(last, time, hops - 1);
        Attachment[] receivers = Receivers(target, last.Vlan, destination, packet);
        if (receivers.Length == 0) return null;
        bool isSilent = target.Heard.Add(destination);
        return new Arrival(receivers, time + network.LinkMicroseconds, hops, isSilent);
    }

    private static Arrival? Gateway(Svi svi, int microseconds, int hops) =>
        svi.AnswersEcho ? new Arrival(Array.Empty<Attachment>(), microseconds, hops, false) : null;

    private static Attachment[] Receivers(LeafGroup group, int vlan, InetAddress destination, int packet) =>
        SegmentMap.FindOwners(group, vlan, destination)
            // A frame that is larger than the receiver's MTU is dropped there.
            .Where(owner => packet <= owner.Mtu && packet <= owner.Adapter.Mtu)
            .ToArray();

    // Somebody in the segment answers for this address.
    private static bool IsThere(LeafGroup group, int vlan, InetAddress address) =>
        group.FindSvi(vlan)?.Owns(address) == true || SegmentMap.FindOwners(group, vlan, address).Any();

    private static InetAddress? SourceOf(VMKernelAdapter adapter, AddressFamily family) =>
        family == AddressFamily.IPv4
            ? adapter.IPv4?.Address
            : (adapter.IPv6.Count > 0 ? adapter.IPv6[0] : adapter.LinkLocal).Address;

    private static PingResult Failed(PingFailure failure) => new(failure, 0, Array.Empty<(int, int)>(), 0, 0);

    private static PingResult Answered(int count, int lost, Func<int, int> time, int ttl, int duplicates)
    {
        var replies = new List<(int, int)>();
        for (int i = lost; i < count; i++) replies.Add((i, time(i)));
        return new PingResult(PingFailure.None, count, replies, ttl, Math.Min(duplicates, replies.Count));
    }

    private static int Jitter(ulong flow, int sequence) => (int)(DeterministicRandom.Mix(flow + (ulong)sequence) % 30);

    /// <summary>Where a packet has come to.</summary>
    /// <param name="Owners">The adapters that have it; none if a switch answers itself.</param>
    /// <param name="Microseconds">How long it took.</param>
    /// <param name="Hops">Routers that took one off its time to live.</param>
    /// <param name="IsSilent">The last leaf had not heard of the destination before.</param>
    private sealed record Arrival(IReadOnlyList<Attachment> Owners, int Microseconds, int Hops, bool IsSilent);
}
