using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Paths;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.PowerShell.Validation;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Says from where to where virtual machines can move: switched, routed through which gateways, or blocked and why.</summary>
/// <remarks>
/// <para>Answers for every pair of racks, there and back, since a path is only as good as its worse half: Switched (one segment),
/// Routed (the gateway each way is named), Blocked (each reason is a rule of Get-VMotionRule), or Unknown, where configuration does
/// not tell: a host that could not be read, one in no rack, or two in a network that the plan does not know. The verdict is what holds
/// of most hosts; those of which something else holds are exceptions, and are named. A row for each pair of hosts comes where
/// hosts are named as source and destination, or with -HostPair.</para>
/// <para>It is worked out from what the hosts are configured to do (the next hop of each packet, VLAN, MTU, uplinks, neighbours) and
/// from what the plan says of the fabric. A link, a leaf or a spine that is broken shows in no configuration, but with -Probe: then
/// each host pings its gateway and two hosts of its rack, and these two those of every other rack, with don't-fragment set at the full MTU
/// (smaller ones where that gets no answer), out of all their vMotion adapters and stacks. Rows then have loss, round trips and, as
/// LargestPacket, the largest packet that passes: where the full MTU is lost it is searched for, to the byte. It is the size of the whole
/// IP packet, as an MTU is; SmallestLost is the smallest that is lost. -Summary compares round trips within racks with those between
/// racks. It takes the privilege Host.Config.Network on the hosts. Pings say nothing of throughput, nor of TCP 8000 and 902.</para>
/// <para>Another question is whether a virtual machine keeps its network. Networks has an entry for each network of the source's
/// machines: whether it reaches the destination, and by what (the same leaves, an overlay; stretched, guest routing or NAT as the
/// plan's vmNetworks say), or why it is not known to. It is there if at least one host that could take the machine has it, with the
/// machine's VLAN; Found says on how many it is, where not on all. A port group of another switch or server is another network even if
/// it has the same name: it counts as far as the plan says so or both are behind the same leaves, and the migration has to choose it,
/// which DRS and HA do not. Machines that a rule which must hold keeps away from there do not count; of one named with -VM, HeldBy has
/// the rule.</para>
/// <para>All hosts, networks and virtual machines of the connected servers are read. Nothing is changed, and a role that may only
/// read is enough, except for -Probe and -CanaryVM.</para>
/// <para>What no ping shows (TCP 8000, CPU compatibility, licences), a migration does. -CanaryVM with -Migrate asks vCenter whether the
/// machine can go, moves it there, and home again, and writes a row for each destination with the duration of both ways and each fault
/// in vCenter's words. It is asked for each destination; -WhatIf asks vCenter only. Where the machine is counts, and not what a task
/// says: if DRS or anybody else moves it meanwhile, it is brought home from there. Ctrl+C begins nothing new, and the prompt comes back
/// once the machine is home or -MigrationTimeoutSec is over; where it is, is said. It takes the privilege Resource.HotMigrate on the
/// machine, to most servers Resource.ColdMigrate too, and between clusters Resource.AssignVMToPool. Only memory is moved: both hosts need
/// the machine's storage.</para>
/// <para>The canary stays in its cluster: in another one it would lose its DRS groups, rules and overrides, and not have them back at home.
/// A host of another cluster has to be named itself, and what is lost is said before you are asked; one of another datacenter is refused.
/// A machine that is given as an object of PowerCLI's is moved only on the server that the object is of.</para>
/// </remarks>
/// <example>
/// <para>See which racks reach which, and who does not</para>
/// <code>
/// PS> Test-VMotionPath -Plan racks.json
///
/// Source               Destination          Verdict  Gateway         ReturnGateway   VMNetworks Why
/// ------               -----------          -------  -------         -------------   ---------- ---
/// rack-01              rack-01              Switched                                 6 of 6
/// rack-01              rack-02              Routed   172.16.1.1      172.16.2.1      2 of 6     esx-0204.example.com
///                                                                                               Blocked: GatewayMissing
/// rack-01              rack-03              Routed   172.16.1.1      172.16.3.1      0 of 6     esx-0304.example.com
///                                                                                               Blocked:
///                                                                                               VlanDiffersFromRack
/// rack-02              rack-01              Routed   172.16.2.1      172.16.1.1      2 of 6     esx-0204.example.com
///                                                                                               Blocked: GatewayMissing
/// rack-02              rack-02              Switched                                 6 of 6
/// rack-02              rack-03              Routed   172.16.2.1      172.16.3.1      0 of 6     esx-0204.example.com
///                                                                                               Blocked: GatewayMissing;
///                                                                                               esx-0304.example.com
///                                                                                               Blocked:
///                                                                                               VlanDiffersFromRack
/// rack-03              rack-01              Routed   172.16.3.1      172.16.1.1      0 of 2     esx-0304.example.com
///                                                                                               Blocked:
///                                                                                               VlanDiffersFromRack
/// rack-03              rack-02              Routed   172.16.3.1      172.16.2.1      0 of 2     esx-0304.example.com
///                                                                                               Blocked:
///                                                                                               VlanDiffersFromRack;
///                                                                                               esx-0204.example.com
///                                                                                               Blocked: GatewayMissing
/// rack-03              rack-03              Switched                                 2 of 2     esx-0304.example.com
///                                                                                               Blocked:
///                                                                                               VlanDiffersFromRack
/// </code>
/// <para>Racks reach each other, but for two hosts. Of the networks of virtual machines most are not known to: this plan says nothing
/// of them yet.</para>
/// </example>
/// <example>
/// <para>Look at one row closely, host by host</para>
/// <code>
/// PS> Test-VMotionPath rack-01 rack-02 -Plan racks.json | Test-VMotionPath -HostPair -Plan racks.json | Where-Object Verdict -eq Blocked
///
/// Source               Destination          Verdict  Gateway         ReturnGateway   VMNetworks Why
/// ------               -----------          -------  -------         -------------   ---------- ---
/// esx-0101.example.com esx-0204.example.com Blocked  172.16.1.1                      0 of 2     GatewayMissing
/// esx-0102.example.com esx-0204.example.com Blocked  172.16.1.1                      2 of 2     GatewayMissing
/// esx-0103.example.com esx-0204.example.com Blocked  172.16.1.1                      0 of 2     GatewayMissing
/// esx-0104.example.com esx-0204.example.com Blocked  172.16.1.1                      0 of 2     GatewayMissing
/// </code>
/// <para>The way there has a gateway, the way back has none. Format-List shows Reasons, Exceptions and Networks of a row.</para>
/// </example>
/// <example>
/// <para>See where a virtual machine keeps its network</para>
/// <code>
/// PS> (Test-VMotionPath -VM vm-00003, vm-00002 -Destination rack-02 -Plan racks.json).Networks
///
/// Network                  Vlan           Reaches By             VMs Rule                     Found
/// -------                  ----           ------- --             --- ----                     -----
/// app/web-r01              101            False                    1 VMNetworkEndsAtRack      VLAN 101, of which the
///                                                                                             plan says nothing
/// seg-app-01               overlay 69633  True    Overlay          1
/// </code>
/// <para>The overlay is there by itself. If the other one is stretched, say so in the plan's vmNetworks.</para>
/// </example>
/// <example>
/// <para>Ask the network itself</para>
/// <code>
/// PS> Test-VMotionPath rack-01 rack-02, rack-03 -Plan racks.json -Probe
///
/// Source               Destination          Verdict  Gateway         ReturnGateway   VMNetworks Why
/// ------               -----------          -------  -------         -------------   ---------- ---
/// rack-01              rack-02              Blocked  172.16.1.1      172.16.2.1      2 of 6     0.123 ms, 0 % lost, 1500
///                                                                                               bytes; PathMtuTooSmall
/// rack-01              rack-03              Blocked  172.16.1.1      172.16.3.1      0 of 6     0.131 ms, 0 % lost, 1500
///                                                                                               bytes; PathMtuTooSmall
/// </code>
/// <para>Hosts and plan say 9000; a link of rack-01 carries 1500. Migrations would start and hang.</para>
/// </example>
/// <example>
/// <para>Compare round trips within racks with those between racks</para>
/// <code>
/// PS> Test-VMotionPath -Plan racks.json -Probe -Summary
///
///  Switched    Routed   Blocked   Unknown WithinRttAvgMs BetweenRttAvgMs DifferenceMs Comparison
///  --------    ------   -------   ------- -------------- --------------- ------------ ----------
///        36        96         0         0          0.087           0.128        0.041 Between racks a round trip took
///                                                                                     0.041 ms more than within, on
///                                                                                     average: 0.128 ms over 24 paths
///                                                                                     (72 pings) against 0.087 ms over 18
///                                                                                     (54). Paths differ among
///                                                                                     themselves by 0.004 ms between
///                                                                                     racks and 0.006 ms within
///                                                                                     (standard deviation). A handful of
///                                                                                     pings, one after another: they say
///                                                                                     nothing of throughput, of queues
///                                                                                     and loss under load, of TCP 8000
///                                                                                     and 902, nor of how long a
///                                                                                     migration takes; the time that
///                                                                                     both hosts need to answer is in
///                                                                                     them.
/// </code>
/// <para>Counts are of pairs of hosts. What was measured is shown with how many paths and pings it rests on, and with what pings do
/// not measure.</para>
/// </example>
/// <example>
/// <para>Migrate a machine that nobody would miss there and back, within its rack and to another one</para>
/// <code>
/// PS> Test-VMotionPath -CanaryVM vm-00013 -Migrate -Destination rack-03, rack-04 -Plan racks.json -Confirm:$false
///
/// VM             From                 To                   Result  There(s) Back(s) Why
/// --             ----                 --                   ------  -------- ------- ---
/// vm-00013       esx-0301.example.com esx-0302.example.com Passed         2       2
/// vm-00013       esx-0301.example.com esx-0401.example.com Failed                   The vMotion migrations failed because
///                                                                                   the ESX hosts were not able to
///                                                                                   connect over the vMotion network.
///                                                                                   Check the vMotion network settings
///                                                                                   and physical network configuration
///                                                                                   (GenericVmConfigFault): Migration to
///                                                                                   host &lt;172.16.4.11&gt; from host
///                                                                                   &lt;172.16.3.11&gt; failed: timed out
///                                                                                   waiting for migration data.
/// </code>
/// <para>Small packets pass between the racks and full ones do not: a switch there has too small an MTU. The machine has not moved.
/// With -WhatIf in place of -Confirm:$false vCenter is asked, and nothing is moved.</para>
/// </example>
/// <seealso cref="TestVMotionRoutingCommand"/>
/// <seealso cref="NewVMotionPlanCommand"/>
/// <seealso cref="GetVMotionRuleCommand"/>
/// <seealso cref="GetVMotionRoutingCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "VMotionPath", DefaultParameterSetName = PathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VMotionPath), typeof(VMotionPathSummary), typeof(VMotionPathMigration))]
public sealed class TestVMotionPathCommand : AsyncCmdlet
{
    // Racks of the largest fabric, each with each.
    private const int MostPairs = 65_000;

