using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules.Probing;

/// <summary>
/// What pings say of hosts and of the fabric between racks. First whoever is himself the trouble (a host without a gateway,
/// one that is silent while its neighbour answers) is named and set aside, then the paths of the others are judged: one bad
/// host is not taken for a bad rack, and one bad link not for a hundred.
/// </summary>
public sealed class ProbeJudge
{
    private const double SupportedRttMs = 150;

    private readonly FabricIndex _fabric;
    private readonly Func<EsxHost, bool> _wanted;
    private readonly ProbeObservation[] _observations;
    private readonly Dictionary<HostContext, RuleInfo> _cutOff = new();
    private readonly HashSet<RackContext> _withoutGateway = new();

    private ProbeJudge(FabricIndex fabric, IEnumerable<ProbeObservation> observations, Func<EsxHost, bool>? wanted)
    {
        _fabric = fabric;
        _wanted = wanted ?? (_ => true);
        // Pings of many hosts come in as they come; what is said of them is to be the same each time.
        var place = new Dictionary<HostContext, int>();
        foreach (HostContext host in fabric.Hosts) place.Add(host, place.Count);
        int PlaceOf(string? server, string? id) =>
            server is not null && id is not null && fabric.FindHost(server, id) is HostContext host ? place[host] : int.MaxValue;
        _observations = observations
            .OrderBy(seen => PlaceOf(seen.Ping.Server, seen.Ping.HostId))
            .ThenBy(seen => PlaceOf(seen.Ping.PeerServer, seen.Ping.PeerHostId))
            .ThenBy(seen => seen.Ping.Device, StringComparer.Ordinal)
            .ThenBy(seen => seen.Ping.Destination)
            .ThenByDescending(seen => seen.Ping.Size)
            .ToArray();
    }

    /// <summary>The findings.</summary>
    /// <param name="fabric">All that was read.</param>
    /// <param name="observations">What came of the pings of all rounds.</param>
    /// <param name="wanted">Which hosts to report on; null means all. Paths are reported as they were asked about.</param>
    public static IEnumerable<Finding> Judge(FabricIndex fabric, IEnumerable<ProbeObservation> observations, Func<EsxHost, bool>? wanted = null) =>
        new RuleSelection(fabric.Plan).Apply(new ProbeJudge(fabric, observations, wanted).Judge());

    /// <summary>Who is himself the trouble, for those who want to know that and no findings.</summary>
    internal static ProbeJudge Blame(FabricIndex fabric, IEnumerable<ProbeObservation> observations)
    {
        var judge = new ProbeJudge(fabric, observations, null);
        foreach (Finding _ in judge.Judge())
        {
            // Each is made when it is asked for.
        }

        return judge;
    }

    /// <summary>Hosts that the network does not serve, whatever the path, and the rule that says so.</summary>
    internal IReadOnlyDictionary<HostContext, RuleInfo> CutOff => _cutOff;

    /// <summary>Racks of which no host sees the gateway.</summary>
    internal IReadOnlyCollection<RackContext> WithoutGateway => _withoutGateway;

    private IEnumerable<Finding> Judge()
    {
        foreach (Finding finding in NotAsked()) yield return finding;
        foreach (Finding finding in Gateways()) yield return finding;
        foreach (Finding finding in RacksNotProbed()) yield return finding;

        foreach (AddressFamily family in Words.Families)
        {
            ProbePath[] paths = Paths(family);
            foreach (Finding finding in Hosts(paths, family)) yield return finding;
            paths = paths.Where(path => !_cutOff.ContainsKey(path.Source) && !_cutOff.ContainsKey(path.Peer)
                && !_withoutGateway.Contains(path.Source.Rack!) && !_withoutGateway.Contains(path.Peer.Rack!)).ToArray();
            foreach (Finding finding in HostMtu(paths, family)) yield return finding;
            foreach (Finding finding in Racks(paths, family)) yield return finding;
        }

        // Pings are all that was asked for, whether or not somebody could be made to ping.
        yield return new Finding(ProbeRules.TcpPortsUntested) { Found = "pings only" };
    }

