using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Output;

/// <summary>
/// Whether virtual machines can move from here to there, as a row: between two racks, with the hosts that are exceptions, or between
/// two hosts. There are millions of the latter, so that what a row says is worked out when somebody looks at it.
/// </summary>
public sealed class VMotionPath
{
    private readonly PathIndex _index;
    private readonly GroupPath? _path;
    private readonly HostPath _hosts;
    private IReadOnlyList<VMotionPathReason>? _reasons;
    private IReadOnlyList<VMotionPathException>? _exceptions;
    private IReadOnlyList<VMotionPathNetwork>? _networks;
    private PathMeasurement? _measurement;

    /// <summary>A row for two groups of hosts.</summary>
    public VMotionPath(PathIndex index, GroupPath path)
    {
        _index = index;
        _path = path;
    }

    /// <summary>A row for two hosts.</summary>
    public VMotionPath(PathIndex index, HostPath path)
    {
        _index = index;
        _hosts = path;
    }

    /// <summary>Where the virtual machines are: a rack, a part of one ("cluster-a in rack-01"), or a host.</summary>
    public string Source => _path?.Source.Name ?? _hosts.Source.Host.Name;

    /// <summary>Where they are to go: a rack, a part of one, or a host.</summary>
    public string Destination => _path?.Destination.Name ?? _hosts.Destination.Host.Name;

    /// <summary>The virtual machine that is asked about; null where all are.</summary>
    public string? VM => _path?.Source.Machine?.Name;

    /// <summary>
    /// Switched (one segment), Routed, Blocked, or Unknown, where configuration does not tell; of both directions the worse. Of racks,
    /// what holds of most hosts.
    /// </summary>
    public string Verdict => Judgement.Kind.ToString();

    /// <summary>The gateway from source to destination, or several, separated by commas; null where none is needed or known.</summary>
    public string? Gateway => Judgement.Gateway;

    /// <summary>The gateway of the way back.</summary>
    public string? ReturnGateway => Judgement.ReturnGateway;

    /// <summary>
    /// How many of the networks of the source's virtual machines are known to reach the destination: "4 of 5"; "none" without such
    /// machines; "held" where a rule keeps the one that is asked about away from there.
    /// </summary>
    public string VMNetworks => Networks.Count == 0
        ? HeldBy is null ? "none" : "held"
        : string.Format(CultureInfo.InvariantCulture, "{0} of {1}", Networks.Count(network => network.Reaches), Networks.Count);

    /// <summary>The rule that must hold and keeps the virtual machine that is asked about away from there; null where none does.</summary>
    public string? HeldBy => _path is null ? null : _index.Networks.HeldBy(_path.Source, _path.Destination);

    /// <summary>Why it is blocked or unknown, who is an exception, and which rule holds the virtual machine, in a line.</summary>
    public string Why
    {
        get
        {
            var parts = new List<string>();
            if (Judgement.Reasons.Count > 0) parts.Add(string.Join(", ", Reasons.Select(reason => reason.Rule).Distinct()));
            foreach (var same in Exceptions.GroupBy(exception => (exception.Verdict, exception.Rule)))
            {
                string[] hosts = same.Select(exception => exception.VMHost).Distinct().ToArray();
                parts.Add($"{(hosts.Length == 1 ? hosts[0] : Words.Count(hosts.Length, "host"))} {same.Key.Verdict}{(same.Key.Rule.Length == 0 ? string.Empty : ": " + same.Key.Rule)}");
            }

            if (HeldBy is string rule) parts.Add("held by rule " + rule);
            return string.Join("; ", parts);
        }
    }

    /// <summary>The server of the source, or several, separated by commas.</summary>
    public string SourceServer => Server(SourceHosts);

    /// <summary>The rack of the source; null for hosts that are in none.</summary>
    public string? SourceRack => (_path is null ? _hosts.Source.Rack : _path.Source.Rack)?.Name;