    private const string PathSet = "Path";
    private const string CanarySet = "Canary";

    // What goes to the same destinations is asked about together.
    private readonly List<(List<PlaceReference> Sources, object[]? Given, IReadOnlyList<PlaceReference> Destinations)> _requests = new();
    private HostScope _scope = null!;
    private RackPlan? _plan;
    private MachineReference[]? _machines;
    private bool _isDestinationGiven;
    private bool _isRefused;

    /// <summary>
    /// Where virtual machines are: names of racks, clusters or hosts, wildcards, rows of this module, racks of a plan, hosts of
    /// PowerCLI's Get-VMHost, clusters of Get-Cluster, or machines of Get-VM, as with -VM. A name means racks, if there are any of it,
    /// else clusters, else hosts. A cluster is judged rack by rack ("cluster-a in rack-01"), its hosts in no rack apart; a
    /// host gives rows of its own. Without it, all racks are meant, and with -VM or -HostPair all hosts.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PlaceCompleter))]
    [SupportsWildcards]
    public object[]? Source { get; set; }

    /// <summary>
    /// Where virtual machines are to go, in the same ways. Without it, all racks are meant, with -HostPair all hosts. A row of this
    /// cmdlet that is piped in brings both its ends, with their hosts and servers, and its virtual machine.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PlaceCompleter))]
    [SupportsWildcards]
    public object[]? Destination { get; set; }