    private IEnumerable<Finding> NotAsked()
    {
        foreach (var failed in _observations.Where(seen => !seen.Asked).GroupBy(SourceOf))
        {
            if (failed.Key is not HostContext host || !_wanted(host.Host)) continue;
            bool isDenied = failed.Any(seen => seen.Failure == ProbeFailure.Denied);
            ProbeObservation first = failed.First(seen => !isDenied || seen.Failure == ProbeFailure.Denied);
            yield return On(isDenied ? ProbeRules.EsxCliDenied : ProbeRules.ProbeFailed, host, null) with
            {
                Expected = isDenied ? "the right to run esxcli network diag ping" : null,
                Found = first.Error ?? (isDenied ? "NoPermission" : "no reply"),
            };
        }
    }

    private IEnumerable<Finding> Gateways()
    {
        var asked = _observations
            .Where(seen => seen.Ping.Kind == ProbeKind.Gateway && seen.Asked)
            .Select(seen => (Seen: seen, Host: SourceOf(seen)))
            .Where(pair => pair.Host is not null)
            .GroupBy(pair => (pair.Host!.Rack, pair.Seen.Ping.Destination));
        var reaching = new HashSet<HostContext?>(_observations.Where(seen => seen.Ping.Kind == ProbeKind.Peer && seen.Answered && SourceOf(seen)?.Rack != PeerOf(seen)?.Rack).Select(SourceOf));
        foreach (var gateway in asked)
        {
            var silent = gateway.Where(pair => !pair.Seen.Answered).ToArray();
            // A host that gets answers from another rack gets them through its gateway.
            bool IsThere((ProbeObservation Seen, HostContext? Host) pair) => pair.Seen.IsInNeighborTable || reaching.Contains(pair.Host);
            var gone = silent.Where(pair => !IsThere(pair)).ToArray();
            HostContext[] goneHosts = gone.Select(pair => pair.Host!).Distinct().ToArray();

            int hosts = gateway.Select(pair => pair.Host).Distinct().Count();
            if (gateway.Key.Rack is RackContext rack && goneHosts.Length > 1 && goneHosts.Length == hosts)
            {
                _withoutGateway.Add(rack);
                yield return new Finding(ProbeRules.GatewayUnreachable)
                {
                    Rack = rack.Plan?.Name,
                    Expected = gateway.Key.Destination + " on the wire",
                    Found = $"none of the {Words.Count(goneHosts.Length, "host")} that asked sees it",
                };
            }
            else
            {
                foreach (var (seen, host) in gone)
                {
                    _cutOff[host!] = ProbeRules.GatewayUnreachable;
                    if (!_wanted(host!.Host)) continue;
                    yield return On(ProbeRules.GatewayUnreachable, host, seen.Ping.Device) with
                    {
                        Expected = gateway.Key.Destination + " on the wire",
                        Found = "no answer to " + Words.Count(seen.Sent, "ping") + ", no entry in the neighbour table" + Said(seen),
                    };
                }
            }

            var filtered = silent.Where(IsThere).ToArray();
            if (filtered.Length == 0) continue;
            // It is the gateway's habit and not the hosts': once is enough.
            yield return new Finding(ProbeRules.GatewaySilentToIcmp)
            {
                Rack = gateway.Key.Rack?.Plan?.Name,
                Found = $"{gateway.Key.Destination} did not answer {Words.Count(filtered.Select(pair => pair.Host).Distinct().Count(), "host")}",
            };
        }
    }