    /// <summary>The cluster of the source, or several, separated by commas.</summary>
    public string? SourceCluster => Cluster(SourceHosts);

    /// <summary>The host that is the source; null where a rack is.</summary>
    public string? SourceVMHost => _path is null ? Source : _path.Source.IsHost ? _path.Source.Name : null;

    /// <summary>The server of the destination, or several, separated by commas.</summary>
    public string DestinationServer => Server(DestinationHosts);

    /// <summary>The rack of the destination; null for hosts that are in none.</summary>
    public string? DestinationRack => (_path is null ? _hosts.Destination.Rack : _path.Destination.Rack)?.Name;

    /// <summary>The cluster of the destination, or several, separated by commas.</summary>
    public string? DestinationCluster => Cluster(DestinationHosts);

    /// <summary>The host that is the destination; null where a rack is.</summary>
    public string? DestinationVMHost => _path is null ? Destination : _path.Destination.IsHost ? _path.Destination.Name : null;

    /// <summary>How many pairs of hosts it speaks of.</summary>
    public int HostPairs => _path?.Pairs ?? 1;

    /// <summary>How many of them are Blocked.</summary>
    public int BlockedPairs => PairsOf(PathKind.Blocked);

    /// <summary>How many of them are Unknown.</summary>
    public int UnknownPairs => PairsOf(PathKind.Unknown);

    /// <summary>What was measured, in short: "0.128 ms, 0 % lost, 9000 bytes"; null where nobody has pinged.</summary>
    public string? Measured => Measurement is null ? null : string.Format(
        CultureInfo.InvariantCulture,
        "{0}, {1} % lost, {2}",
        RttAvgMs is double rtt ? rtt.ToString("0.###", CultureInfo.InvariantCulture) + " ms" : "no answer",
        LossPercent,
        LargestPacket is int bytes ? Words.Number(bytes) + " bytes" : "no size unfragmented");

    /// <summary>How many pairs of hosts have pinged in this direction; null where none have.</summary>
    public int? ProbedPairs => Measurement?.HostPairs;

    /// <summary>How many pings were sent, warm-ups not counted, of the largest size that is answered at all.</summary>
    public int? Pings => Measurement?.Sent;

    /// <summary>How many of them got no answer, in percent.</summary>
    public double? LossPercent => Measurement is { Sent: > 0 } measured ? Math.Round(100.0 * (measured.Sent - measured.Received) / measured.Sent, 1) : null;

    /// <summary>The shortest round trip in milliseconds.</summary>
    public double? RttMinMs => Measurement?.RttMinMs;

    /// <summary>The mean round trip in milliseconds.</summary>
    public double? RttAvgMs => Measurement?.RttAvgMs;

    /// <summary>The longest round trip in milliseconds.</summary>
    public double? RttMaxMs => Measurement?.RttMaxMs;

    /// <summary>
    /// The largest IP packet that passes unfragmented between all that have pinged, in bytes, headers included, as an MTU is; null if none
    /// does. It is the adapters' MTU, or where that is lost what was found between the two.
    /// </summary>
    public int? LargestPacket => Measurement?.LargestPacket;

    /// <summary>The smallest IP packet that is lost while smaller ones pass, in bytes; null where what the adapters send at most passes.</summary>
    public int? SmallestLost => Measurement?.SmallestLost;

    /// <summary>Why it is blocked or unknown, a rule each; empty where it is neither.</summary>
    public IReadOnlyList<VMotionPathReason> Reasons => Once(ref _reasons, () => _path is null
        ? _hosts.Verdict.Reasons.Select(reason => Reason(reason, reason.Side == PathSide.Between ? [] : [reason.Side == PathSide.Source ? _hosts.Source : _hosts.Destination])).ToArray()
        : _path.Reasons.Select(reason => Reason(reason.Reason, reason.Hosts)).ToArray());