    /// <summary>
    /// The plan: the path of racks.json, or an object of New-VMotionPlan or Import-VMotionPlan. Without it, racks are the vMotion
    /// subnets that hosts of a server share, a gateway is taken to lead to all of them, and nothing vouches for the networks of virtual
    /// machines.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Plan { get; set; }

    /// <summary>
    /// Virtual machines that are to move: names, wildcards, or machines of PowerCLI's Get-VM, which are known by their id and server.
    /// Each gives a row for each destination, from the host that it is on and with its own networks. Use it before a certain machine is
    /// moved.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(VMCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? VM { get; set; }

    /// <summary>
    /// Write a row for each pair of hosts instead of one for each pair of racks; hosts in no rack have theirs as well. All pairs of
    /// 2,500 hosts are six million rows: filter them as they come, and keep only what you need.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter HostPair { get; set; }

    /// <summary>
    /// The servers to read: names or wildcards of connections, objects of Get-VMotionServer, PowerCLI's VIServer objects, or snapshots
    /// of Import-VMotionSnapshot. Without it, all connected servers are read and judged as one fabric; without a plan each by itself,
    /// since two sites may use the same addresses.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <summary>
    /// Make the hosts ping each other, too, out of their vMotion adapters and stacks, and judge by what comes back. Use it after
    /// changes on switches, and before relying on a path: it measures loss, round trips and the largest packet, and finds what no
    /// configuration shows.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter Probe { get; set; }