    private IEnumerable<Finding> RacksNotProbed()
    {
        var probed = new HashSet<RackContext?>(_observations.Where(seen => seen.Ping.Kind == ProbeKind.Peer && seen.Asked).SelectMany(
            seen => new[] { SourceOf(seen)?.Rack, PeerOf(seen)?.Rack }));
        foreach (RackContext rack in _fabric.Racks)
        {
            if (rack.Hosts.Count == 0 || probed.Contains(rack) || !rack.Hosts.Any(host => _wanted(host.Host))) continue;
            // A rack that is alone or an island has nobody to ask.
            bool hasOthers = _fabric.Racks.Any(other => other != rack && other.Hosts.Count > 0
                && Words.Families.Any(family => Has(rack, family) && Has(other, family) && ProbePlanner.IsPathExpected(rack, other, family)));
            if (!hasOthers) continue;
            yield return Between(ProbeRules.RackNotProbed, rack) with
            {
                Found = $"{rack.Name}: {Words.Count(rack.Hosts.Count, "host")}, none that could be asked",
            };
        }
    }

    private static bool Has(RackContext rack, AddressFamily family) => rack.Subnets.Any(subnet => subnet.Family == family);

    /// <summary>Hosts that are themselves the trouble: another host of the same rack does better with the same others.</summary>
    private IEnumerable<Finding> Hosts(ProbePath[] paths, AddressFamily family)
    {
        var asSource = paths.GroupBy(path => path.Source).ToDictionary(group => group.Key, group => group.Any(path => path.Answered));
        var asPeer = paths.GroupBy(path => path.Peer).ToDictionary(group => group.Key, group => group.Any(path => path.Answered));
        foreach (HostContext host in asSource.Keys.Union(asPeer.Keys).ToArray())
        {
            if (_cutOff.ContainsKey(host) || _withoutGateway.Contains(host.Rack!)) continue;
            bool isMute = asSource.TryGetValue(host, out bool heard) && !heard && HasBetterMate(host, asSource);
            bool isSilent = asPeer.TryGetValue(host, out bool answers) && !answers && HasBetterMate(host, asPeer);
            if (!isMute && !isSilent) continue;

            RuleInfo rule = isMute ? ProbeRules.HostReachesNoRack : ProbeRules.PeerSilent;
            _cutOff[host] = rule;
            if (!_wanted(host.Host)) continue;
            ProbePath[] own = paths.Where(path => (isMute ? path.Source : path.Peer) == host).ToArray();
            string racks = Words.List(own.Select(path => (isMute ? path.Peer : path.Source).Rack!.Name).Distinct());
            ProbePing ping = own[0].Largest.Ping;
            yield return On(rule, host, isMute ? ping.Device : DeviceOf(host, ping.Destination)) with
            {
                Expected = $"{(isMute ? "answers from" : "answers to")} {racks}",
                Found = isMute
                    ? $"no answer from {Words.Count(own.Length, "host")}{In(family)}{Said(own[0].Largest)}"
                    : $"no answer from {ping.Destination} to {Words.Count(own.Length, "host")}{In(family)}",
            };
        }
    }

    private static bool HasBetterMate(HostContext host, Dictionary<HostContext, bool> answered) =>
        answered.Any(pair => pair.Value && pair.Key != host && pair.Key.Rack == host.Rack);

    /// <summary>Hosts whose large frames are lost on every path, while those of another host of the rack pass.</summary>
    private IEnumerable<Finding> HostMtu(ProbePath[] paths, AddressFamily family)
    {
        ILookup<HostContext, ProbePath> byHost = paths.Where(path => path.Answered)
            .SelectMany(path => new[] { (Host: path.Source, Path: path), (Host: path.Peer, Path: path) })
            .ToLookup(pair => pair.Host, pair => pair.Path);
        var small = new HashSet<HostContext>(byHost.Where(group => group.All(path => path.IsTooSmall)).Select(group => group.Key));
        var passing = new HashSet<RackContext>(byHost.Where(group => !small.Contains(group.Key)).Select(group => group.Key.Rack!));
        foreach (HostContext host in small)
        {
            if (!passing.Contains(host.Rack!)) continue;
            _cutOff[host] = ProbeRules.PathMtuTooSmall;
            if (!_wanted(host.Host)) continue;
            ProbePath path = byHost[host].First();
            ProbePath? own = byHost[host].FirstOrDefault(candidate => candidate.Source == host);
            yield return On(ProbeRules.PathMtuTooSmall, host, own?.Largest.Ping.Device ?? DeviceOf(host, path.Largest.Ping.Destination)) with
            {
                Expected = $"{Words.Number(path.Largest.Ping.Mtu)} from end to end{In(family)}",
                Found = $"{Passed(byHost[host])} between this host and its leaves{(own is null ? string.Empty : Said(own.Largest))}",
            };
        }
    }

