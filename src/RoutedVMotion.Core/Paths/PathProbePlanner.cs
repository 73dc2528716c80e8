using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// Which pings answer whether paths are as configuration has them. Each host that is asked about pings its gateway; two hosts that
/// speak for each group ping the two of the other, both ways; the two of a rack each other. Where a host has no gateway to ask, or
/// its rack has lost it, neighbours are asked instead. Pure: somebody else pings.
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
        var speakers = new Dictionary<(PathGroup, AddressFamily), (HostContext Host, AdapterContext Adapter)[]>();
        var pings = new List<ProbePing>();
        foreach (HostContext host in pairs.SelectMany(pair => pair.Source.Hosts.Concat(pair.Destination.Hosts)).Distinct())
        {
            if (!host.IsRead || host.Rack is null) continue;
            ProbePing[] gateways = ProbePlanner.GatewayPings(host).ToArray();
            pings.AddRange(gateways);
            if (gateways.Length == 0) pings.AddRange(NeighborPings(index, host));
        }

        foreach ((PathGroup source, PathGroup destination) in pairs)
        {
            foreach (AddressFamily family in Words.Families)
            {
                foreach ((HostContext Host, AdapterContext Adapter) from in SpeakersOf(source, family))
                {
                    foreach ((HostContext Host, AdapterContext Adapter) to in SpeakersOf(destination, family))
                    {
                        if (from.Host == to.Host || index.Judge(from.Host, to.Host).Kind == PathKind.Blocked) continue;
                        pings.Add(ProbePlanner.PeerPing(from.Host, from.Adapter, to.Host, to.Adapter, family));
                        pings.Add(ProbePlanner.PeerPing(to.Host, to.Adapter, from.Host, from.Adapter, family));
                    }
                }
            }
        }

        return pings.Distinct().ToArray();

        (HostContext Host, AdapterContext Adapter)[] SpeakersOf(PathGroup group, AddressFamily family)
        {
            if (speakers.TryGetValue((group, family), out (HostContext, AdapterContext)[]? known)) return known;
            var own = new HashSet<(string, string)>(group.Hosts.Select(host => (host.Host.Server, host.Host.Id)));
            known = group.Rack is null
                ? []
                : ProbePlanner.Representatives(group.Rack, family, host => own.Contains((host.Server, host.Id))).Where(one => own.Contains((one.Host.Host.Server, one.Host.Host.Id))).ToArray();
            speakers.Add((group, family), known);
            return known;
        }
    }

    /// <summary>
    /// The pings of the next round: smaller ones where large ones got no answer, as ever; and in racks of which no host sees the gateway
    /// each host asks neighbours, so that one that is alone can be told from a rack that has lost its way out. When all that is known, the
    /// largest packet that passes is looked for where the full size does not. Empty when nothing is left to ask.
    /// </summary>
    /// <param name="index">The paths by configuration.</param>
    /// <param name="observations">What came of all rounds so far.</param>
    public static IReadOnlyList<ProbePing> Next(PathIndex index, IReadOnlyCollection<ProbeObservation> observations)
    {
        var next = new List<ProbePing>(ProbePlanner.Next(observations));
        var asked = new HashSet<(string, string, InetAddress)>(observations.Select(seen => (seen.Ping.Server, seen.Ping.HostId, seen.Ping.Destination)));
        foreach (HostContext host in ProbeJudge.Blame(index.Fabric, observations).WithoutGateway.SelectMany(rack => rack.Hosts))
            next.AddRange(NeighborPings(index, host).Where(ping => asked.Add((ping.Server, ping.HostId, ping.Destination))));
        return next.Count > 0 ? next : PacketSearch.Next(index.Fabric, observations);
    }

    private static IEnumerable<ProbePing> NeighborPings(PathIndex index, HostContext host)
    {
        if (!host.IsRead || host.Rack is null) yield break;
        foreach (AddressFamily family in Words.Families)
        {
            if (host.OnRackStack.FirstOrDefault(adapter => adapter.Address(family) is not null) is not AdapterContext own) continue;
            foreach ((HostContext neighbor, AdapterContext adapter) in ProbePlanner.Representatives(host.Rack, family, _ => true))
            {
                if (neighbor == host || index.Judge(host, neighbor).Kind == PathKind.Blocked) continue;
                // Both ways: the neighbour may be one that answers no pings, and be heard by its own.
                yield return ProbePlanner.PeerPing(host, own, neighbor, adapter, family);
                yield return ProbePlanner.PeerPing(neighbor, adapter, host, own, family);
            }
        }
    }
}
