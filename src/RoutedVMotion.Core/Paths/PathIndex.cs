using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// All paths between the hosts of a fabric. A verdict is made once for each pair of classes of equal hosts, when somebody asks for
/// it, so that a fabric of thousands of hosts costs what its differences cost. For one thread at a time.
/// </summary>
public sealed class PathIndex
{
    private readonly PathJudge _judge;
    private readonly Dictionary<HostContext, PathEnd> _ends;
    private readonly Dictionary<(RuleInfo, HostContext), string?> _found = new();
    private readonly PathEnd[] _classes;
    private readonly PathVerdict?[]?[] _verdicts;

    /// <summary>The paths of a fabric.</summary>
    /// <param name="fabric">All that was read.</param>
    /// <param name="facts">What pings have shown; null where nobody has pinged.</param>
    public PathIndex(FabricIndex fabric, PathFacts? facts = null)
    {
        Fabric = fabric;
        Facts = facts;
        var regions = new AddressRegions(fabric);
        _judge = new PathJudge(fabric, regions, facts);
        var selection = new RuleSelection(fabric.Plan);
        PathEnd[] ends = fabric.Hosts.Select(host => new PathEnd(host, facts, selection)).ToArray();
        _classes = PathClasses.Assign(ends, fabric, regions, facts);
        _verdicts = new PathVerdict?[_classes.Length][];
        _ends = ends.ToDictionary(end => end.Host);
        Racks = fabric.Racks.Where(rack => rack.Hosts.Count > 0).Select(rack => Group(rack.Name, rack, rack.Hosts)).ToArray();
        Networks = new PathNetworks(fabric);
    }

    /// <summary>The fabric.</summary>
    public FabricIndex Fabric { get; }

    /// <summary>What pings have shown; null where nobody has pinged.</summary>
    public PathFacts? Facts { get; }

    /// <summary>The racks that have hosts.</summary>
    public IReadOnlyList<PathGroup> Racks { get; }

    /// <summary>How far the networks of virtual machines reach.</summary>
    public PathNetworks Networks { get; }

    /// <summary>How many classes of equal hosts there are.</summary>
    public int ClassCount => _classes.Length;

    /// <summary>Some hosts of a rack as one end of a row.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="rack">Their rack; null for hosts that are in none.</param>
    /// <param name="hosts">The hosts; without a plan all of one server.</param>
    public PathGroup Group(string name, RackContext? rack, IEnumerable<HostContext> hosts) =>
        new(name, rack, hosts.OrderBy(host => host.Host.Name, StringComparer.Ordinal).Select(host => _ends[host]).ToArray(), isHost: false);

    /// <summary>One host as one end of a row.</summary>
    /// <param name="host">The host.</param>
    /// <param name="machine">The virtual machine of it that is asked about; null where all are.</param>
    public PathGroup Group(HostContext host, VirtualMachine? machine = null) => new(host.Host.Name, host.Rack, [_ends[host]], isHost: true, machine);

    /// <summary>The verdict on the path from one host to another.</summary>
    public PathVerdict Judge(HostContext source, HostContext destination) =>
        Seen(source, destination, Verdict(_ends[source].Class, _ends[destination].Class));

    /// <summary>What is there: what the rule itself finds on the host, in its words; else the reason's.</summary>
    public string? Found(PathReason reason, HostContext host)
    {
        // A host that is an exception is one in every row of its rack.
        if (!_found.TryGetValue((reason.Rule, host), out string? found)) _found.Add((reason.Rule, host), found = PathRules.Found(reason.Rule, host));
        return found ?? reason.Text;
    }

    /// <summary>The same without looking at classes: what those are held against.</summary>
    public PathVerdict JudgeAlone(HostContext source, HostContext destination) => _judge.Judge(_ends[source], _ends[destination]);

    /// <summary>
    /// Every path from some hosts to others, one by one, none to itself. Without a plan there are none between servers: nobody says
    /// that what two of them know is one network.
    /// </summary>
    public IEnumerable<HostPath> HostPaths(IEnumerable<HostContext> sources, IEnumerable<HostContext> destinations)
    {
        PathEnd[] ends = destinations.Select(host => _ends[host]).ToArray();
        foreach (HostContext source in sources)
        {
            PathEnd from = _ends[source];
            PathVerdict?[] row = Row(from.Class);
            foreach (PathEnd to in ends)
                if (from != to && IsOneWorld(source, to.Host)) yield return new HostPath(source, to.Host, Seen(source, to.Host, row[to.Class] ?? Verdict(from.Class, to.Class)));
        }
    }

