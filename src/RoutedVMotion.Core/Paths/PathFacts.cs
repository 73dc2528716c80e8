using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// What pings have shown of the network between hosts, as far as it bears on paths. Who is himself the trouble is the probe judge's
/// to say; what is left belongs to a pair of racks, or, where others of the same racks do better, to the two hosts that tried. That
/// one host gets an answer from another shows that packets go both ways; that the other gets none back may be its own silence.
/// </summary>
public sealed class PathFacts
{
    private readonly Dictionary<ProbeEnd, RuleInfo> _cutOff = new();
    private readonly Dictionary<ProbeEnd, RuleInfo> _beyondRack = new();
    private readonly HashSet<ProbeEnd> _small = new();
    private readonly Dictionary<HostContext, ProbePath> _smallLinks = new();
    private readonly Dictionary<HostContext, RuleInfo> _cutOffHosts = new();
    private readonly Dictionary<HostContext, RuleInfo> _hostsBeyondRack = new();
    private readonly HashSet<ProbeEnd> _silent;
    private readonly HashSet<RackContext> _withoutGateway;
    private readonly Dictionary<(RackContext, RackContext), (PathReason Reason, int Passed)> _racks = new();
    private readonly Dictionary<(HostContext, HostContext), PathReason> _hosts = new();
    private readonly ILookup<(RackContext, RackContext), ProbePath> _paths;
    private readonly Dictionary<RackContext, int> _order = new();

    /// <summary>Draws the conclusions.</summary>
    /// <param name="fabric">The fabric.</param>
    /// <param name="observations">What came of all pings.</param>
    public PathFacts(FabricIndex fabric, IReadOnlyCollection<ProbeObservation> observations)
    {
        foreach (RackContext rack in fabric.Racks) _order.Add(rack, _order.Count);
        ProbeJudge judge = ProbeJudge.Blame(fabric, observations);
        _withoutGateway = new HashSet<RackContext>(judge.WithoutGateway);
        ProbePath[] paths = ProbePath.Of(fabric, observations);
        ILookup<bool, ProbePath> answeredWithin = paths.Where(path => path.IsWithinRack && path.Answered).ToLookup(path => path.IsTooSmall);
        var largeWithin = new HashSet<ProbeEnd>(answeredWithin[false].SelectMany(Ends));
        var heardWithin = new HashSet<ProbeEnd>(answeredWithin[true].SelectMany(Ends).Concat(largeWithin));
        foreach (KeyValuePair<ProbeEnd, RuleInfo> end in judge.CutOff)
        {
            // One that neighbours hear is well within its rack, whatever it does not see or hear beyond. One whose large packets pass there has
            // no small link: it is its paths beyond that have. And one that answers no pings and gets answers to its own is on the network.
            if (end.Value == ProbeRules.HostReachesNoRack || (end.Value == ProbeRules.GatewayUnreachable && heardWithin.Contains(end.Key)))
                _beyondRack.Add(end.Key, end.Value);
            else if (end.Value == ProbeRules.GatewayUnreachable)
                _cutOff.Add(end.Key, end.Value);
            else if (end.Value == ProbeRules.PathMtuTooSmall && !largeWithin.Contains(end.Key))
                _small.Add(end.Key);
        }

        foreach (IGrouping<RackContext, ProbePath> rack in paths.Where(path => path.IsWithinRack).GroupBy(path => path.Source.Rack!)) FindAlone(rack);
        FindSmall(paths);
        // Not to be answered by one that answers nobody, and is itself answered, says nothing of the network.
        _silent = new HashSet<ProbeEnd>(paths.Where(path => path.Answered).Select(path => path.From));
        _silent.ExceptWith(paths.Where(path => path.Answered).Select(path => path.To));
        foreach (ProbeEnd end in _small)
        {
            // Each of its paths carries what its link does, or less for a reason of its own.
            ProbePath widest = paths.Where(path => path.IsTooSmall && Ends(path).Contains(end)).OrderByDescending(path => path.Passed).First();
            if (!_smallLinks.TryGetValue(end.Host, out ProbePath? other) || widest.Passed < other.Passed) _smallLinks[end.Host] = widest;
        }

        foreach (KeyValuePair<ProbeEnd, RuleInfo> end in _cutOff) _cutOffHosts[end.Key.Host] = end.Value;
        foreach (KeyValuePair<ProbeEnd, RuleInfo> end in _beyondRack) _hostsBeyondRack[end.Key.Host] = end.Value;
        _paths = paths.ToLookup(path => (path.Source.Rack!, path.Peer.Rack!));
        foreach (IGrouping<(RackContext, RackContext), ProbePath> racks in paths.Where(IsTelling).GroupBy(path => Ordered(path.Source.Rack!, path.Peer.Rack!))) Conclude(racks);
    }

