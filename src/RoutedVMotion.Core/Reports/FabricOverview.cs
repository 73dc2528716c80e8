using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Reports;

/// <summary>What the page and the document about a fabric have in common: the state of each host, the paths between racks, the networks.</summary>
internal sealed class FabricOverview
{
    private readonly Dictionary<(string Server, string Id), (HostState State, int Findings)> _states = new();

    public FabricOverview(FabricReport report)
    {
        Report = report;
        Fabric = report.Paths.Fabric;
        foreach (Finding finding in report.Findings)
        {
            // A VM that cannot leave its rack is no fault of the host that it happens to be on.
            if (finding is not { Server: string server, VMHostId: string id, VM: null } || finding.Severity == nameof(Severity.Information)) continue;
            HostState state = finding.Severity == nameof(Severity.Error) ? HostState.Error : HostState.Warning;
            (HostState before, int count) = _states.TryGetValue((server, id), out (HostState State, int Findings) known) ? known : (HostState.Good, 0);
            _states[(server, id)] = (state > before ? state : before, count + 1);
        }

        Racks = report.Paths.Racks;
        Rows = new VMotionPath?[Racks.Count, Racks.Count];
        var networks = new Dictionary<(string Server, string Id), NetworkCount>();
        for (int from = 0; from < Racks.Count; from++)
        {
            for (int to = 0; to < Racks.Count; to++)
            {
                if (report.Paths.Between(Racks[from], Racks[to]) is GroupPath path) Rows[from, to] = new VMotionPath(report.Paths, path);
                foreach (NetworkUse use in from == to ? [] : report.Paths.Networks.Between(Racks[from], Racks[to])) Count(networks, use, Racks[from].Name);
            }

            // A fabric of one rack has networks, too.
            if (Racks.Count == 1) foreach (NetworkUse use in report.Paths.Networks.Between(Racks[from], Racks[from])) Count(networks, use, Racks[from].Name);
        }

        Networks = networks.Values.Select(network => network.ToOverview()).OrderBy(network => network.Unreached == 0).ThenBy(network => network.Name, StringComparer.Ordinal).ToArray();
        FindingsByRackIds = new HashSet<string>(FindingsByRack().Select(place => place.Id), StringComparer.Ordinal);
        Homeless = Fabric.Hosts.Where(host => host.Rack is null).ToArray();
    }

    public FabricReport Report { get; }

    public FabricIndex Fabric { get; }

    /// <summary>The racks that have hosts, in the plan's order.</summary>
    public IReadOnlyList<PathGroup> Racks { get; }

    /// <summary>The paths from rack to rack; null where a rack is one host, and there is none.</summary>
    public VMotionPath?[,] Rows { get; }

    /// <summary>The networks of virtual machines, those that do not reach everywhere first.</summary>
    public IReadOnlyList<NetworkOverview> Networks { get; }

    /// <summary>Hosts that are in no rack.</summary>
    public IReadOnlyList<HostContext> Homeless { get; }

    /// <summary>The places that have findings.</summary>
    public ISet<string> FindingsByRackIds { get; }

    public HostState StateOf(HostContext host)
    {
        if (!host.IsRead) return HostState.Unread;
        return _states.TryGetValue((host.Host.Server, host.Host.Id), out (HostState State, int Findings) known) ? known.State : HostState.Good;
    }

    /// <summary>What is to be said of a rack itself, its hosts aside: its gateway, its leaves, its paths.</summary>
    public HostState StateOf(string rack) => Report.Findings
        .Where(finding => finding is { VMHost: null } && finding.Rack == rack)
        .Select(finding => finding.Severity == nameof(Severity.Error) ? HostState.Error : finding.Severity == nameof(Severity.Warning) ? HostState.Warning : HostState.Good)
        .DefaultIfEmpty(HostState.Good)
        .Max();

    public int FindingsOf(HostContext host) => _states.TryGetValue((host.Host.Server, host.Host.Id), out (HostState State, int Findings) known) ? known.Findings : 0;

    public int Count(HostState state) => Fabric.Hosts.Count(host => StateOf(host) == state);

    /// <summary>How many cells of the matrix are of this verdict, racks with themselves among them.</summary>
    public int CountPaths(PathKind kind) => Rows.Cast<VMotionPath?>().Count(row => row?.Verdict == kind.ToString());

    /// <summary>Ordered pairs of two racks.</summary>
    public int Pairs => PairsOf(_ => true);

    /// <summary>Those of them that reach each other.</summary>
    public int OpenPairs => Between(PathKind.Routed) + Between(PathKind.Switched);

    /// <summary>How many ordered pairs of two racks are of this verdict.</summary>
    public int Between(PathKind kind) => PairsOf(row => row.Verdict == kind.ToString());

