using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// Which pings answer whether paths are as configuration has them. Each host that is asked about pings its gateway; two hosts that
/// speak for each group ping the two of the other, both ways, in the families that are judged; the two of a rack each other, and
/// every other host of it asks these two. Of several vMotion adapters each takes part. Where a host has no gateway to ask, or does not see
/// it, neighbours ask it as well. Pure: somebody else pings.
/// </summary>
public static class PathProbePlanner
{
    /// <summary>The pings within each rack: what round trips between racks are compared with.</summary>
    public static IReadOnlyList<ProbePing> WithinRacks(PathIndex index) => First(index, index.Racks.Select(rack => (rack, rack)).ToArray());

    /// <summary>The pings of the first round, each once.</summary>
    /// <param name="index">The paths by configuration. Between hosts that it says are blocked nobody has to ask.</param>
    /// <param name="pairs">The pairs of groups that are asked about.</param>
    public static IReadOnlyList<ProbePing> First(PathIndex index, IReadOnlyCollection<(PathGroup Source, PathGroup Destination)> pairs)
    {
        var speakers = new Dictionary<(PathGroup, AddressFamily), Speaker[]>();
        var neighbors = new Dictionary<(RackContext, AddressFamily), Speaker[]>();
        var pings = new List<ProbePing>();
        foreach (HostContext host in pairs.SelectMany(pair => pair.Source.Hosts.Concat(pair.Destination.Hosts)).Distinct())
        {
            if (!host.IsRead || host.Rack is null) continue;
            ProbePing[] gateways = ProbePlanner.GatewayPings(host).ToArray();
            pings.AddRange(gateways);
            if (gateways.Length == 0) pings.AddRange(NeighborPings(index, host, neighbors));
        }

        foreach ((PathGroup source, PathGroup destination) in pairs)
        {
            foreach (AddressFamily family in Words.Families)
            {
                Speaker[] sources = SpeakersOf(source, family), destinations = SpeakersOf(destination, family);
                for (int i = 0; i < sources.Length; i++)
                    for (int j = 0; j < destinations.Length; j++) Ask(sources[i], destinations[j], family, i + j == (source == destination ? 1 : 0));
            }
        }

        // What a host's own link carries shows to nobody else. Neighbours have to answer to many: it is enough that it asks them.
        foreach (HostContext host in pairs.SelectMany(pair => new[] { pair.Source, pair.Destination }).Where(group => !group.IsHost).SelectMany(group => group.Hosts).Distinct())
            pings.AddRange(NeighborPings(index, host, neighbors).Where(ping => ping.HostId == host.Host.Id && ping.Server == host.Host.Server));
        return pings.Distinct().ToArray();

        void Ask(Speaker from, Speaker to, AddressFamily family, bool eachWithEach)
        {
            if (from.Host == to.Host || !index.IsOneWorld(from.Host, to.Host) || index.Judge(from.Host, to.Host).Kind == PathKind.Blocked) return;
            foreach ((AdapterContext own, AdapterContext other) in from.With(to, eachWithEach)) pings.AddRange(BothWays(index, from.Host, own, to.Host, other, family));
        }

        Speaker[] SpeakersOf(PathGroup group, AddressFamily family)
        {
            if (speakers.TryGetValue((group, family), out Speaker[]? known)) return known;
            var own = new HashSet<(string, string)>(group.Hosts.Select(host => (host.Host.Server, host.Host.Id)));
            known = group.Rack is null
                ? []
                : ProbePlanner.Representatives(group.Rack, family, host => own.Contains((host.Server, host.Id))).Where(one => own.Contains((one.Host.Host.Server, one.Host.Host.Id))).ToArray();
            speakers.Add((group, family), known);
            return known;
        }
    }

    /// <summary>
    /// The pings of the next round: smaller ones where large ones got no answer, as ever; and who does not see its gateway asks
    /// neighbours, so that one that is alone can be told from one that has lost its way out. When all that is known, the largest packet
    /// that passes is looked for where the full size does not. Empty when nothing is left to ask.
    /// </summary>
    /// <param name="index">The paths by configuration.</param>
    /// <param name="observations">What came of all rounds so far.</param>
    public static IReadOnlyList<ProbePing> Next(PathIndex index, IReadOnlyCollection<ProbeObservation> observations)
    {
        // Once that has begun all else is known, and need not be judged again in each round.
        if (observations.Any(seen => seen.Ping.IsSearch)) return PacketSearch.Next(index.Fabric, observations);
        var next = new List<ProbePing>(ProbePlanner.Next(observations));
        var asked = new HashSet<(string, string, string, InetAddress)>(observations.Select(seen => seen.Ping.Path));
        ProbeJudge judge = ProbeJudge.Blame(index.Fabric, observations);
        IEnumerable<HostContext> lost = judge.WithoutGateway.SelectMany(rack => rack.Hosts)
            .Concat(judge.CutOff.Where(end => end.Value == ProbeRules.GatewayUnreachable).Select(end => end.Key.Host))
            .Distinct();
        var neighbors = new Dictionary<(RackContext, AddressFamily), Speaker[]>();
        foreach (HostContext host in lost) next.AddRange(NeighborPings(index, host, neighbors).Where(ping => asked.Add(ping.Path)));
        return next.Count > 0 ? next : PacketSearch.Next(index.Fabric, observations);
    }

    private static IEnumerable<ProbePing> NeighborPings(PathIndex index, HostContext host, Dictionary<(RackContext, AddressFamily), Speaker[]> known)
    {
        if (!host.IsRead || host.Rack is null) yield break;
        foreach (AddressFamily family in Words.Families)
        {
            AdapterContext[] adapters = host.OnRackStack.Where(adapter => adapter.Address(family) is not null).ToArray();
            if (adapters.Length == 0) continue;
            if (!known.TryGetValue((host.Rack, family), out Speaker[]? neighbors))
                known.Add((host.Rack, family), neighbors = ProbePlanner.Representatives(host.Rack, family, _ => true));
            foreach (Speaker neighbor in neighbors)
            {
                if (neighbor.Host == host || index.Judge(host, neighbor.Host).Kind == PathKind.Blocked) continue;
                foreach ((AdapterContext own, AdapterContext other) in new Speaker(host, adapters).With(neighbor, eachWithEach: false))
                    foreach (ProbePing ping in BothWays(index, host, own, neighbor.Host, other, family)) yield return ping;
            }
        }
    }

    // One of the two may be a host that answers no pings, and be heard by its own. What is not judged is not asked either.
    private static IEnumerable<ProbePing> BothWays(PathIndex index, HostContext from, AdapterContext own, HostContext to, AdapterContext other, AddressFamily family)
    {
        if (!index.Families(from, own, to, other).Contains(family)) yield break;
        yield return ProbePlanner.PeerPing(from, own, to, other, family);
        yield return ProbePlanner.PeerPing(to, other, from, own, family);
    }
}