    private IEnumerable<Finding> Racks(ProbePath[] paths, AddressFamily family)
    {
        // Hosts that HostMtu has just named are out of this as well.
        var pairs = paths
            .Where(path => !_cutOff.ContainsKey(path.Source) && !_cutOff.ContainsKey(path.Peer))
            .GroupBy(path => PairOf(path))
            .ToDictionary(group => group.Key, group => group.ToArray());

        var dead = pairs.Where(pair => pair.Value.All(path => !path.Answered)).Select(pair => pair.Key).ToArray();
        foreach (var (words, rack, bad) in RackPair.Condense(dead, pairs.Keys))
        {
            yield return Between(ProbeRules.PathUnreachable, rack) with
            {
                Expected = "an answer" + In(family),
                Found = $"none {words}: {Words.Count(bad.Sum(pair => pairs[pair].Length), "pair")} of hosts tried{Said(pairs[bad[0]][0].Largest)}",
            };
        }

        var lossy = pairs.Where(pair => !dead.Contains(pair.Key) && IsLossy(pair.Value)).Select(pair => pair.Key).ToArray();
        foreach (var (words, rack, bad) in RackPair.Condense(lossy, pairs.Keys))
        {
            ProbePath[] all = bad.SelectMany(pair => pairs[pair]).ToArray();
            int unanswered = all.Count(path => !path.Answered);
            yield return Between(ProbeRules.PathUnreliable, rack) with
            {
                Expected = "an answer to every ping" + In(family),
                Found = unanswered > 0
                    ? $"{Words.Number(unanswered)} of {Words.Count(all.Length, "pair")} of hosts get no answer {words}"
                    : $"{Words.Number(all.Sum(Lost))} of {Words.Count(all.Sum(path => path.Best.Sent), "ping")} lost {words}",
            };
        }

        var tooSmall = pairs.Where(pair => pair.Value.Any(path => path.IsTooSmall)).ToArray();
        foreach (var byMtu in tooSmall.GroupBy(pair => Passed(pair.Value), pair => pair.Key))
        {
            foreach (var (words, rack, bad) in RackPair.Condense(byMtu.ToArray(), pairs.Keys))
            {
                ProbePath[] all = bad.SelectMany(pair => pairs[pair]).ToArray();
                bool always = all.All(path => path.IsTooSmall || !path.Answered);
                yield return Between(ProbeRules.PathMtuTooSmall, rack) with
                {
                    Expected = $"{Words.Number(all[0].Largest.Ping.Mtu)} from end to end{In(family)}",
                    Found = $"{byMtu.Key} somewhere {words}{(always ? string.Empty : ", on some of the paths")}",
                };
            }
        }

        foreach (Finding finding in RoundTrips(pairs, family)) yield return finding;
    }

    private IEnumerable<Finding> RoundTrips(Dictionary<RackPair, ProbePath[]> pairs, AddressFamily family)
    {
        var rtt = pairs
            .Select(pair => (pair.Key, Ms: pair.Value.Select(path => path.RttMs).OfType<double>().DefaultIfEmpty(0).Average()))
            .ToDictionary(pair => pair.Key, pair => pair.Ms);
        RackPair[] beyond = rtt.Where(pair => pair.Value > SupportedRttMs).Select(pair => pair.Key).ToArray();
        foreach (Finding finding in Slow(ProbeRules.RttAbove150, beyond, SupportedRttMs)) yield return finding;
        if (_fabric.Plan?.MaxRttMs is not double limit) yield break;
        RackPair[] slow = rtt.Where(pair => pair.Value > limit && pair.Value <= SupportedRttMs).Select(pair => pair.Key).ToArray();
        foreach (Finding finding in Slow(ProbeRules.RttAboveLimit, slow, limit)) yield return finding;

        IEnumerable<Finding> Slow(RuleInfo rule, RackPair[] bad, double most)
        {
            foreach (var (words, rack, of) in RackPair.Condense(bad, pairs.Keys))
            {
                double low = of.Min(pair => rtt[pair]), high = of.Max(pair => rtt[pair]);
                string ms = low == high ? Ms(low) : $"{Ms(low)} to {Ms(high)}";
                yield return Between(rule, rack) with { Expected = $"at most {Ms(most)} ms{In(family)}", Found = $"{ms} ms {words}" };
            }
        }
    }

