using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Changes;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.PowerShell.Plans;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Brings hosts to the rack plan: changes them, proves them, takes back what fails, and keeps a journal.</summary>
/// <remarks>
/// <para>Each host gets what its rack is planned to have: a vmkernel adapter on the vmotion TCP/IP stack (or a gateway override on the
/// default stack), with the planned address, port group and MTU, and the rack's gateway. Which changes that takes, and in which
/// order, follows from what the host is; a host that is as planned is not touched, so that a second run writes nothing. -WhatIf
/// makes every check that only reads and shows the exact list; with it, -Server may be a snapshot of Import-VMotionSnapshot.</para>
/// <para>A cluster passes in phases. Host by host the new adapter and the gateway are made. Then every host pings its gateway and
/// hosts of other racks from its own vMotion stack, with don't-fragment set at the full MTU. A host whose gateway is silent both ways
/// (no answer, nothing in the neighbour table), or that gets no answer from a host that answers others of its rack, is taken back.
/// Only when the whole cluster is proven are the old adapters removed: those that carry nothing but vMotion. An adapter that vSAN,
/// iSCSI, NFS or a static route uses stays, with vMotion deselected; what could not be read counts as used.</para>
/// <para>From the first change of a host until its cluster is done, hosts that are changed and hosts that are not yet cannot migrate
/// to each other: once an adapter is on the vmotion stack, vMotion on the default stack is dead. The results say so for each
/// cluster.</para>
/// <para>Never touched: management adapters; adapters and stacks of NSX or of the system; the default stack's gateway, DNS and routes;
/// hosts older than 6.0; DHCP adapters; clusters whose configuration vCenter manages as a whole, unless -AllowManagedCluster says so.
/// Before each host the cluster's migrations have to be over, and again right before each removal.</para>
/// <para>Every step is written into a journal and flushed to the disk before the call is made. Ctrl+C begins nothing new and waits for
/// what is in flight. Whatever happens, Restore-VMotionRouting takes hosts back by the journal. It takes the privileges
/// Host.Config.Network on the hosts, Network.Assign on distributed port groups, and Host.Inventory.EditCluster for -SuspendDrs.</para>
/// </remarks>
/// <example>
/// <para>See what would be done, with nothing written</para>
/// <code>
/// PS> Set-VMotionRouting -Plan racks.json -WhatIf
///
///    Cluster: cluster-01
///
/// VMHost                      Status     Proven Diff
/// ------                      ------     ------ ----
/// esx-0101.example.com        Planned           + add an adapter: 172.16.1.11/24 on vmotion, dvpg-vmotion-r01, MTU 9000
///                                               ~ set the gateway of the vmotion stack: none -> 172.16.1.1
///                                               - remove vmk1: 172.31.1.11/16 on defaultTcpipStack,
///                                               dvpg-vmotion-legacy-01, MTU 1500, for vmotion
/// esx-0102.example.com        Compliant
/// </code>
/// <para>Format-List shows the preconditions, what undoes each change, and who cannot migrate to whom meanwhile.</para>
/// </example>
/// <example>
/// <para>Have a change approved, and perform exactly that</para>
/// <code>
/// PS> Set-VMotionRouting -Plan racks.json -Cluster prod-01 -WhatIf -OutFile change.json
/// PS> Set-VMotionRouting -ApprovedChange change.json -Ticket CHG0004711 -Confirm:$false
///
///    Cluster: prod-01
///
/// VMHost                      Status     Proven Diff
/// ------                      ------     ------ ----
/// esx-0101.example.com        Changed    True   + add an adapter: 172.16.1.11/24 on vmotion, dvpg-vmotion-r01, MTU 9000
///                                               ~ set the gateway of the vmotion stack: none -> 172.16.1.1
///                                               - remove vmk1: 172.31.1.11/16 on defaultTcpipStack,
///                                               dvpg-vmotion-legacy-01, MTU 1500, for vmotion
/// </code>
/// <para>A host that has changed since the file was written is skipped, and the result says what is different.</para>
/// </example>
/// <example>
/// <para>Mend what a validation has found</para>
/// <code>
/// PS> Test-VMotionRouting -Plan racks.json | Where-Object FixedBySet | Set-VMotionRouting -Plan racks.json -Confirm:$false
///
///    Cluster: cluster-02
///
/// VMHost                      Status     Proven Diff
/// ------                      ------     ------ ----
/// esx-0301.example.com        Changed    True   ~ set the gateway of the vmotion stack: none -> 172.16.3.1
/// </code>
/// <para>Of findings only their hosts are taken; what has to be done to these is found out anew.</para>
/// </example>
/// <seealso cref="RestoreVMotionRoutingCommand"/>
/// <seealso cref="GetVMotionJournalCommand"/>
/// <seealso cref="TestVMotionRoutingCommand"/>
[Cmdlet(VerbsCommon.Set, "VMotionRouting", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ChangeResult))]
public sealed class SetVMotionRoutingCommand : ChangeCmdlet
{
    private const string Activity = "Changing vMotion routing";