    /// <summary>
    /// How many hosts of each server ping at once, 16 by default; one host makes one ping at a time. Use fewer for a busy vCenter,
    /// more for a large fabric.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>
    /// Write one row that counts instead of the paths. With -Probe it compares round trips within racks with those between racks, for
    /// which hosts ping within the racks that are named as well, and says what pings cannot tell.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter Summary { get; set; }

    /// <summary>
    /// A virtual machine that is to be migrated there and back: its name, or a machine of PowerCLI's Get-VM. Take one that nobody would
    /// miss for a minute: in another rack it may have no network meanwhile. It has to run. Nothing is moved without -Migrate.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = CanarySet)]
    [ArgumentCompleter(typeof(VMCompleter))]
    [ValidateNotNullOrEmpty]
    public object? CanaryVM { get; set; }

    /// <summary>
    /// Migrate the canary: to one host of its cluster in each place that -Destination names, or else in each other rack, and home again
    /// each time. The server is asked first whether it can go, and you are asked once for each destination; -WhatIf moves nothing.
    /// </summary>
    [Parameter(ParameterSetName = CanarySet)]
    public SwitchParameter Migrate { get; set; }

    /// <summary>
    /// How long one migration of the canary may take, in seconds, 600 by default. After that it is not waited for any more, and an error
    /// says where the machine is.
    /// </summary>
    [Parameter(ParameterSetName = CanarySet)]
    [ValidateRange(10, 86400)]
    public int MigrationTimeoutSec { get; set; } = 600;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _scope = new HostScope(this);
        // A variable that is not set is not "all racks".
        foreach (string end in new[] { nameof(Source), nameof(Destination) })
        {
            if (MyInvocation.BoundParameters.TryGetValue(end, out object? given) && given is not object[] { Length: > 0 })
                ThrowTerminatingError(ErrorRecords.InvalidPlace(null));
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(Plan))) _plan = PlanFile.Require(this, Plan);
        _isDestinationGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Destination));
        // What was meant and is not understood is not the same as "all machines".
        _machines = VM?.Select(machine =>
        {
            MachineReference? reference = MachineReference.Read(machine);
            if (reference is null) ThrowTerminatingError(ErrorRecords.InvalidVM(machine));
            return reference!;
        }).ToArray();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        VMotionPath[] rows = _isDestinationGiven ? [] : (Source ?? []).Select(Shape.Unwrap).OfType<VMotionPath>().ToArray();
        foreach (VMotionPath row in rows) _requests.Add(([PlaceReference.Of(row, PathSide.Source)], Source, [PlaceReference.Of(row, PathSide.Destination)]));
        if (rows.Length > 0 && rows.Length == Source!.Length) return;

        List<PlaceReference> sources = Read(rows.Length == 0 ? Source : Source!.Where(value => Shape.Unwrap(value) is not VMotionPath).ToArray(), PathSide.Source);
        // What was meant and is not understood is not the same as "all racks".
        if (Source is not null && sources.Count == 0) return;
        if (_requests.Count > 0 && IsSame(_requests[_requests.Count - 1].Given, Destination))
        {
            _requests[_requests.Count - 1].Sources.AddRange(sources);
            return;
        }

        List<PlaceReference> destinations = Read(Destination, PathSide.Destination);
        if (Destination is null || destinations.Count > 0) _requests.Add((sources, Destination, destinations));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_requests.Count == 0) return;
        PathRequest[] requests = _requests.Select(request => new PathRequest(request.Sources, request.Destinations)).ToArray();
        if (ParameterSetName == CanarySet)
        {
            // Nobody's machine is moved on a part of what was said.
            if (!_isRefused) MigrateCanary(requests.SelectMany(request => request.Destinations).ToArray());
            return;
        }

        List<ServerTarget> servers = _scope.GetServers(Server, judgesAll: true);
        if (servers.Count == 0) return;

        PathIndex? index = null;
        bool debug = WantsDebug;
        Run(async cancel =>
        {
            LoadedFabric loaded = await FabricLoader.ReadAsync(
                this, servers, new FabricQuery { Neighbors = true }, _scope.Connections.Names, debug, cancel).ConfigureAwait(false);
            if (loaded.Servers.Count == 0) return;
            var known = new PathIndex(loaded.Index(_plan));
            if (Probe) known = new PathIndex(known.Fabric, new PathFacts(known.Fabric, await ProbeAsync(known, requests, loaded, debug, cancel).ConfigureAwait(false)));
            index = known;
        });
        if (index is null) return;
        WarnOfLeftOut(index, requests);
        // All is known now: rows are made as they are written, and a pipeline that wants no more ends it.
        IEnumerable<VMotionPath> rows = new PathScope(index, HostPair, _machines, WriteError).GetRows(requests);
        if (Summary)
        {
            WriteObject(new VMotionPathSummary(index, rows.TakeWhile(_ => !Stopping)));
            return;
        }

        foreach (VMotionPath row in rows) WriteObject(row);
    }

    private void MigrateCanary(PlaceReference[] destinations)
    {
        MachineReference? machine = MachineReference.Read(CanaryVM);
        if (machine is null) ThrowTerminatingError(ErrorRecords.VMNotFound(string.Empty));
        if (!Migrate) ThrowTerminatingError(ErrorRecords.MigrateRequired(machine!.Name.Text));
        ServerTarget server = _scope.RequireServer(Server, "migrate a machine", bySnapshot: "Of a snapshot, -VM in place of -CanaryVM shows the machine's paths.");
        if (!machine!.IsOn(server, _scope.Connections, SessionState)) ThrowTerminatingError(ErrorRecords.VMOfOtherServer(machine.Name.Text, machine.Server!, server.Name));
        var request = new CanaryRequest(machine, server, destinations, _plan, TimeSpan.FromSeconds(MigrationTimeoutSec));
        var canary = new CanaryTest(this, request, _scope.Connections.Names, WantsDebug);
        Run(canary.PrepareAsync);
        if (canary.Ask()) Run(canary.MigrateAsync, canary.EndOfFlight, canary.SayOnHost);
    }

    private async Task<IReadOnlyCollection<ProbeObservation>> ProbeAsync(
        PathIndex index, PathRequest[] requests, LoadedFabric loaded, bool debug, CancellationToken cancel)
    {
        // Names that are not there are complained of once, with the rows.
        if (new PathScope(index, HostPair, _machines, _ => { }).GetPairs(requests, MostPairs) is not IReadOnlyCollection<(PathGroup, PathGroup)> pairs)
        {
            Post(() => ThrowTerminatingError(ErrorRecords.TooManyPairs(MostPairs)));
            return [];
        }

        if (Summary)
        {
            // What round trips between these racks are compared with.
            var named = new HashSet<RackContext?>(pairs.SelectMany(pair => new[] { pair.Item1.Rack, pair.Item2.Rack }));
            pairs = pairs.Concat(index.Racks.Where(rack => named.Contains(rack.Rack)).Select(rack => (rack, rack))).ToArray();
        }

        IReadOnlyList<ProbeObservation> observations = await new ProbeRun(this, loaded.Servers, ThrottleLimit, debug)
            .RunAsync(PathProbePlanner.First(index, pairs), seen => PathProbePlanner.Next(index, seen), new HashSet<string>(loaded.Failed), cancel).ConfigureAwait(false);
        int missing = observations.Count(seen => seen.Failure == ProbeFailure.NotRecorded);
        if (missing > 0)
            Post(() => WriteWarning($"{missing} of {observations.Count} pings are not in the snapshot; what they would show is left as configuration has it. Export-VMotionSnapshot -Probe with the same plan records what is asked."));
        foreach (IGrouping<(string, string), ProbeObservation> host in observations.Where(seen => seen is { Asked: false, Failure: not ProbeFailure.NotRecorded }).GroupBy(seen => (seen.Ping.Server, seen.Ping.HostId)))
        {
            ProbeObservation first = host.First();
            string name = index.Fabric.FindHost(first.Ping.Server, first.Ping.HostId)?.Host.Name ?? first.Ping.HostId;
            Post(() => WriteWarning($"{name} could not be made to ping: {first.Error}"));
        }

        return observations;
    }

    private List<PlaceReference> Read(object[]? values, PathSide side)
    {
        var places = new List<PlaceReference>();
        foreach (object? value in values ?? [])
        {
            // A path begins where a machine is; where another one is, is no destination that anybody would mean.
            if (PlaceReference.Read(value) is PlaceReference place && (side == PathSide.Source || place.Kind != PlaceKind.VM))
            {
                places.Add(place);
                continue;
            }

            _isRefused = true;
            WriteError(ErrorRecords.InvalidPlace(value));
        }

        return places;
    }

    private void WarnOfLeftOut(PathIndex index, PathRequest[] requests)
    {
        // Racks are what is meant where nothing is named; whoever is in none is in no row then.
        if (HostPair || requests.All(request => request.Destinations.Count > 0 && (request.Sources.Count > 0 || _machines is not null))) return;
        string[] left = index.Fabric.Hosts.Where(host => host.Rack is null && host.Match?.IsExcluded != true).Select(host => host.Host.Name).ToArray();
        if (left.Length == 0) return;
        string names = left.Length > 3 ? $"{string.Join(", ", left.Take(3))} and {left.Length - 3} more" : string.Join(", ", left);
        string why = _plan is null ? "without a vMotion address that could be read, and so in no rack" : "in no rack of the plan, or in several";
        WriteWarning($"{left.Length} {(left.Length == 1 ? "host is" : "hosts are")} {why}, and left out: {names}. Name hosts or clusters with -Source or -Destination, or use -HostPair, to see them.");
    }

    private static bool IsSame(object[]? left, object[]? right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && left.SequenceEqual(right));
}
