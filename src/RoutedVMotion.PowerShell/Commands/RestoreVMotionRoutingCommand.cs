using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Changes;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Takes hosts back to what they were before a run of Set-VMotionRouting.</summary>
/// <remarks>
/// <para>It looks at what each host is now and undoes what it finds to be that run's work, whatever step the run was stopped at, and
/// whether or not anybody knows how that step ended. Where somebody else has changed the same adapters or the gateway since, the host is
/// left alone and the result says what is different. It keeps a journal of its own, and can itself be stopped and run again.</para>
/// <para>"As before" means the same stack, port group, addresses, MTU, services and overrides; the MAC address is asked for again, device
/// numbers and ports may differ. DRS that the run has held is given back.</para>
/// <para>Where the journal is lost, with the container that it was in, say, the change set that was approved does as well.</para>
/// </remarks>
/// <example>
/// <para>Take back the last run</para>
/// <code>
/// PS> Get-VMotionJournal 20261129T201502417Z-7e74 | Restore-VMotionRouting -Confirm:$false
///
///    Cluster: cluster-01
///
/// VMHost                      Status     Proven Diff
/// ------                      ------     ------ ----
/// esx-0101.example.com        RolledBack        + (back) add an adapter: 172.31.1.11/16 on defaultTcpipStack,
///                                               dvpg-vmotion-legacy-01, MTU 1500
///                                               ~ (back) select vMotion on the adapter with 172.31.1.11/16
///                                               - (back) remove vmk1: 172.16.1.11/24 on vmotion, dvpg-vmotion-r01, MTU 9000
///                                               ! The run was undone.
/// </code>
/// <para>RolledBack is what was asked for here; Compliant is a host that is as it was already.</para>
/// </example>
/// <example>
/// <para>See what taking back one host would do</para>
/// <code>
/// PS> Restore-VMotionRouting -Journal 20261128T201207417Z-0c1d -VMHost esx-0103* -WhatIf
///
///    Cluster: cluster-01
///
/// VMHost                      Status     Proven Diff
/// ------                      ------     ------ ----
/// esx-0103.example.com        Planned           - remove vmk2: 172.16.1.13/24 on vmotion, dvpg-vmotion-r01, MTU 9000
/// </code>
/// <para>With -WhatIf hosts are read and nothing is written.</para>
/// </example>
/// <seealso cref="SetVMotionRoutingCommand"/>
/// <seealso cref="GetVMotionJournalCommand"/>
[Cmdlet(VerbsData.Restore, "VMotionRouting", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ChangeResult))]
public sealed class RestoreVMotionRoutingCommand : ChangeCmdlet
{
    private const string Activity = "Taking hosts back";

    private readonly List<string> _journals = new();

    /// <summary>
    /// The run to undo: its id, the path of its journal, or a row of Get-VMotionJournal. Of several the latest is undone first, whatever
    /// order they are given in.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Path", "JournalId")]
    [ValidateNotNullOrEmpty]
    public string[]? Journal { get; set; }

    /// <summary>The change set that was performed, where its journal is lost.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApprovedChange { get; set; }

    /// <summary>The hosts to take back: names or wildcards. Without it, all hosts of the run are taken back.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VMHostCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? VMHost { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _journals.AddRange(Journal ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournalFolder folder = RequireFolder();
        if (_journals.Count == 0 && ApprovedChange is null)
        {
            if (!MyInvocation.ExpectingInput) ThrowTerminatingError(ErrorRecords.JournalNotFound(string.Empty));
            return;
        }

        var undone = new List<(string Name, string Server, string? ServerId, string? Undoes, IReadOnlyList<HostRecord> Hosts, IReadOnlyList<JournalCluster> Clusters)>();
        foreach (string name in _journals)
        {
            JournalRun run = Read(folder, name);
            undone.Add((run.Id, run.Server, run.ServerId, run.Id, run.Hosts.Where(host => host.IsTouched).Select(host => host.Record).ToArray(), run.Clusters));
        }

        if (ApprovedChange is not null)
        {
            ChangeSet set = ChangeSetFile.Require(this, ApprovedChange);
            undone.Add((ApprovedChange, set.Server, set.ServerId, null, set.Hosts.Select(host => host.Record).ToArray(), []));
        }