    private int PairsOf(Func<VMotionPath, bool> counts) => Enumerable.Range(0, Racks.Count)
        .Sum(from => Enumerable.Range(0, Racks.Count).Count(to => from != to && Rows[from, to] is VMotionPath row && counts(row)));

    /// <summary>The pairs of racks that are blocked or unknown, those for the same reason together; a path and its way back are one.</summary>
    public IEnumerable<(string Verdict, string Why, IReadOnlyList<string> Pairs)> Doubtful() => Ways()
        .Where(row => row.Reasons.Count > 0)
        .GroupBy(row => (row.Verdict, Why: string.Join("; ", row.Reasons.Select(reason => reason.Found is null ? reason.ToString() : $"{reason}: {reason.Found}").Distinct())))
        .OrderByDescending(same => same.Key.Verdict == nameof(PathKind.Blocked))
        .ThenByDescending(same => same.Count())
        .Select(same => (same.Key.Verdict, same.Key.Why, (IReadOnlyList<string>)same.Select(row => row.Source == row.Destination ? row.Source : $"{row.Source} - {row.Destination}").ToArray()));

    /// <summary>The hosts of which something else holds than of most of their rack, with how many paths that is.</summary>
    public IEnumerable<(string VMHost, string Verdict, string Rule, string? Found, int Paths)> Exceptions() => Ways()
        .SelectMany(row => row.Exceptions)
        .GroupBy(exception => (exception.VMHost, exception.Verdict, exception.Rule))
        .OrderBy(same => same.Key.VMHost, StringComparer.Ordinal)
        .Select(same => (same.Key.VMHost, same.Key.Verdict, same.Key.Rule, same.First().Found, same.Sum(exception => exception.Pairs)));

    private IEnumerable<VMotionPath> Ways() => Enumerable.Range(0, Racks.Count)
        .SelectMany(from => Enumerable.Range(from, Racks.Count - from).Select(to => Rows[from, to]))
        .OfType<VMotionPath>();

    /// <summary>Findings by where they are: racks in their order, then clusters, and what is of the whole fabric.</summary>
    public IEnumerable<(string Place, string Id, IReadOnlyList<FindingGroup> Findings)> FindingsByRack()
    {
        ILookup<string?, Finding> byRack = Report.Findings.ToLookup(finding => finding.Rack);
        int number = 0;
        foreach (PathGroup rack in Racks)
        {
            number++;
            if (byRack.Contains(rack.Name)) yield return (rack.Name, RackId(number), FindingGroup.Of(byRack[rack.Name]));
        }

        var known = new HashSet<string>(Racks.Select(rack => rack.Name), StringComparer.Ordinal);
        Finding[] elsewhere = Report.Findings.Where(finding => finding.Rack is null || !known.Contains(finding.Rack)).ToArray();
        if (elsewhere.Length > 0) yield return (Fabric.Plan is null ? "Hosts and clusters" : "Clusters, and hosts in no rack", "elsewhere", FindingGroup.Of(elsewhere));
    }

    /// <summary>The anchor of a rack, by its place from 1: its name may be anything.</summary>
    public static string RackId(int number) => "rack-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Count(Dictionary<(string, string), NetworkCount> networks, NetworkUse use, string rack)
    {
        VirtualMachineNetwork network = use.Path.Network;
        if (!networks.TryGetValue((network.Server, network.Id), out NetworkCount? count)) networks.Add((network.Server, network.Id), count = new NetworkCount(network.Name));
        count.Add(use, rack);
    }

    private sealed class NetworkCount(string name)
    {
        private const int ReasonsShown = 3;

        private readonly SortedSet<string> _vlans = new(StringComparer.Ordinal), _by = new(StringComparer.Ordinal);
        private readonly List<string> _racks = new();
        private readonly HashSet<string> _machines = new(StringComparer.Ordinal);
        private int _reached, _unreached;
        private readonly List<string> _why = new();

        public void Add(NetworkUse use, string rack)
        {
            _vlans.Add(use.Path.Vlan.ToString());
            // Not all machines of a rack may go to every other, nor need all be on one VLAN.
            foreach (VirtualMachine machine in use.Machines) _machines.Add(machine.Server + " " + machine.Id);
            if (_racks.Count == 0 || _racks[_racks.Count - 1] != rack) _racks.Add(rack);
            if (use.Path.By is string by)
            {
                _by.Add(by);
                _reached++;
            }
            else
            {
                _unreached++;
                if (!_why.Contains(use.Path.Text!)) _why.Add(use.Path.Text!);
            }
        }

        public NetworkOverview ToOverview() => new(name, _vlans.ToArray(), _racks, _machines.Count, _by.ToArray(), _reached, _unreached, _why.Count == 0 ? null : string.Join("; ", _why.Take(ReasonsShown)) + (_why.Count > ReasonsShown ? $"; and {_why.Count - ReasonsShown} more" : string.Empty));
    }
}