    private HostScope _scope = null!;
    private RackPlan _plan = null!;
    private ChangeSet? _approved;
    private OutputFile? _outFile;

    /// <summary>
    /// The hosts to change: names as the inventory shows them, wildcards, rows of this module (findings, too), or hosts of PowerCLI's
    /// Get-VMHost. Without it, all hosts of the server are meant. What is read for judging is the whole server either way.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(VMHostCompleter))]
    [SupportsWildcards]
    public object[]? VMHost { get; set; }

    /// <summary>The plan: the path of racks.json, or an object of New-VMotionPlan or Import-VMotionPlan. A plan with errors is refused.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Plan { get; set; }

    /// <summary>The clusters whose hosts are changed: names, wildcards, or clusters of PowerCLI's Get-Cluster.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Cluster { get; set; }

    /// <summary>
    /// A change set that -OutFile has written, in place of a plan: exactly that is performed. Hosts that have changed since are skipped.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApprovedChange { get; set; }

    /// <summary>
    /// Saves the change set, with what each host is before: for a board to approve. With -WhatIf nothing else is done.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>Put the new file of -OutFile in the place of one that is there already. It forces nothing else.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// How many hosts of a cluster may fail before it is left alone, 1 by default; other clusters go on. Use more for a large cluster
    /// with hosts that are known to be broken.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int MaximumFailure { get; set; } = 1;

    /// <summary>How many hosts of a cluster are changed at once, 1 by default. Use more where the window has to be short.</summary>
    [Parameter]
    [ValidateRange(1, 32)]
    public int HostPerCluster { get; set; } = 1;

    /// <summary>
    /// Leave the old adapters as they are, dead beside the new ones. Use it to look at everything for a day; a later run without it takes
    /// them away.
    /// </summary>
    [Parameter]
    public SwitchParameter KeepOldAdapter { get; set; }

    /// <summary>
    /// Make no pings. Nothing is proven then, nothing is taken back for being silent, and no old adapter is removed. Use it only where the
    /// account may not run esxcli.
    /// </summary>
    [Parameter]
    public SwitchParameter NoProbe { get; set; }

    /// <summary>Change only hosts that are in maintenance mode. Use it where the house's rules ask for that; vMotion itself does not.</summary>
    [Parameter]
    public SwitchParameter RequireMaintenanceMode { get; set; }

    /// <summary>
    /// Change hosts of clusters whose configuration vCenter manages as a whole, too. The next remediation puts that back, unless the
    /// cluster's configuration is changed as well.
    /// </summary>
    [Parameter]
    public SwitchParameter AllowManagedCluster { get; set; }

    /// <summary>
    /// Keep DRS of each cluster from moving virtual machines by itself while its hosts are changed: the automation level goes from
    /// fullyAutomated to partiallyAutomated, and back. DRS is never switched off. Clusters that are being remediated, or that have a host
    /// entering maintenance mode, are left alone.
    /// </summary>
    [Parameter]
    public SwitchParameter SuspendDrs { get; set; }

