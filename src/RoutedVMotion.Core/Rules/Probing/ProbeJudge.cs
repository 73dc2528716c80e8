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
    private readonly ProbePath[] _paths;
    private readonly Dictionary<ProbeEnd, RuleInfo> _cutOff = new();
    private readonly HashSet<(RackContext, AddressFamily)> _withoutGateway = new();

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
        _paths = ProbePath.Of(fabric, _observations);
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

    /// <summary>Adapters that the network does not serve, whatever the path, and the rule that says so.</summary>
    internal IReadOnlyDictionary<ProbeEnd, RuleInfo> CutOff => _cutOff;

    /// <summary>Racks of which no host sees the gateway.</summary>
    internal IEnumerable<RackContext> WithoutGateway => _withoutGateway.Select(rack => rack.Item1).Distinct();

    private IEnumerable<Finding> Judge()
    {
        foreach (Finding finding in NotAsked()) yield return finding;
        foreach (Finding finding in Gateways()) yield return finding;
        foreach (Finding finding in RacksNotProbed()) yield return finding;

        foreach (AddressFamily family in Words.Families)
        {
            ProbePath[] paths = _paths.Where(path => path.Family == family && !path.IsWithinRack).ToArray();
            foreach (Finding finding in Hosts(paths, family)) yield return finding;
            paths = paths.Where(path => !_cutOff.ContainsKey(path.From) && !_cutOff.ContainsKey(path.To)
                && !_withoutGateway.Contains((path.Source.Rack!, family)) && !_withoutGateway.Contains((path.Peer.Rack!, family))).ToArray();
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
        var reaching = new HashSet<ProbeEnd>(_paths.Where(path => path.Answered && !path.IsOnLink).Select(path => path.From));
        foreach (var gateway in asked)
        {
            var silent = gateway.Where(pair => !pair.Seen.Answered).ToArray();
            // An adapter that gets answers from beyond its subnet gets them through its gateway.
            bool IsThere((ProbeObservation Seen, HostContext? Host) pair) => pair.Seen.IsInNeighborTable || reaching.Contains(EndOf(pair));
            var gone = silent.Where(pair => !IsThere(pair)).ToArray();
            // Of several adapters one that sees it shows that it is there.
            HostContext[] goneHosts = gateway.GroupBy(pair => pair.Host!).Where(host => host.All(pair => !pair.Seen.Answered && !IsThere(pair))).Select(host => host.Key).ToArray();

            int hosts = gateway.Select(pair => pair.Host).Distinct().Count();
            if (gateway.Key.Rack is RackContext rack && goneHosts.Length > 1 && goneHosts.Length == hosts)
            {
                _withoutGateway.Add((rack, gateway.Key.Destination.Family));
                yield return new Finding(ProbeRules.GatewayUnreachable)
                {
                    Rack = rack.Plan?.Name,
                    Expected = gateway.Key.Destination + " on the wire",
                    Found = $"none of the {Words.Count(goneHosts.Length, "host")} that asked sees it",
                };
            }
            else
            {
                foreach (var pair in gone)
                {
                    (ProbeObservation seen, HostContext host) = (pair.Seen, pair.Host!);
                    _cutOff[EndOf(pair)] = ProbeRules.GatewayUnreachable;
                    if (!_wanted(host.Host)) continue;
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

    private static ProbeEnd EndOf((ProbeObservation Seen, HostContext? Host) gateway) => new(gateway.Host!, gateway.Seen.Ping.Device, gateway.Seen.Ping.Destination.Family);

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

    /// <summary>Hosts that are themselves the trouble: another host of the same rack, or another adapter, does better with the same others.</summary>
    private IEnumerable<Finding> Hosts(ProbePath[] paths, AddressFamily family)
    {
        ILookup<ProbeEnd, ProbePath> asSource = paths.ToLookup(path => path.From), asPeer = paths.ToLookup(path => path.To);
        var heard = new HashSet<ProbeEnd>(asSource.Where(end => end.Any(path => path.Answered)).Select(end => end.Key));
        var answering = new HashSet<ProbeEnd>(asPeer.Where(end => end.Any(path => path.Answered)).Select(end => end.Key));
        foreach (ProbeEnd end in asSource.Select(group => group.Key).Union(asPeer.Select(group => group.Key)))
        {
            if (_cutOff.ContainsKey(end) || _withoutGateway.Contains((end.Host.Rack!, family))) continue;
            // Who answers nobody does not count. And what one other rack does not answer may be lost on the one of several spines that these
            // addresses take, both ways; of one that is answered and does not answer that cannot be.
            bool isMute = !heard.Contains(end) && HasBetterMate(end, heard) && IsOfSeveral(asSource[end].Where(path => answering.Contains(path.To)).Select(path => path.Peer));
            bool isSilent = asPeer.Contains(end) && !answering.Contains(end) && HasBetterMate(end, answering)
                && (heard.Contains(end) || IsOfSeveral(asPeer[end].Where(path => heard.Contains(path.From)).Select(path => path.Source)));
            if (!isMute && !isSilent) continue;

            RuleInfo rule = isMute ? ProbeRules.HostReachesNoRack : ProbeRules.PeerSilent;
            // Over the other family it has been said.
            bool isSaid = _cutOff.Keys.Any(known => known.Host == end.Host && known.Device == end.Device);
            _cutOff[end] = rule;
            if (isSaid || !_wanted(end.Host.Host)) continue;
            ProbePath[] own = (isMute ? asSource[end] : asPeer[end]).ToArray();
            HostContext[] others = own.Select(path => isMute ? path.Peer : path.Source).Distinct().ToArray();
            yield return On(rule, end.Host, end.Device) with
            {
                Expected = $"{(isMute ? "answers from" : "answers to")} {Words.List(others.Select(other => other.Rack!.Name).Distinct())}",
                Found = isMute
                    ? $"no answer from {Words.Count(others.Length, "host")}{In(family)}{Said(own[0].Largest)}"
                    : $"no answer from {own[0].Largest.Ping.Destination} to {Words.Count(others.Length, "host")}{In(family)}",
            };
        }
    }

    private static bool HasBetterMate(ProbeEnd end, IEnumerable<ProbeEnd> better) => better.Any(mate => mate != end && mate.Host.Rack == end.Host.Rack);

    private static bool IsOfSeveral(IEnumerable<HostContext> others) => others.Select(other => other.Rack).Distinct().Count() > 1;

    /// <summary>Hosts whose large frames are lost on every path, while those of another host or adapter of the rack pass.</summary>
    private IEnumerable<Finding> HostMtu(ProbePath[] paths, AddressFamily family)
    {
        ILookup<ProbeEnd, ProbePath> byEnd = paths.Where(path => path.Answered)
            .SelectMany(path => new[] { (End: path.From, Path: path), (End: path.To, Path: path) })
            .ToLookup(pair => pair.End, pair => pair.Path);
        ProbeEnd[] small = byEnd.Where(group => group.All(path => path.IsTooSmall)).Select(group => group.Key).ToArray();
        var passing = new HashSet<RackContext>(byEnd.Select(group => group.Key).Except(small).Select(end => end.Host.Rack!));
        foreach (ProbeEnd end in small)
        {
            if (!passing.Contains(end.Host.Rack!)) continue;
            _cutOff[end] = ProbeRules.PathMtuTooSmall;
            if (!_wanted(end.Host.Host)) continue;
            ProbePath? own = byEnd[end].FirstOrDefault(candidate => candidate.From == end);
            yield return On(ProbeRules.PathMtuTooSmall, end.Host, end.Device) with
            {
                Expected = $"{Words.Number(byEnd[end].First().Largest.Ping.Mtu)} from end to end{In(family)}",
                Found = $"{Passed(byEnd[end])} between this host and its leaves{(own is null ? string.Empty : Said(own.Largest))}",
            };
        }
    }

    private IEnumerable<Finding> Racks(ProbePath[] paths, AddressFamily family)
    {
        // Hosts that HostMtu has just named are out of this as well.
        var pairs = paths
            .Where(path => !_cutOff.ContainsKey(path.From) && !_cutOff.ContainsKey(path.To))
            .GroupBy(path => PairOf(path))
            .ToDictionary(group => group.Key, group => group.ToArray());

        var dead = pairs.Where(pair => pair.Value.All(path => !path.Answered)).Select(pair => pair.Key).ToArray();
        foreach (var (words, rack, bad) in RackPair.Condense(dead, pairs.Keys))
        {
            yield return Between(ProbeRules.PathUnreachable, rack) with
            {
                Expected = "an answer" + In(family),
                Found = $"none {words}: {Words.Count(HostPairs(bad.SelectMany(pair => pairs[pair])), "pair")} of hosts tried{Said(pairs[bad[0]][0].Largest)}",
            };
        }

        var lossy = pairs.Where(pair => !dead.Contains(pair.Key) && IsLossy(pair.Value)).Select(pair => pair.Key).ToArray();
        foreach (var (words, rack, bad) in RackPair.Condense(lossy, pairs.Keys))
        {
            ProbePath[] all = bad.SelectMany(pair => pairs[pair]).ToArray();
            int unanswered = HostPairs(all.Where(path => !path.Answered));
            yield return Between(ProbeRules.PathUnreliable, rack) with
            {
                Expected = "an answer to every ping" + In(family),
                Found = unanswered > 0
                    ? $"{Words.Number(unanswered)} of {Words.Count(HostPairs(all), "pair")} of hosts get no answer {words}"
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

    private static int HostPairs(IEnumerable<ProbePath> paths) => paths.Select(path => (path.Source, path.Peer)).Distinct().Count();

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