        ServerTarget server = RequireServer(new HostScope(this));
        // Ids begin with the time.
        foreach (var one in undone.OrderByDescending(one => one.Undoes, StringComparer.Ordinal))
            Undo(folder, server, one.Name, one.Server, one.ServerId, one.Undoes, one.Hosts, one.Clusters);
    }

    private JournalRun Read(JournalFolder folder, string name)
    {
        string file = Path.Combine(folder.Path, name + JournalFolder.Extension);
        if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || !File.Exists(file))
        {
            string? full = FilePath.Resolve(this, name, out ErrorRecord? error);
            if (error is not null || !File.Exists(full)) ThrowTerminatingError(ErrorRecords.JournalNotFound(name));
            file = full!;
        }

        try
        {
            return JournalFolder.Read(file);
        }
        catch (Exception failure) when (failure is JournalException || FilePath.IsFailure(failure))
        {
            ThrowTerminatingError(ErrorRecords.InvalidJournal(file, failure.Message, failure));
            throw;
        }
    }

    private void Undo(
        JournalFolder folder,
        ServerTarget server,
        string name,
        string madeOn,
        string? madeOnId,
        string? undoes,
        IReadOnlyList<HostRecord> hosts,
        IReadOnlyList<JournalCluster> clusters)
    {
        NamePattern[] patterns = (VMHost ?? []).Select(one => new NamePattern(one)).ToArray();
        HostRecord[] meant = hosts.Where(host => patterns.Length == 0 || patterns.Any(pattern => pattern.Matches(host.Name))).ToArray();
        VSphereSession session = null!;
        RestoreRun? restore = null;
        IReadOnlyList<(HostRecord Record, HostChangePlan Plan)> plans = [];
        IReadOnlyList<string> drs = [];
        Run(async cancel =>
        {
            LoadedFabric loaded = await FabricLoader.ReadAsync(
                this, new[] { server }, new FabricQuery { VirtualMachines = false }, RunspaceConnections.Current.Names, WantsDebug, cancel).ConfigureAwait(false);
            if (loaded.Servers.Count == 0) return;
            await ServerCall.RunAsync(
                this,
                server,
                WantsDebug,
                async opened =>
                {
                    session = opened;
                    if (madeOnId is not null && opened.About.InstanceUuid is { Length: > 0 } own && madeOnId != own)
                    {
                        Post(() => ThrowTerminatingError(ErrorRecords.InvalidJournal(name, $"it was written for {madeOn}, and {opened.Name} is another vCenter.")));
                        return;
                    }

                    restore = new RestoreRun(opened, loaded.Fabric)
                    {
                        Settings = new RunSettings { ThrottleLimit = ThrottleLimit, MigrationTimeout = TimeSpan.FromSeconds(MigrationTimeoutSec) },
                        Ticket = Ticket,
                        OnWarning = words => PostIfRead(() => WriteWarning(words)),
                        OnSplit = words => ReportSplit(words, session.Name),
                    };
                    plans = await restore.PlanAsync(meant, cancel).ConfigureAwait(false);
                    drs = await restore.ReleaseDrsAsync(clusters, null, cancel).ConfigureAwait(false);
                },
                cancel).ConfigureAwait(false);
        });
        if (restore is null) return;

        var accepted = new List<(HostRecord, HostChangePlan)>();
        bool isWhatIf = IsWhatIf;
        foreach ((HostRecord record, HostChangePlan plan) in plans)
        {
            if (plan.Refusals.Count > 0) WriteObject(ChangeResult.Untouched(session.Name, plan, ChangeStatus.Skipped, plan.Refusals[0]));
            else if (plan.Changes.Count == 0) WriteObject(ChangeResult.Untouched(session.Name, plan, ChangeStatus.Compliant));
            else if (isWhatIf) WriteObject(ChangeResult.Untouched(session.Name, plan, ChangeStatus.Planned));
            else if (ShouldProcess($"{plan.Host.Name} ({plan.Host.Cluster ?? "no cluster"})", string.Join("; ", plan.Changes.Select(change => change.Words)))) accepted.Add((record, plan));
            else WriteObject(ChangeResult.Untouched(session.Name, plan, ChangeStatus.Declined));
        }

        bool givesDrsBack = drs.Count > 0 && !isWhatIf && ShouldProcess(string.Join(", ", clusters.Where(cluster => !cluster.IsReleased).Select(cluster => cluster.Name)), string.Join("; ", drs));
        if (isWhatIf)
        {
            foreach (string words in drs) WriteWarning("Would be done as well: " + words + ".");
        }

        if (accepted.Count == 0 && !givesDrsBack) return;
        using RunJournal journal = OpenJournal(folder, session, RunKind.Restore, ApprovedChange, undoes);
        int done = 0;
        restore.OnStep = (host, words) => Progress(Activity, host, words, Volatile.Read(ref done), accepted.Count);
        restore.OnResult = result =>
        {
            Interlocked.Increment(ref done);
            EndProgress(result.VMHostId, result.VMHost);
            Report(result);
        };
        RunToItsEnd(server, journal.Id, async (_, cancel) =>
        {
            try
            {
                await restore.RunAsync(accepted, journal, cancel).ConfigureAwait(false);
                if (givesDrsBack)
                {
                    foreach (string words in await restore.ReleaseDrsAsync(clusters, journal, CancellationToken.None).ConfigureAwait(false))
                        PostIfRead(() => WriteVerbose(words));
                }

                journal.Write(new JournalLine { Type = JournalLineType.End, Time = DateTime.UtcNow });
            }
            finally
            {
                EndProgress(Activity);
            }
        });
    }
}