    /// <summary>
    /// All paths from one group to another; null where there are none, since it is one host and the same, or without a plan another
    /// server's.
    /// </summary>
    public GroupPath? Between(PathGroup source, PathGroup destination)
    {
        if (!IsOneWorld(source.Ends[0].Host, destination.Ends[0].Host)) return null;
        var cells = new Cell[source.Classes.Count, destination.Classes.Count];
        int[] pairs = new int[4];
        // Only what shares a rack can share a host.
        bool isShared = source.Rack == destination.Rack;
        for (int i = 0; i < source.Classes.Count; i++)
        {
            PathGroupClass from = source.Classes[i];
            for (int j = 0; j < destination.Classes.Count; j++)
            {
                PathGroupClass to = destination.Classes[j];
                int count = from.Ends.Count * to.Ends.Count;
                if (isShared && from.Class == to.Class) count -= from.Ends.Intersect(to.Ends).Count();
                cells[i, j] = new Cell(Verdict(from.Class, to.Class), count);
                pairs[(int)cells[i, j].Verdict.Kind] += count;
            }
        }

        if (pairs.All(count => count == 0)) return null;
        PathException[] seen = SeenBetween(source, destination, pairs);
        if (source.Ends.Count == 1 && destination.Ends.Count == 1 && seen.Length == 1)
            return new GroupPath(source, destination, seen[0].Verdict, pairs, [new GroupReason(seen[0].Verdict.Reasons[0], Array.Empty<HostContext>())], Array.Empty<PathException>());
        PathKind?[] rows = KindsOf(cells, 0), columns = KindsOf(cells, 1);
        PathKind usual = Usual(source, rows, destination, columns);
        PathVerdict verdict = Largest(cells, usual, out bool isUniform);
        PathException[] exceptions = isUniform
            ? Array.Empty<PathException>()
            : Exceptions(source, destination, cells, rows, columns, usual);
        return new GroupPath(
            source,
            destination,
            WithGateways(verdict, cells),
            pairs,
            verdict.Reasons.Count == 0 ? Array.Empty<GroupReason>() : Reasons(source, destination, cells, usual),
            seen.Length == 0 ? exceptions : exceptions.Concat(seen).ToArray());
    }

    /// <summary>The verdict, unless these two have pinged each other and got no answer where others of their racks did.</summary>
    private PathVerdict Seen(HostContext source, HostContext destination, PathVerdict verdict)
    {
        if (Facts is not { HasHostPairs: true } facts || verdict.Kind == PathKind.Blocked) return verdict;
        return facts.Between(source, destination) is PathReason reason
            ? new PathVerdict(PathKind.Blocked, verdict.Gateway, verdict.ReturnGateway, [reason])
            : verdict;
    }

    // These are few: only pairs that were asked.
    private PathException[] SeenBetween(PathGroup source, PathGroup destination, int[] pairs)
    {
        if (Facts is not { HasHostPairs: true } facts) return Array.Empty<PathException>();
        var found = new List<PathException>();
        foreach (IGrouping<HostContext, (HostContext Source, HostContext Destination)> ofHost in facts.HostPairs(source, destination).GroupBy(pair => pair.Source))
        {
            var lost = new List<(HostContext Peer, PathVerdict Verdict)>();
            foreach ((HostContext from, HostContext to) in ofHost)
            {
                PathVerdict verdict = Verdict(_ends[from].Class, _ends[to].Class), seen = Seen(from, to, verdict);
                if (seen == verdict) continue;
                pairs[(int)verdict.Kind]--;
                pairs[(int)seen.Kind]++;
                lost.Add((to, seen));
            }

            found.AddRange(lost.GroupBy(pair => pair.Verdict.Reasons[0].Rule).Select(rule => new PathException(
                ofHost.Key, PathSide.Source, rule.First().Verdict, rule.Select(pair => pair.Peer).ToArray(), IsToAll: false)));
        }

        return found.OrderBy(exception => exception.Host.Host.Name, StringComparer.Ordinal).ToArray();
    }

    private static PathVerdict Largest(Cell[,] cells, PathKind kind, out bool isUniform)
    {
        Cell best = default;
        isUniform = true;
        foreach (Cell cell in cells)
        {
            if (cell.Verdict.Kind == kind)
            {
                if (best.Verdict is null || IsMore(cell, best)) best = cell;
            }
            else if (cell.Pairs > 0)
            {
                isUniform = false;
            }
        }

        return best.Verdict!;
    }