    /// <summary>Something is known of single pairs of hosts.</summary>
    internal bool HasHostPairs => _hosts.Count > 0;

    /// <summary>What was measured from one group to another; null where nobody has pinged.</summary>
    public PathMeasurement? Measure(PathGroup source, PathGroup destination)
    {
        if (source.Rack is null || destination.Rack is null) return null;
        var from = new HashSet<HostContext>(source.Hosts);
        var to = new HashSet<HostContext>(destination.Hosts);
        return Measure(_paths[(source.Rack, destination.Rack)].Where(path => from.Contains(path.Source) && to.Contains(path.Peer)).ToArray());
    }

    /// <summary>What was measured from one host to another; null where they have not pinged.</summary>
    public PathMeasurement? Measure(HostContext source, HostContext destination) => source.Rack is null || destination.Rack is null
        ? null
        : Measure(_paths[(source.Rack, destination.Rack)].Where(path => path.Source == source && path.Peer == destination).ToArray());

    /// <summary>The mean round trip of each path that was answered, in milliseconds, and of how many pings; within racks or between them.</summary>
    internal IEnumerable<(double RttMs, int Pings)> RoundTrips(bool withinRacks) => _paths
        .Where(racks => racks.Key.Item1 == racks.Key.Item2 == withinRacks)
        .SelectMany(racks => racks)
        .Where(path => path.RttMs is not null)
        .Select(path => (path.RttMs!.Value, path.Best.Received));

    /// <summary>The rule that says why nothing gets to the host; it is enough that one of its adapters is cut off, since a migration may take that one.</summary>
    internal RuleInfo? RuleThatCutsOff(HostContext host) => _cutOffHosts.TryGetValue(host, out RuleInfo? rule) ? rule : null;

    /// <summary>The rule that says why nothing gets through gateways to the host, while its neighbours hear it: it does not see its own, or nobody beyond answers.</summary>
    internal RuleInfo? RuleBeyondItsRack(HostContext host) => _hostsBeyondRack.TryGetValue(host, out RuleInfo? rule) ? rule : null;

    /// <summary>The largest packet that the host's own link carries, in bytes; null where nothing is known to be lost on it.</summary>
    internal int? LimitOf(HostContext host) => _smallLinks.TryGetValue(host, out ProbePath? path) ? path.Passed : null;

    /// <summary>What is known to be lost on the host's own link of packets of this many bytes; null where nothing is.</summary>
    internal string? LossOn(HostContext host, int mtu) => _smallLinks.TryGetValue(host, out ProbePath? path) && mtu > path.Passed ? Passed([path]) : null;

    internal bool IsWithoutGateway(RackContext? rack) => rack is not null && _withoutGateway.Contains(rack);

    /// <summary>What stops packets of this many bytes between two racks; null where nothing is known to.</summary>
    internal PathReason? Between(RackContext? left, RackContext? right, int mtu) =>
        left is not null && right is not null && _racks.TryGetValue(Ordered(left, right), out (PathReason Reason, int Passed) fact) && mtu > fact.Passed ? fact.Reason : null;

    internal PathReason? Between(HostContext left, HostContext right) => _hosts.TryGetValue(Ordered(left, right), out PathReason? reason) ? reason : null;

