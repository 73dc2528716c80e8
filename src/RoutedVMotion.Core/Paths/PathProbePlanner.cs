using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// Which pings answer whether paths are as configuration has them. Each host that is asked about pings its gateway; two hosts that
/// speak for each group ping the two of the other, both ways; the two of a rack each other. Where a host has no gateway to ask, a
/// neighbour is asked instead. What follows on unanswered ones is <see cref="ProbePlanner.Next"/>'s. Pure: somebody else pings.
/// </summary>
public static class PathProbePlanner
{
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
            if (gateways.Length == 0) AskNeighbor(host);
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

        void AskNeighbor(HostContext host)
        {
            foreach (AddressFamily family in Words.Families)
            {
                if (host.OnRackStack.FirstOrDefault(adapter => adapter.Address(family) is not null) is not AdapterContext own) continue;
                (HostContext Host, AdapterContext Adapter) neighbor = ProbePlanner.Representatives(host.Rack!, family, _ => true).FirstOrDefault(one => one.Host != host);
                if (neighbor.Host is not null && index.Judge(host, neighbor.Host).Kind != PathKind.Blocked)
                    pings.Add(ProbePlanner.PeerPing(host, own, neighbor.Host, neighbor.Adapter, family));
            }
        }

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
}