    /// <summary>The hosts of which something else holds than of most.</summary>
    public IReadOnlyList<VMotionPathException> Exceptions => Once(ref _exceptions, () => _path is null
        ? Array.Empty<VMotionPathException>()
        : _path.Exceptions.Select(Exception).ToArray());

    /// <summary>The networks of the source's virtual machines, and whether they are there at the destination; those that are not come first.</summary>
    public IReadOnlyList<VMotionPathNetwork> Networks => Once(ref _networks, () => (_path is null
        ? _index.Networks.Between(_index.Group(_hosts.Source), _index.Group(_hosts.Destination))
        : _index.Networks.Between(_path.Source, _path.Destination)).Select(use => new VMotionPathNetwork(use)).ToArray());

    private PathMeasurement? Measurement => _index.Facts is not PathFacts facts
        ? null
        : _measurement ??= _path is null ? facts.Measure(_hosts.Source, _hosts.Destination) : facts.Measure(_path.Source, _path.Destination);

    /// <summary>How many pairs of hosts are of a kind.</summary>
    internal int PairsOf(PathKind kind) => _path?.PairsOf(kind) ?? (_hosts.Verdict.Kind == kind ? 1 : 0);

    private PathVerdict Judgement => _path?.Verdict ?? _hosts.Verdict;

    private IEnumerable<HostContext> SourceHosts => _path?.Source.Hosts ?? [_hosts.Source];

    private IEnumerable<HostContext> DestinationHosts => _path?.Destination.Hosts ?? [_hosts.Destination];

    /// <summary>The hosts at one end.</summary>
    public IEnumerable<HostContext> HostsOf(PathSide side) => side == PathSide.Destination ? DestinationHosts : SourceHosts;

    /// <summary>The virtual machine that is asked about; null where all are.</summary>
    public VirtualMachine? FindMachine() => _path?.Source.Machine;

    /// <summary>For example "rack-01 to rack-02: Routed".</summary>
    public override string ToString() => $"{Source} to {Destination}: {Verdict}";

    // The rows of a fabric share what it is worked out from, and may be looked at by several threads.
    private IReadOnlyList<T> Once<T>(ref IReadOnlyList<T>? known, Func<IReadOnlyList<T>> find)
    {
        if (known is not null) return known;
        lock (_index) return known ??= find();
    }

    private VMotionPathReason Reason(PathReason reason, IReadOnlyList<HostContext> hosts) => new(
        reason.Rule.Name,
        reason.Side.ToString(),
        hosts.Count == 0 ? string.Empty : Words.List(hosts.Select(host => host.Host.Name), 1),
        hosts.Count,
        hosts.Count == 0 ? reason.Text : _index.Found(reason, hosts[0]));

    private VMotionPathException Exception(PathException exception)
    {
        // What the host itself is to blame for goes before what its peers are.
        PathReason[] reasons = exception.Verdict.Reasons.OrderBy(reason => reason.Side != exception.Side).ToArray();
        PathReason? first = reasons.FirstOrDefault();
        return new VMotionPathException(
            exception.Host.Host.Name,
            exception.Side.ToString(),
            exception.Verdict.Kind.ToString(),
            string.Join(", ", reasons.Select(reason => reason.Rule.Name).Distinct()),
            first is null ? null : _index.Found(first, first.Side == exception.Side ? exception.Host : exception.Peers[0]),
            exception.Peers.Count,
            exception.IsToAll ? null : Words.List(exception.Peers.Select(peer => peer.Host.Name)));
    }

    private static string Server(IEnumerable<HostContext> hosts) =>
        string.Join(", ", hosts.Select(host => host.Host.Server).Distinct(StringComparer.OrdinalIgnoreCase));

    private static string? Cluster(IEnumerable<HostContext> hosts)
    {
        string[] clusters = hosts.Select(host => host.Host.Cluster).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return clusters.Length == 0 ? null : string.Join(", ", clusters);
    }
}