    /// <summary>
    /// No cluster is begun that may not be done by then, in the time of this machine. What a cluster takes is reckoned by 60 seconds a host
    /// until some hosts are known to have taken another time.
    /// </summary>
    [Parameter]
    public DateTime? StopAt { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _scope = new HostScope(this);
        _scope.RefuseEmpty(VMHost);
        if (ApprovedChange is not null)
        {
            _approved = ChangeSetFile.Require(this, ApprovedChange);
            PlanReading reading = _approved.ReadPlan();
            if (reading.Plan is null) ThrowTerminatingError(ErrorRecords.InvalidChangeSet(ApprovedChange, "the plan in it is none: " + reading.Messages[0].Text));
            _plan = reading.Plan!;
        }
        else if (Plan is null)
        {
            ThrowTerminatingError(ErrorRecords.PlanRequired());
        }
        else
        {
            _plan = PlanFile.Require(this, Plan);
        }

        if (OutFile is not null) _outFile = OutputFile.Require(this, OutFile, Force);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        // What a rule says of a rack, a cluster or a plan names no host, and changes none.
        _scope.Add((VMHost ?? []).Where(value => Shape.Unwrap(value) is not Finding { VMHost: null }).ToArray());

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_scope.IsEmpty && (MyInvocation.ExpectingInput || VMHost is not null)) return;
        ServerTarget server = RequireServer(_scope, takesSnapshot: true);
        JournalFolder folder = RequireFolder();
        PreparedChange? prepared = null;
        Func<EsxHost, bool> wanted = null!;
        IFabricSource source = null!;
        IReadOnlyList<JournalCluster> held = [];
        Run(async cancel =>
        {
            LoadedFabric loaded = await FabricLoader.ReadAsync(
                this, new[] { server }, new FabricQuery { Neighbors = true, VirtualMachines = false }, _scope.Connections.Names, WantsDebug, cancel).ConfigureAwait(false);
            if (loaded.Servers.Count == 0) return;
            HostFilter filter = _scope.CreateFilter(Cluster, null);
            var meant = new HashSet<string>(loaded.Fabric.Hosts.Where(host => filter.Wants(host.Server, host)).Select(host => host.Id), StringComparer.Ordinal);
            foreach (ErrorRecord missing in filter.GetNotFound(new[] { server.Name })) Post(() => WriteError(missing));
            wanted = host => meant.Contains(host.Id);
            await ServerCall.AskAsync(
                this,
                server,
                WantsDebug,
                async opened =>
                {
                    source = opened;
                    if (_approved is not null) CheckServer(opened.Identity);
                    // What a run has left open is a matter of now, and not of what was.
                    IReadOnlyList<JournalRun> runs = opened.Session is null ? [] : folder.ReadRuns(opened.Session.About.InstanceUuid);
                    foreach (JournalRun open in runs.Where(run => run.OpenEnds > 0))
                        Post(() => WriteVerbose($"Run {open.Id} has left open ends: {string.Join(", ", open.Hosts.Where(host => host.IsOpen))}."));
                    held = JournalRun.HeldBy(runs);
                    var openEnds = OpenEnds.Of(loaded.Fabric, runs);
                    var preparation = new ChangePreparation(opened, openEnds.Index(loaded.PlanFor(_plan)), Options)
                    {
                        OpenEnds = openEnds,
                        RequireMaintenanceMode = RequireMaintenanceMode,
                        SuspendDrs = SuspendDrs,
                        ProbesAddresses = IsWhatIf && !NoProbe,
                        Approved = _approved?.Hosts.ToDictionary(host => host.Id, StringComparer.Ordinal),
                    };
                    prepared = await preparation.RunAsync(wanted, null, cancel).ConfigureAwait(false);
                },
                cancel).ConfigureAwait(false);
        });
        if (prepared is null) return;