    /// <summary>The pairs of hosts of two groups of which something is known that is not known of their racks.</summary>
    internal IEnumerable<(HostContext Source, HostContext Destination)> HostPairs(PathGroup source, PathGroup destination)
    {
        var from = new HashSet<HostContext>(source.Hosts);
        var to = new HashSet<HostContext>(destination.Hosts);
        foreach ((HostContext left, HostContext right) in _hosts.Keys)
        {
            if (from.Contains(left) && to.Contains(right)) yield return (left, right);
            if (from.Contains(right) && to.Contains(left)) yield return (right, left);
        }
    }

    // Of an adapter that is cut off, or a rack without its gateway, nothing else can be learned.
    private bool IsTelling(ProbePath path) => !Ends(path).Any(end => _cutOff.ContainsKey(end) || _small.Contains(end)) && (path.Answered || !_silent.Contains(path.To))
        && (path.IsWithinRack || !(Ends(path).Any(_beyondRack.ContainsKey) || _withoutGateway.Contains(path.Source.Rack!) || _withoutGateway.Contains(path.Peer.Rack!)));

    private static ProbeEnd[] Ends(ProbePath path) => [path.From, path.To];

    // Within a rack: neighbours that hear each other, and one that hears none of those and is heard by none.
    private void FindAlone(IGrouping<RackContext, ProbePath> rack)
    {
        var heard = new HashSet<ProbeEnd>(rack.Where(path => path.Answered).SelectMany(Ends));
        foreach (ProbeEnd end in rack.SelectMany(Ends).Distinct())
        {
            if (heard.Contains(end) || _cutOff.ContainsKey(end)) continue;
            bool hasTried = rack.Any(path => (path.From == end && heard.Contains(path.To)) || (path.To == end && heard.Contains(path.From)));
            if (hasTried) _cutOff.Add(end, _withoutGateway.Contains(rack.Key) ? ProbeRules.GatewayUnreachable : ProbeRules.HostReachesNoRack);
        }
    }

    // Within a rack: one that gets no large packets through to a neighbour which gets as large ones through elsewhere, while it does not.
    private void FindSmall(ProbePath[] paths)
    {
        Dictionary<ProbeEnd, int> passed = paths
            .Where(path => path.Answered && !path.IsTooSmall)
            .SelectMany(path => Ends(path).Select(end => (End: end, path.Largest.Ping.Mtu)))
            .GroupBy(path => path.End)
            .ToDictionary(end => end.Key, end => end.Max(path => path.Mtu));
        bool Passes(ProbeEnd end, int mtu) => passed.TryGetValue(end, out int most) && most >= mtu;
        foreach (ProbePath path in paths.Where(path => path.IsWithinRack && path.IsTooSmall))
        {
            int mtu = path.Largest.Ping.Mtu;
            bool from = Passes(path.From, mtu), to = Passes(path.To, mtu);
            if (from != to) _small.Add(from ? path.To : path.From);
        }

        // Where nobody is known to get large ones through anywhere, it is the one whom all of several have asked, if it is one.
        foreach (IGrouping<RackContext, ProbePath> rack in paths.Where(path => path.IsWithinRack && path.IsTooSmall && !Ends(path).Any(_small.Contains)).GroupBy(path => path.Source.Rack!).ToArray())
        {
            ProbeEnd[] shared = rack.Select(Ends).Aggregate((all, ends) => all.Intersect(ends).ToArray());
            if (shared.Length == 1) _small.Add(shared[0]);
        }
    }

