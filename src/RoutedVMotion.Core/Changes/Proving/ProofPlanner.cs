using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Changes.Proving;

/// <summary>
/// Which pings prove hosts that have been changed. Each asks its gateway, and hosts of two other racks: those of its cluster
/// first, since that is where its virtual machines go, then the next ones of the plan. The hosts that answer for a rack are the
/// same for all who ask, so that one who gets no answer can be told from a rack that gives none. Pure: somebody else pings.
/// </summary>
public static class ProofPlanner
{
    private const int RacksToAsk = 2;

    /// <summary>The pings of the first round.</summary>
    /// <param name="fabric">The fabric as it is after the changes.</param>
    /// <param name="subjects">The hosts to be proven.</param>
    public static IReadOnlyList<ProbePing> First(FabricIndex fabric, IReadOnlyCollection<HostContext> subjects)
    {
        var pings = new List<ProbePing>();
        var peers = new Dictionary<(RackContext, AddressFamily), (HostContext Host, AdapterContext Adapter)[]>();
        foreach (HostContext subject in subjects)
        {
            pings.AddRange(ProbePlanner.GatewayPings(subject));
            foreach (AdapterContext adapter in subject.OnRackStack)
            {
                foreach (AddressFamily family in Words.Families)
                {
                    if (subject.Rack is null || adapter.Address(family) is null || adapter.AddressState(family) != AddressState.Right) continue;
                    foreach (RackContext rack in RacksFor(fabric, subject, family, rack => PeersOf(rack, family).Any(peer => peer.Host != subject)))
                    {
                        foreach ((HostContext peer, AdapterContext target) in PeersOf(rack, family).Where(peer => peer.Host != subject))
                            pings.Add(ProbePlanner.PeerPing(subject, adapter, peer, target, family));
                    }
                }
            }
        }

        return pings;

        (HostContext Host, AdapterContext Adapter)[] PeersOf(RackContext rack, AddressFamily family)
        {
            if (!peers.TryGetValue((rack, family), out (HostContext, AdapterContext)[]? found))
                peers.Add((rack, family), found = Speakers(rack, family));
            return found;
        }
    }

    /// <summary>
    /// The pings of the next round: smaller ones where large ones got no answer, and other hosts of the rack where one got none, so
    /// that the host can be told from the path. Empty when nothing is left to ask.
    /// </summary>
    public static IReadOnlyList<ProbePing> Next(FabricIndex fabric, IReadOnlyCollection<ProbeObservation> observations)
    {
        List<ProbePing> next = ProbePlanner.Next(observations).ToList();
        var asked = new HashSet<(string Server, string HostId, InetAddress Destination)>(
            observations.Select(seen => (seen.Ping.Server, seen.Ping.HostId, seen.Ping.Destination)));
        foreach (var path in observations.Where(seen => seen.Ping.Kind == ProbeKind.Peer)
            .GroupBy(seen => (Rack: RackOf(fabric, seen), seen.Ping.Destination)))
        {
            // Only where nobody of the rack has got through is there anything to tell apart.
            if (path.Key.Rack is not RackContext rack || path.Any(seen => seen.Answered && seen.Ping.DontFragment)) continue;
            ProbePing first = path.First().Ping;
            if (path.Select(seen => seen.Ping.HostId).Distinct().Count() > 1) continue;
            foreach ((HostContext other, AdapterContext adapter) in Speakers(rack, first.Destination.Family))
            {
                if (other.Host.Id == first.HostId || !asked.Add((other.Host.Server, other.Host.Id, first.Destination))) continue;
                next.Add(first with { Server = other.Host.Server, HostId = other.Host.Id, Device = adapter.Device, Netstack = adapter.Adapter.Stack });
            }
        }

        return next;
    }

    /// <summary>
    /// The pings that show whether somebody has the addresses that a host is to get: by a host of the rack that is as planned, since it hears ARP, too;
    /// none where there is no such host yet.
    /// </summary>
    /// <param name="fabric">The fabric as it is.</param>
    /// <param name="plan">What a host is to become: the addresses that are new to it are meant, and it does not ask itself.</param>
    public static IReadOnlyList<ProbePing> Silence(FabricIndex fabric, HostChangePlan plan)
    {
        EsxHost host = plan.Host;
        IEnumerable<InetAddress> addresses = plan.Prepare
            .Where(change => change.Kind is ChangeKind.AddAdapter or ChangeKind.UpdateAdapter)
            .SelectMany(change => change.After!.Addresses)
            .Select(own => own.Address)
            .Where(address => plan.Before.Adapters.All(adapter => adapter.Settings.Addresses.All(known => known.Address != address)));
        RackContext? rack = fabric.FindHost(host.Server, host.Id)?.Rack;
        var pings = new List<ProbePing>();
        foreach (InetAddress address in addresses)
        {
            (HostContext Host, AdapterContext Adapter) asker = rack is null
                ? default
                : Speakers(rack, address.Family).FirstOrDefault(one => one.Host.Host.Id != host.Id && one.Adapter.Adapter.IsOnLink(address));
            if (asker.Host is null) continue;
            pings.Add(new ProbePing
            {
                // As of a gateway: where nobody answers, the neighbour table is asked.
                Kind = ProbeKind.Gateway,
                Server = asker.Host.Host.Server,
                HostId = asker.Host.Host.Id,
                Device = asker.Adapter.Device,
                Netstack = asker.Adapter.Adapter.Stack,
                Destination = address,
                Size = ProbePlanner.SmallSize,
                Count = 1,
            });
        }

        return pings;
    }

    internal static RackContext? RackOf(FabricIndex fabric, ProbeObservation seen) => fabric.FindHost(seen.Ping.Server, seen.Ping.HostId)?.Rack;

    // Whoever is to be proven asks with each of its adapters; of those who answer, one is enough.
    private static (HostContext Host, AdapterContext Adapter)[] Speakers(RackContext rack, AddressFamily family) =>
        ProbePlanner.Representatives(rack, family, _ => true).Select(speaker => (speaker.Host, speaker.Adapters[0])).ToArray();

    private static RackContext[] RacksFor(FabricIndex fabric, HostContext subject, AddressFamily family, Func<RackContext, bool> canAnswer)
    {
        RackContext own = subject.Rack!;
        int place = Array.IndexOf(fabric.Racks.ToArray(), own);
        RackContext[] others = fabric.Racks
            .Where(rack => rack != own && ProbePlanner.IsPathExpected(own, rack, family) && canAnswer(rack))
            .OrderByDescending(rack => subject.Cluster is not null && rack.Hosts.Any(host => host.Cluster == subject.Cluster))
            .ThenBy(rack => (Array.IndexOf(fabric.Racks.ToArray(), rack) - place + fabric.Racks.Count) % fabric.Racks.Count)
            .Take(RacksToAsk)
            .ToArray();
        // An island has nobody but itself to ask.
        bool isIsland = own.Plan!.VMotion.GetGateway(family) is null;
        return others.Length > 0 || !isIsland || !canAnswer(own) ? others : [own];
    }
}