        HostChangePlan[] hosts = prepared.Hosts.Where(host => wanted(host.Host)).ToArray();
        if (_outFile is not null) Save(_outFile, source, hosts);
        string? Window(HostChangePlan host) =>
            ChangePlanner.WindowOf(host.Host.Cluster, hosts.Where(other => other.Host.ClusterId is null ? other == host : other.Host.ClusterId == host.Host.ClusterId).ToArray());
        HostChangePlan[] accepted = Ask(hosts, source.Identity.Name, Window);
        JournalCluster[] toRelease = held
            .Where(cluster => ShouldProcess(cluster.Name, $"set DRS back to {cluster.LevelBefore}, where a run that was cut off has left it at {cluster.Level}"))
            .ToArray();
        if (accepted.Length > 0 || toRelease.Length > 0) Change(server, source.Session!, folder, prepared, accepted, toRelease);
    }

    private bool KeepsOld => KeepOldAdapter || NoProbe;

    private ChangeOptions Options => new() { KeepOldAdapter = KeepsOld, AllowManagedCluster = AllowManagedCluster };

    private void CheckServer(ServerIdentity server)
    {
        if (_approved!.ServerId is string id && server.InstanceUuid is string own && id != own)
            Post(() => ThrowTerminatingError(ErrorRecords.InvalidChangeSet(ApprovedChange!, $"it was made for {_approved.Server}, and {server.Name} is another vCenter.")));
    }

    private void Save(OutputFile file, IFabricSource source, HostChangePlan[] hosts)
    {
        var set = ChangeSet.Of(source.Identity.Name, source.Identity.InstanceUuid, source.Session?.UserName, Ticket, DateTime.UtcNow, _plan, Options, hosts);
        if (file.Write(set.Write()) is ErrorRecord failure) ThrowTerminatingError(failure);
        WriteVerbose($"{file.FullPath}: {set.Hosts.Count} hosts.");
    }

    // Asked once a host, before the first write to any. What is not to be changed is reported here.
    private HostChangePlan[] Ask(HostChangePlan[] hosts, string server, Func<HostChangePlan, string?> window)
    {
        bool isWhatIf = IsWhatIf;
        var accepted = new List<HostChangePlan>();
        foreach (HostChangePlan host in hosts)
        {
            if (!host.WillChange)
            {
                Refusal? refusal = host.Refusals.Count == 0 ? null : host.Refusals[0];
                WriteObject(ChangeResult.Untouched(server, host, refusal is null ? ChangeStatus.Compliant : ChangeStatus.Skipped, refusal) with
                {
                    // Where several things are in the way, all of them are worth knowing.
                    Notes = host.Notes.Concat(host.Refusals.Skip(1).Select(other => other.Words)).ToArray(),
                    Ticket = Ticket,
                });
            }
            else if (isWhatIf)
            {
                WriteObject(ChangeResult.Untouched(server, host, ChangeStatus.Planned) with { Window = window(host), Ticket = Ticket });
            }
            else if (ShouldProcess($"{host.Host.Name} ({host.Host.Cluster ?? "no cluster"})", string.Join("; ", host.Changes.Select(change => change.Words))))
            {
                accepted.Add(host);
            }
            else
            {
                WriteObject(ChangeResult.Untouched(server, host, ChangeStatus.Declined) with { Ticket = Ticket });
            }
        }

        return accepted.ToArray();
    }

    private void Change(ServerTarget server, VSphereSession opened, JournalFolder folder, PreparedChange prepared, HostChangePlan[] accepted, JournalCluster[] held)
    {
        using RunJournal journal = OpenJournal(folder, opened, RunKind.Set, ApprovedChange ?? _plan.File, null);
        var settings = new RunSettings
        {
            ThrottleLimit = ThrottleLimit,
            HostPerCluster = HostPerCluster,
            MaximumFailure = MaximumFailure,
            NoProbe = NoProbe,
            KeepOldAdapter = KeepsOld,
            SuspendDrs = SuspendDrs,
            StopAt = StopAt?.ToUniversalTime(),
            MigrationTimeout = TimeSpan.FromSeconds(MigrationTimeoutSec),
        };
        int done = 0;
        RunToItsEnd(server, journal.Id, async (session, cancel) =>
        {
            var run = new ChangeRun(session, prepared, settings, journal)
            {
                Ticket = Ticket,
                OnWarning = words => PostIfRead(() => WriteWarning(words)),
                OnSplit = words => ReportSplit(words, session.Name),
                OnStep = (host, words) => Progress(Activity, host, words, Volatile.Read(ref done), accepted.Length),
                OnResult = result =>
                {
                    Interlocked.Increment(ref done);
                    EndProgress(result.VMHostId, result.VMHost);
                    Report(result);
                },
            };
            try
            {
                await run.RunAsync(accepted, held, cancel).ConfigureAwait(false);
            }
            finally
            {
                EndProgress(Activity);
            }
        });
        WriteVerbose($"The journal of run {journal.Id} is {journal.Path}.");
    }
}