    private void Conclude(IGrouping<(RackContext, RackContext), ProbePath> racks)
    {
        var pairs = racks.GroupBy(path => Ordered(path.Source, path.Peer)).Select(pair => (Hosts: pair.Key, Paths: pair.ToArray())).ToArray();
        // Each adapter has to reach each of the other host, over each family, in whichever direction they have asked.
        var silent = pairs.Where(pair => pair.Paths.GroupBy(path => Ordered(path.From, path.To)).Any(ends => ends.All(path => !path.Answered))).ToArray();
        var small = pairs.Except(silent).Where(pair => pair.Paths.Any(path => path.IsTooSmall)).ToArray();
        if (racks.GroupBy(path => path.Family).Any(family => family.All(path => !path.Answered)))
        {
            _racks[racks.Key] = (new PathReason(ProbeRules.PathUnreachable, PathSide.Between, $"no answer between {Words.Count(pairs.Length, "pair")} of hosts that tried"), 0);
            return;
        }

        foreach (var pair in silent) _hosts[pair.Hosts] = new PathReason(ProbeRules.PathUnreliable, PathSide.Between, "no answer, while other hosts of the same racks get one");
        if (small.Length == 0) return;
        int passed = small.SelectMany(pair => pair.Paths).Where(path => path.IsTooSmall).Min(path => path.Passed);
        // Hosts that send nothing larger than what passes are no proof of more.
        if (pairs.Except(silent).Except(small).SelectMany(pair => pair.Paths).All(path => path.Largest.Ping.Mtu <= passed))
        {
            _racks[racks.Key] = (new PathReason(ProbeRules.PathMtuTooSmall, PathSide.Between, Passed(small.SelectMany(pair => pair.Paths))), passed);
            return;
        }

        foreach (var pair in small) _hosts[pair.Hosts] = new PathReason(ProbeRules.PathMtuTooSmall, PathSide.Between, Passed(pair.Paths));
    }

    private static string Passed(IEnumerable<ProbePath> paths)
    {
        ProbePath worst = paths.Where(path => path.IsTooSmall).OrderBy(path => path.Passed).First();
        string lost = Words.Number(worst.Lost ?? worst.Largest.Ping.Mtu);
        return worst.Passed == 0 ? $"IP packets of {lost} bytes are lost, small ones pass" : $"IP packets of {lost} bytes are lost, those of {Words.Number(worst.Passed)} pass";
    }

    private PathMeasurement? Measure(ProbePath[] all)
    {
        if (all.Length == 0) return null;
        // Of hosts that are cut off it says nothing about the path; they are exceptions anyway.
        ProbePath[] telling = all.Where(IsTelling).ToArray(), paths = telling.Length > 0 ? telling : all;
        ProbeObservation[] best = paths.Select(path => path.Best).ToArray(), answered = best.Where(seen => seen.Answered).ToArray();
        int[] passed = paths.Where(path => path.Answered).Select(path => path.Passed).ToArray();
        int replies = answered.Sum(seen => seen.Received);
        return new PathMeasurement
        {
            HostPairs = paths.Select(path => (path.Source, path.Peer)).Distinct().Count(),
            Sent = best.Sum(seen => seen.Sent),
            Received = replies,
            RttMinMs = answered.Min(seen => seen.RttMinMs),
            RttAvgMs = replies == 0 ? null : Math.Round(answered.Sum(seen => (seen.RttAvgMs ?? 0) * seen.Received) / replies, 3),
            RttMaxMs = answered.Max(seen => seen.RttMaxMs),
            LargestPacket = passed.Length == 0 || passed.Min() == 0 ? null : passed.Min(),
            SmallestLost = paths.Min(path => path.Lost),
        };
    }

    // A path and its way back are one.
    private (RackContext, RackContext) Ordered(RackContext left, RackContext right) => _order[left] <= _order[right] ? (left, right) : (right, left);

    private static (ProbeEnd, ProbeEnd) Ordered(ProbeEnd left, ProbeEnd right) => Ordered(left.Host, right.Host).Item1 == left.Host ? (left, right) : (right, left);

    private static (HostContext, HostContext) Ordered(HostContext left, HostContext right)
    {
        int order = string.CompareOrdinal(left.Host.Server, right.Host.Server);
        if (order == 0) order = string.CompareOrdinal(left.Host.Id, right.Host.Id);
        return order <= 0 ? (left, right) : (right, left);
    }
}
