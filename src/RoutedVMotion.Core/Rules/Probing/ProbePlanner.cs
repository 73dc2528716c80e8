using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>
/// Which pings answer whether vMotion gets through. Each host asks its gateway; two hosts of each rack ask two of every other:
/// one ping for each vMotion adapter, and four for each ordered pair of racks. Where hosts have several adapters, each of them takes part,
/// and those of the first two hosts ask each other one by one. Pure: somebody else pings.
/// </summary>
public static class ProbePlanner
{
    /// <summary>The payload of a ping that fits everywhere, in bytes.</summary>
    public const int SmallSize = 56;

    internal const int EthernetMtu = 1500;
    private const int TunnelMtu = 1400;

    /// <summary>The pings of the first round.</summary>
    /// <param name="fabric">All that was read.</param>
    /// <param name="wanted">
    /// Which hosts to ask about; null means all. Racks without a wanted host answer, but are not asked about each other.
    /// </param>
    public static IReadOnlyList<ProbePing> First(FabricIndex fabric, Func<EsxHost, bool>? wanted = null)
    {
        wanted ??= _ => true;
        var pings = new List<ProbePing>();
        foreach (HostContext host in fabric.Hosts)
            if (host.IsRead && wanted(host.Host)) pings.AddRange(GatewayPings(host));

        foreach (AddressFamily family in Words.Families)
        {
            (RackContext Rack, bool IsWanted, Speaker[] Speakers)[] racks = fabric.Racks
                .Select(rack => (rack, rack.Hosts.Any(host => wanted(host.Host)), Representatives(rack, family, wanted)))
                .Where(rack => rack.Item3.Length > 0)
                .ToArray();
            foreach (var from in racks)
            {
                foreach (var to in racks)
                {
                    if (from.Rack == to.Rack || !(from.IsWanted || to.IsWanted) || !IsPathExpected(from.Rack, to.Rack, family)) continue;
                    foreach (Speaker source in from.Speakers)
                    {
                        foreach (Speaker peer in to.Speakers)
                        {
                            foreach ((AdapterContext adapter, AdapterContext target) in source.With(peer, source == from.Speakers[0] && peer == to.Speakers[0]))
                                pings.Add(PeerPing(source.Host, adapter, peer.Host, target, family));
                        }
                    }
                }
            }
        }

        return pings;
    }

    /// <summary>
    /// The pings of the next round, where large ones got no answer: an ordinary size tells a small MTU from a broken path.
    /// Empty when nothing is left to ask.
    /// </summary>
    /// <param name="observations">What came of all rounds so far.</param>
    public static IReadOnlyList<ProbePing> Next(IEnumerable<ProbeObservation> observations)
    {
        var next = new List<ProbePing>();
        foreach (var path in observations.Where(seen => seen.Ping.Kind == ProbeKind.Peer)
            .GroupBy(seen => seen.Ping.Path))
        {
            ProbeObservation[] tried = path.ToArray();
            if (tried.Any(seen => !seen.Asked) || tried.Any(seen => seen.Answered && seen.Ping.DontFragment)) continue;
            ProbePing first = tried[0].Ping;
            if (tried.All(seen => seen.Ping.DontFragment))
            {
                if (first.Mtu > EthernetMtu) next.Add(Sized(first, EthernetMtu));
                next.Add(first with { Size = SmallSize, DontFragment = false });
            }
            else if (tried.Any(seen => seen.Answered) && tried.All(seen => seen.Ping.Mtu != TunnelMtu) && first.Mtu > TunnelMtu)
            {
                // A tunnel on the way takes some 50 bytes of the usual 1500.
                next.Add(Sized(first, TunnelMtu));
            }
        }

        return next;
    }

    /// <summary>
    /// A path between two racks ought to exist in a family: the plan has a subnet of it in both, and they share that, or both have a
    /// gateway. Without a plan one family that leads out is enough, and another is not asked about.
    /// </summary>
    internal static bool IsPathExpected(RackContext from, RackContext to, AddressFamily family)
    {
        if (from.Plan is null || to.Plan is null)
        {
            // Nothing says that the networks of two servers are one.
            if (from.Hosts[0].Host.Server != to.Hosts[0].Host.Server) return false;
            return (LeadsOut(from, family) && LeadsOut(to, family)) || !Words.Families.Any(other => LeadsOut(from, other) && LeadsOut(to, other));
        }

        return from.Plan.VMotion.GetSubnet(family) is Subnet here && to.Plan.VMotion.GetSubnet(family) is Subnet there
            && (here == there || (from.Plan.VMotion.GetGateway(family) is not null && to.Plan.VMotion.GetGateway(family) is not null));
    }