    /// <summary>The verdict with the gateways of all hosts of which it holds, those of most paths first: they need not all use one.</summary>
    private static PathVerdict WithGateways(PathVerdict verdict, Cell[,] cells)
    {
        List<Cell>? others = null;
        foreach (Cell cell in cells)
        {
            if (cell.Pairs > 0 && cell.Verdict.Kind == verdict.Kind && (cell.Verdict.Gateway != verdict.Gateway || cell.Verdict.ReturnGateway != verdict.ReturnGateway))
                (others ??= new List<Cell>()).Add(cell);
        }

        if (others is null) return verdict;
        Cell[] all = others.OrderByDescending(cell => cell.Pairs).ToArray();
        return new PathVerdict(verdict.Kind, Join(verdict.Gateway, all.Select(cell => cell.Verdict.Gateway)), Join(verdict.ReturnGateway, all.Select(cell => cell.Verdict.ReturnGateway)), verdict.Reasons);

        static string? Join(string? first, IEnumerable<string?> more)
        {
            string[] gateways = new[] { first }.Concat(more).OfType<string>().SelectMany(joined => joined.Split([", "], StringSplitOptions.None)).Distinct(StringComparer.Ordinal).ToArray();
            return gateways.Length == 0 ? null : string.Join(", ", gateways);
        }
    }

    private static GroupReason[] Reasons(PathGroup source, PathGroup destination, Cell[,] cells, PathKind usual)
    {
        var hosts = new Dictionary<(RuleInfo Rule, PathSide Side), (PathReason Reason, HashSet<HostContext> Hosts)>();
        for (int i = 0; i < source.Classes.Count; i++)
        {
            for (int j = 0; j < destination.Classes.Count; j++)
            {
                if (cells[i, j].Verdict.Kind != usual || cells[i, j].Pairs == 0) continue;
                foreach (PathReason reason in cells[i, j].Verdict.Reasons)
                {
                    if (!hosts.TryGetValue((reason.Rule, reason.Side), out (PathReason Reason, HashSet<HostContext> Hosts) known))
                        hosts.Add((reason.Rule, reason.Side), known = (reason, new HashSet<HostContext>()));
                    if (reason.Side == PathSide.Between) continue;
                    known.Hosts.UnionWith((reason.Side == PathSide.Source ? source.Classes[i] : destination.Classes[j]).Ends.Select(end => end.Host));
                }
            }
        }

        return hosts.Values
            .OrderByDescending(pair => pair.Hosts.Count)
            .ThenBy(pair => pair.Reason.Side)
            .ThenBy(pair => pair.Reason.Rule.Name, StringComparer.Ordinal)
            .Select(pair => new GroupReason(pair.Reason, pair.Hosts.OrderBy(host => host.Host.Name, StringComparer.Ordinal).ToArray()))
            .ToArray();
    }

    /// <summary>Whose own paths are mostly of another kind, and, of those where that is not so, the single paths that are.</summary>
    private static PathException[] Exceptions(PathGroup source, PathGroup destination, Cell[,] cells, PathKind?[] rows, PathKind?[] columns, PathKind usual)
    {
        bool isWithin = source == destination || (source.Rack == destination.Rack && source.Ends.SequenceEqual(destination.Ends));
        var found = new List<PathException>();
        for (int i = 0; i < rows.Length; i++) Note(source.Classes[i], i, PathSide.Source, destination, columns);
        for (int j = 0; j < columns.Length && !isWithin; j++)
        {
            // What is between a sound sender and a sound receiver has been told with the sender.
            if (IsOdd(columns[j])) Note(destination.Classes[j], j, PathSide.Destination, source, rows);
        }

        found.Sort((left, right) => left.Side != right.Side ? left.Side.CompareTo(right.Side) : string.CompareOrdinal(left.Host.Host.Name, right.Host.Host.Name));
        return found.ToArray();

        bool IsOdd(PathKind? kind) => kind is not null && kind != usual;

        void Note(PathGroupClass group, int line, PathSide side, PathGroup others, PathKind?[] kindsOfOthers)
        {
            Cell Across(int k) => side == PathSide.Source ? cells[line, k] : cells[k, line];
            bool isOdd = IsOdd(side == PathSide.Source ? rows[line] : columns[line]);
            bool Differs(int k) => Across(k).Pairs > 0 && Across(k).Verdict.Kind != usual && (isOdd || !IsOdd(kindsOfOthers[k]));
            Cell most = default;
            for (int k = 0; k < kindsOfOthers.Length; k++)
                if (Differs(k) && (most.Verdict is null || IsMore(Across(k), most))) most = Across(k);
            if (most.Verdict is null) return;

            var peers = new List<HostContext>();
            for (int k = 0; k < kindsOfOthers.Length; k++)
                if (Differs(k) && Across(k).Verdict.Kind == most.Verdict.Kind) peers.AddRange(others.Classes[k].Ends.Select(end => end.Host));
            foreach (PathEnd end in group.Ends)
            {
                bool isAmong = source.Rack == destination.Rack && others.Ends.Contains(end);
                IReadOnlyList<HostContext> own = isAmong ? peers.Where(peer => peer != end.Host).ToArray() : peers;
                if (own.Count > 0) found.Add(new PathException(end.Host, side, most.Verdict, own, own.Count == others.Ends.Count - (isAmong ? 1 : 0)));
            }
        }
    }