    private ProbePath[] Paths(AddressFamily family) => _observations
        .Where(seen => seen.Ping.Kind == ProbeKind.Peer && seen.Asked && seen.Ping.Destination.Family == family)
        .Select(seen => (Seen: seen, Source: SourceOf(seen), Peer: PeerOf(seen)))
        .Where(path => path.Source?.Rack is not null && path.Peer?.Rack is not null && path.Source.Rack != path.Peer.Rack)
        .GroupBy(path => (path.Source, path.Peer))
        .Select(group => new ProbePath(group.Key.Source!, group.Key.Peer!, group.Select(path => path.Seen)))
        .ToArray();

    private HostContext? SourceOf(ProbeObservation seen) => _fabric.FindHost(seen.Ping.Server, seen.Ping.HostId);

    private HostContext? PeerOf(ProbeObservation seen) =>
        seen.Ping is { PeerServer: string server, PeerHostId: string id } ? _fabric.FindHost(server, id) : null;

    private static RackPair PairOf(ProbePath path)
    {
        RackContext from = path.Source.Rack!, to = path.Peer.Rack!;
        return string.CompareOrdinal(from.Name, to.Name) <= 0 ? new RackPair(from, to) : new RackPair(to, from);
    }

    /// <summary>A pair of hosts without any answer beside others that have one; or more than a tenth of the pings lost.</summary>
    private static bool IsLossy(ProbePath[] paths) =>
        paths.Any(path => !path.Answered)
        || paths.Sum(Lost) * 10 > paths.Sum(path => path.Best.Sent);

    private static int Lost(ProbePath path) => path.Best.Sent - path.Best.Received;

    private static string Passed(IEnumerable<ProbePath> paths)
    {
        ProbePath[] small = paths.Where(path => path.IsTooSmall).ToArray();
        int passed = small.Min(path => path.Passed);
        // What passed is what was tried: a tunnel's own limit lies somewhere above it.
        return passed >= ProbePlanner.EthernetMtu ? Words.Number(passed)
            : passed > 0 ? $"less than {Words.Number(ProbePlanner.EthernetMtu)} ({Words.Number(passed)} passes)"
            : "less than " + Words.Number(
                small.SelectMany(path => path.Observations).Where(seen => seen.Ping.DontFragment).Min(seen => seen.Ping.Mtu));
    }

    private static string? DeviceOf(HostContext host, InetAddress address) =>
        host.VMotion.FirstOrDefault(adapter => adapter.Adapter.Addresses.Any(own => own.Address == address))?.Device;

    private static string Said(ProbeObservation seen) => string.IsNullOrEmpty(seen.Error) ? string.Empty : $" ({seen.Error})";

    private static string In(AddressFamily family) => family == AddressFamily.IPv6 ? " over IPv6" : string.Empty;

    private static string Ms(double value) => value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);

    private static Finding Between(RuleInfo rule, RackContext? rack) => new(rule) { Rack = rack?.Plan?.Name };

    private static Finding On(RuleInfo rule, HostContext host, string? device) => new(rule)
    {
        Server = host.Host.Server,
        VMHost = host.Host.Name,
        VMHostId = host.Host.Id,
        Cluster = host.Host.Cluster,
        Rack = host.Rack?.Plan?.Name,
        Device = device,
    };
}