    private static bool LeadsOut(RackContext rack, AddressFamily family) =>
        rack.Hosts.Any(host => host.OnRackStack.Any(adapter => adapter.Hop(family) is { Source: not GatewaySource.None }));

    internal static IEnumerable<ProbePing> GatewayPings(HostContext host)
    {
        foreach (AdapterContext adapter in host.OnRackStack)
        {
            foreach (AddressFamily family in adapter.Families)
            {
                InetAddress? gateway = host.Rack?.Plan is not null ? host.Rack.Plan.VMotion.GetGateway(family) : adapter.Hop(family)?.Gateway;
                // A gateway that is no neighbour cannot be asked, and a rule says so already.
                if (gateway is not InetAddress target || target.IsLinkLocal || !adapter.Adapter.IsOnLink(target)) continue;
                if (adapter.Adapter.Addresses.Any(own => own.Address == target)) continue;
                yield return new ProbePing
                {
                    Kind = ProbeKind.Gateway,
                    Server = host.Host.Server,
                    HostId = host.Host.Id,
                    Device = adapter.Device,
                    Netstack = adapter.Adapter.Stack,
                    Destination = target,
                    Size = SmallSize,
                };
            }
        }
    }

    internal static ProbePing PeerPing(HostContext source, AdapterContext adapter, HostContext peer, AdapterContext target, AddressFamily family)
    {
        // A host with another MTU than its peer is a finding already; here the path is asked, and what both of them send.
        int mtu = Math.Min(adapter.Adapter.Mtu ?? EthernetMtu, target.Adapter.Mtu ?? EthernetMtu);
        return new ProbePing
        {
            Kind = ProbeKind.Peer,
            Server = source.Host.Server,
            HostId = source.Host.Id,
            Device = adapter.Device,
            Netstack = adapter.Adapter.Stack,
            Destination = target.Address(family)!.Value.Address,
            Size = mtu - ProbePing.HeaderOf(family),
            DontFragment = true,
            PeerServer = peer.Host.Server,
            PeerHostId = peer.Host.Id,
        };
    }

    /// <summary>Two hosts that speak for a rack, always the same ones: wanted before others, sound before those with an error.</summary>
    internal static Speaker[] Representatives(RackContext rack, AddressFamily family, Func<EsxHost, bool> wanted)
    {
        var able = rack.Hosts
            .Where(host => host.IsRead)
            .Select(host => new Speaker(host, host.OnRackStack.Where(adapter => CanSpeak(adapter, family)).ToArray()))
            .Where(speaker => speaker.Adapters.Length > 0)
            .OrderBy(speaker => speaker.Host.Host.InMaintenanceMode)
            .ThenBy(speaker => speaker.Host.Host.Name, StringComparer.Ordinal)
            .GroupBy(speaker => wanted(speaker.Host.Host))
            .OrderByDescending(group => group.Key);
        var chosen = new List<Speaker>();
        foreach (var group in able)
        {
            // Only as many hosts are judged as it takes to find two sound ones.
            chosen.AddRange(group.Where(speaker => IsSound(speaker.Host)).Take(2 - chosen.Count));
            chosen.AddRange(group.Except(chosen).Take(2 - chosen.Count));
            if (chosen.Count == 2) break;
        }

        return chosen.ToArray();
    }

    // With a wrong address or gateway a ping says nothing of the network.
    private static bool CanSpeak(AdapterContext adapter, AddressFamily family) =>
        adapter.Address(family) is not null
        && adapter.AddressState(family) is AddressState.Right or AddressState.NotPlanned
        && adapter.GatewayFault(family) == GatewayFault.None;

    private static bool IsSound(HostContext host) => RuleCatalog.Rules.OfType<HostRule>()
        .SelectMany(rule => rule.Judge(host)).All(finding => finding.Severity != nameof(Severity.Error));

    private static ProbePing Sized(ProbePing ping, int mtu) => ping with { Size = mtu - ProbePing.HeaderOf(ping.Destination.Family) };
}