    // Of more paths; of as many the worse; of equals the one with less to say.
    private static bool IsMore(Cell cell, Cell than) => cell.Pairs != than.Pairs ? cell.Pairs > than.Pairs
        : cell.Verdict.Kind != than.Verdict.Kind ? cell.Verdict.Kind > than.Verdict.Kind
        : cell.Verdict.Reasons.Count < than.Verdict.Reasons.Count;

    /// <summary>
    /// What holds of most hosts: a host's own kind is that of most of its paths. Counted by hosts and not by paths, one that is cut off
    /// is an exception in a rack of four, although half of the paths there end at it. The worse of both sides, so that it is the same
    /// from either.
    /// </summary>
    private static PathKind Usual(PathGroup source, PathKind?[] rows, PathGroup destination, PathKind?[] columns)
    {
        PathKind left = OfHosts(source, rows), right = OfHosts(destination, columns);
        return left > right ? left : right;

        static PathKind OfHosts(PathGroup group, PathKind?[] kinds)
        {
            int[] hosts = new int[4];
            for (int i = 0; i < kinds.Length; i++)
                if (kinds[i] is PathKind kind) hosts[(int)kind] += group.Classes[i].Ends.Count;
            return Most(hosts)!.Value;
        }
    }

    // The kind of most paths of each line: of the rows (dimension 0), or of the columns (1).
    private static PathKind?[] KindsOf(Cell[,] cells, int dimension)
    {
        var kinds = new PathKind?[cells.GetLength(dimension)];
        int across = cells.GetLength(1 - dimension);
        for (int i = 0; i < kinds.Length; i++)
        {
            int[] pairs = new int[4];
            for (int j = 0; j < across; j++)
            {
                Cell cell = dimension == 0 ? cells[i, j] : cells[j, i];
                pairs[(int)cell.Verdict.Kind] += cell.Pairs;
            }

            kinds[i] = Most(pairs);
        }

        return kinds;
    }

    // Of two that are as many the better: the other one is told as an exception, with its reason.
    private static PathKind? Most(int[] counts)
    {
        int most = 0;
        for (int kind = 1; kind < counts.Length; kind++)
            if (counts[kind] > counts[most]) most = kind;
        return counts[most] == 0 ? null : (PathKind)most;
    }

    /// <summary>The address families in which a path between two adapters is judged.</summary>
    internal IReadOnlyCollection<AddressFamily> Families(HostContext source, AdapterContext from, HostContext destination, AdapterContext to)
    {
        PathEnd here = _ends[source], there = _ends[destination];
        return here.Adapters.FirstOrDefault(adapter => adapter.Context == from) is PathAdapter own && there.Adapters.FirstOrDefault(adapter => adapter.Context == to) is PathAdapter other
            ? _judge.Families(here, own, there, other)
            : Array.Empty<AddressFamily>();
    }

    /// <summary>Somebody says that what both hosts know is one network: the plan, or that they are of one server.</summary>
    internal bool IsOneWorld(HostContext source, HostContext destination) => Fabric.Plan is not null
        || string.Equals(source.Host.Server, destination.Host.Server, StringComparison.OrdinalIgnoreCase);

    private PathVerdict?[] Row(int @class) => _verdicts[@class] ??= new PathVerdict?[_classes.Length];

    private PathVerdict Verdict(int from, int to)
    {
        PathVerdict? verdict = Row(from)[to];
        if (verdict is not null) return verdict;
        _verdicts[from]![to] = verdict = _judge.Judge(_classes[from], _classes[to]);
        // A path and its way back are one; of two hosts of a class likewise.
        if (from != to) Row(to)[from] = verdict.Mirrored();
        return verdict;
    }

    /// <summary>The paths between two classes of two groups.</summary>
    private readonly record struct Cell(PathVerdict Verdict, int Pairs);
}
