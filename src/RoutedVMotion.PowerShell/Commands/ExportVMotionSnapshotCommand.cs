using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography;

using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.PowerShell.Snapshots;
using RoutedVMotion.PowerShell.Validation;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Writes the whole inventory of the connected servers into one file, from which all cmdlets that read can work later.</summary>
/// <remarks>
/// <para>A snapshot has all that this module reads: hosts with their adapters, TCP/IP stacks, physical NICs, neighbours, port groups and
/// what storage hangs on adapters; clusters, networks, and which virtual machine is on which of them; and with -Probe what pings
/// came to. It is one JSON document, compressed where the name ends in .gz, in an order that stays the same and with a host on a
/// line. docs/snapshot.schema.json describes it. There is no password, session, user or certificate in it.</para>
/// <para>-Redact replaces names and addresses, so that the file can be sent to somebody for help. What can be concluded stays: hosts
/// that share a subnet still do, a gateway inside or outside it still is, racks and leaves still belong together, and so do names
/// that a pattern matches. In names only words are replaced, and what of the fabric's addresses stands in them (PG-10-20-30); other
/// numbers and single letters stay. Sentences of servers become "(redacted)". Managed object ids, VLANs, MTUs, versions, the first eight
/// bits of addresses, what a subnet numbers within it, and the maker's half of MAC addresses stay. The key is random and kept nowhere: two
/// redacted snapshots cannot be compared with each other. A plan that the other one needs as well is redacted along with -RedactedPlan, by
/// the same names.</para>
/// <para>The file is written whole or not at all. A server that cannot be read makes none, since what is missing would be taken for
/// gone.</para>
/// </remarks>
/// <example>
/// <para>Keep what is there now</para>
/// <code>
/// PS> Connect-VMotionServer vc01.example.com -Credential (Get-Credential)
/// PS> Export-VMotionSnapshot tuesday.json.gz -Probe -Plan racks.json
/// </code>
/// <para>With -Probe the hosts ping gateways and other racks, and what comes of it stands in the file.</para>
/// </example>
/// <example>
/// <para>Send a fabric to somebody for help</para>
/// <code>
/// PS> Export-VMotionSnapshot fabric.json.gz -Redact
/// PS> Get-VMotionRouting -Server (Import-VMotionSnapshot fabric.json.gz) | Where-Object CanRoute -eq $false
///
/// VMHost                      CanRoute Problem              Device Address            Gateway         Routing
/// ------                      -------- -------              ------ -------            -------         -------
/// liba-0102.meba.gaba         False    NoGateway            vmk1   172.25.250.12/24                   DedicatedStack
/// liba-0303.meba.gaba         False    LeavesByManagement   vmk1   172.25.249.13/24   10.173.79.1     DefaultStack
/// </code>
/// <para>Read what you send. Give -Server a snapshot, and that is redacted instead.</para>
/// </example>
/// <example>
/// <para>Send the plan along</para>
/// <code>
/// PS> Export-VMotionSnapshot fabric.json.gz -Redact -Plan racks.json -RedactedPlan redacted.json
/// PS> Test-VMotionRouting -Server (Import-VMotionSnapshot fabric.json.gz) -Plan redacted.json
/// </code>
/// <para>A pattern that may end in the middle of a word (prod*) is replaced by the names that it matches.</para>
/// </example>
/// <seealso cref="ImportVMotionSnapshotCommand"/>
/// <seealso cref="CompareVMotionSnapshotCommand"/>
/// <seealso cref="ExportVMotionReportCommand"/>
[Cmdlet(VerbsData.Export, "VMotionSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExportVMotionSnapshotCommand : AsyncCmdlet
{
    private readonly List<object> _servers = new();
    private RackPlan? _plan;
    private OutputFile _file = null!;
    private OutputFile? _planFile;

    /// <summary>The path of the file, relative to PowerShell's location. Its folder has to be there. It is compressed if it ends in .gz.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>
    /// The servers to read: names or wildcards of connections, objects of Get-VMotionServer, PowerCLI's VIServer objects, or snapshots.
    /// Without it, all connected servers are read into one file.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <summary>
    /// Make the hosts ping their gateways and each other, and record what comes of it, so that -Probe of Test-VMotionRouting and
    /// Test-VMotionPath is answered from the snapshot. Use it with the same -Plan: it says which racks there are. Hosts of a snapshot do
    /// not ping: what is recorded of them is kept.
    /// </summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    /// <summary>The plan that says what is pinged, or is redacted along: the path of racks.json, or an object of New-VMotionPlan or Import-VMotionPlan.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Plan { get; set; }

    /// <summary>How many hosts of each server ping at once, 16 by default. Use fewer for a busy vCenter.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Replace names and addresses by others, the same ones throughout. Use it before you send the file to anybody.</summary>
    [Parameter]
    public SwitchParameter Redact { get; set; }

    /// <summary>
    /// With -Redact, the path of a file for -Plan by the same other names, for whoever gets the snapshot. Notes become "(redacted)"; patterns
    /// that match nothing in the snapshot and cannot be replaced are left out, with a warning.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RedactedPlan { get; set; }

    /// <summary>Put the new file in the place of one that is there already.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _file = OutputFile.Require(this, Path, Force);
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Plan))) _plan = PlanFile.Require(this, Plan);
        if (RedactedPlan is null) return;
        if (_plan is null || !Redact) ThrowTerminatingError(ErrorRecords.NothingToRedact());
        _planFile = OutputFile.Require(this, RedactedPlan, Force);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _servers.AddRange(Server ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_servers.Count == 0 && MyInvocation.ExpectingInput) return;
        var scope = new HostScope(this);
        List<ServerTarget> servers = scope.GetServers(_servers.Count == 0 ? null : _servers.ToArray());
        if (servers.Count == 0) return;
        bool debug = WantsDebug;
        Snapshot? snapshot = null;
        RackPlan? redactedPlan = null;
        Run(async cancel =>
        {
            var query = new FabricQuery { Neighbors = true, Storage = true };
            LoadedFabric loaded = await FabricLoader.ReadAsync(this, servers, query, scope.Connections.Names, debug, cancel).ConfigureAwait(false);
            var failed = new HashSet<string>(loaded.Failed, StringComparer.OrdinalIgnoreCase);
            IReadOnlyList<ProbeObservation> observations = loaded.Parts.SelectMany(part => part.Source.Recorded).ToArray();
            if (Probe && failed.Count == 0)
            {
                FabricIndex index = loaded.Index(_plan);
                var paths = new PathIndex(index);
                // What the validation, the paths and the report will ask.
                IEnumerable<ProbePing> first = ProbePlanner.First(index)
                    .Concat(PathProbePlanner.First(paths, paths.Racks.SelectMany(_ => paths.Racks, (source, destination) => (source, destination)).ToArray()))
                    .Distinct();
                // The hosts of a snapshot are not there to be asked: what it has stays, and nothing is made up.
                string[] snapshots = loaded.Parts.Where(part => part.Source.Session is null).Select(part => part.Source.Identity.Name).ToArray();
                if (snapshots.Length > 0)
                    Post(() => WriteWarning($"No host of a snapshot can be made to ping: of {string.Join(", ", snapshots)} the pings are kept that are recorded already."));
                ProbePing[] Live(IEnumerable<ProbePing> pings) => pings.Where(ping => !snapshots.Contains(ping.Server, StringComparer.OrdinalIgnoreCase)).ToArray();
                observations = observations.Concat(await new ProbeRun(this, loaded.Servers, ThrottleLimit, debug)
                    .RunAsync(Live(first), seen => Live(PathProbePlanner.Next(paths, seen)), failed, cancel).ConfigureAwait(false)).ToArray();
            }

            if (failed.Count > 0)
            {
                Post(() => WriteError(ErrorRecords.FabricIncomplete(failed.ToArray(), "The snapshot")));
                return;
            }

            ILookup<string, ProbeObservation> byServer = observations.ToLookup(seen => seen.Ping.Server, StringComparer.OrdinalIgnoreCase);
            var read = new Snapshot
            {
                Module = MyInvocation.MyCommand.Version?.ToString(),
                // What was redacted once is so for good.
                Redacted = loaded.Servers.Any(server => server.Redacted),
                Servers = loaded.Parts.Select(part => new SnapshotServer
                {
                    Identity = part.Source.Identity,
                    Fabric = part.Fabric,
                    Observations = byServer[part.Source.Identity.Name].ToArray(),
                }).ToArray(),
            };
            if (!Redact) snapshot = read;
            else (snapshot, redactedPlan) = Redacted(read, _planFile is null ? null : loaded.PlanFor(_plan!));
        });
        if (snapshot is null) return;

        // The plan first: its names are to be had as long as the snapshot's key is.
        if (_planFile is not null && redactedPlan is not null && ShouldProcess(_planFile.FullPath, _planFile.Exists ? "Replace by the redacted plan" : "Write the redacted plan")
            && _planFile.Write(PlanWriter.Write(redactedPlan)) is ErrorRecord unwritten)
        {
            ThrowTerminatingError(unwritten);
        }

        int hosts = snapshot.Servers.Sum(server => server.Fabric.Hosts.Count);
        string what = string.Format(
            CultureInfo.InvariantCulture, "{0} a {1}snapshot of {2} {3}", _file.Exists ? "Replace by" : "Write", Redact ? "redacted " : string.Empty, hosts, hosts == 1 ? "host" : "hosts");
        if (!ShouldProcess(_file.FullPath, what)) return;
        if (SnapshotFile.Write(_file, snapshot) is ErrorRecord failure) ThrowTerminatingError(failure);
    }

    private (Snapshot Snapshot, RackPlan? Plan) Redacted(Snapshot read, RackPlan? plan)
    {
        // Reading has a bar for each server, and pinging the one behind these.
        var progress = new ProgressBar(this, "Replacing names and addresses", read.Servers.Count + 1);
        progress.Say("of the whole snapshot");
        RedactedSnapshot? both = plan is null ? null : SnapshotRedaction.Redact(read, plan, NewKey());
        Snapshot redacted = both?.Snapshot ?? SnapshotRedaction.Redact(read, NewKey());
        progress.Complete();
        foreach (string pattern in both?.Dropped ?? [])
            Post(() => WriteWarning($"The pattern '{pattern}' is not in {_planFile!.FullPath}: it may end within a word, so that it cannot be replaced, and it matches nothing."));
        return (redacted, both?.Plan);
    }

    private static byte[] NewKey()
    {
        byte[] key = new byte[32];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(key);
        return key;
    }
}
