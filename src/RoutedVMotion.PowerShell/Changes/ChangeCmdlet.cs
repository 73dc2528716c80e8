using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;

namespace RoutedVMotion.PowerShell.Changes;

/// <summary>What the two cmdlets that write have in common: one server, a journal, a person who is asked, and an end that is not cut off.</summary>
public abstract class ChangeCmdlet : AsyncCmdlet
{
    // Longer than any step that is under way can take, with its way back: after Ctrl+C the outcome is worth waiting for.
    private static readonly TimeSpan EndOfFlight = TimeSpan.FromMinutes(15);

    private readonly List<ChangeResult> _results = new();
    private readonly List<string> _splits = new();
    private int _shown;

    private protected ChangeCmdlet()
    {
    }

    /// <summary>
    /// The server whose hosts are changed: the name of a connection, an object of Get-VMotionServer, or PowerCLI's VIServer. Needed where
    /// more than one server is connected, or only PowerCLI's are.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    public object? Server { get; set; }

    /// <summary>
    /// How many clusters are worked on at once, 4 by default. Within a cluster hosts are changed one after another, unless -HostPerCluster
    /// says otherwise.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>
    /// How long to wait, in seconds, until the migrations that run in a cluster have ended; 600 by default. After that its hosts are
    /// left as they are.
    /// </summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int MigrationTimeoutSec { get; set; } = 600;

    /// <summary>
    /// The ticket of the change. It goes into the journal, the results and, as the operation id of every call, into the logs of vCenter
    /// and its hosts.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ticket { get; set; }

    /// <summary>
    /// The folder for journals; by default RoutedVMotion/Journal in the user's data folder. Use one that outlives the machine where a job
    /// runs in a container. It is also where the lock lies that keeps a second run from the same server.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>The one server that is written to; ends the cmdlet where that is not clear.</summary>
    /// <param name="scope">What the cmdlet was told.</param>
    /// <param name="takesSnapshot">With -WhatIf a snapshot does as well.</param>
    private protected ServerTarget RequireServer(HostScope scope, bool takesSnapshot = false) => scope.RequireServer(
        Server is null ? null : new[] { Server },
        "change hosts",
        takesSnapshot && IsWhatIf,
        takesSnapshot ? "With -WhatIf it says what would be done." : null);

    /// <summary>The folder for journals.</summary>
    private protected JournalFolder RequireFolder() => RequireFolder(this, JournalPath);

    internal static JournalFolder RequireFolder(PSCmdlet cmdlet, string? path)
    {
        if (path is null) return new JournalFolder(JournalFolder.Default);
        string? full = FilePath.Resolve(cmdlet, path, out ErrorRecord? error);
        if (error is not null) cmdlet.ThrowTerminatingError(error);
        return new JournalFolder(full!);
    }

    /// <summary>Opens the journal; ends the cmdlet where that is not possible, before anything is written to a host.</summary>
    private protected RunJournal OpenJournal(JournalFolder folder, VSphereSession session, RunKind kind, string? plan, string? undoes)
    {
        try
        {
            return RunJournal.Open(folder, new JournalLine
            {
                Type = JournalLineType.Run,
                Time = DateTime.UtcNow,
                Version = JournalLine.CurrentVersion,
                Kind = kind,
                Server = session.Name,
                ServerId = session.About.InstanceUuid,
                User = session.UserName,
                Ticket = Ticket,
                Plan = plan,
                Module = MyInvocation.MyCommand.Version?.ToString(),
                Undoes = undoes,
            });
        }
        catch (RunLockedException locked)
        {
            ThrowTerminatingError(ErrorRecords.RunLocked(session.Name, locked));
            throw;
        }
        catch (Exception failure) when (FilePath.IsFailure(failure))
        {
            ThrowTerminatingError(ErrorRecords.JournalNotWritten(folder.Path, failure));
            throw;
        }
    }

    /// <summary>-WhatIf, as a parameter or as a preference.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Runs what writes. Whoever stops it is told what became of the hosts in flight, since a stopping pipeline takes no objects.</summary>
    private protected void RunToItsEnd(ServerTarget server, string operation, Func<VSphereSession, CancellationToken, Task> work) => Run(
        async cancel =>
        {
            string? before = null;
            VSphereSession? used = null;
            try
            {
                await ServerCall.RunAsync(
                    this,
                    server,
                    WantsDebug,
                    session =>
                    {
                        (used, before) = (session, session.Operation);
                        session.Operation = Ticket is null ? operation : Ticket + "-" + operation;
                        return work(session, cancel);
                    },
                    cancel).ConfigureAwait(false);
            }
            finally
            {
                if (used is not null) used.Operation = before;
            }
        },
        EndOfFlight,
        SayOnHost);

    /// <summary>Writes a result; where the pipeline is stopping it is said otherwise.</summary>
    private protected void Report(ChangeResult result)
    {
        lock (_results) _results.Add(result);
        PostIfRead(() =>
        {
            lock (_results) _shown++;
            WriteObject(result);
            if (result.Status == nameof(Core.Changes.ChangeStatus.Failed)) WriteError(ErrorRecords.ChangeFailed(result));
        });
    }

    /// <summary>Says that a cluster is left in two parts.</summary>
    private protected void ReportSplit(string words, string server)
    {
        lock (_results) _splits.Add(words);
        PostIfRead(() =>
        {
            lock (_results) _splits.Remove(words);
            WriteError(ErrorRecords.ClusterSplit(words, server));
        });
    }

    /// <summary>Shows what is being done to a host.</summary>
    private protected void Progress(string activity, EsxHost host, string words, int done, int total) => PostIfRead(() =>
    {
        WriteProgress(new ProgressRecord(60100, activity, $"{done} of {total} hosts done") { PercentComplete = total == 0 ? -1 : Math.Min(100, 100 * done / total) });
        WriteProgress(new ProgressRecord(60101 + (Math.Abs(host.Id.GetHashCode() % 9000)), host.Name, words) { ParentActivityId = 60100 });
    });

    /// <summary>Takes the bar of a host away.</summary>
    private protected void EndProgress(string hostId, string name) => PostIfRead(() =>
        WriteProgress(new ProgressRecord(60101 + (Math.Abs(hostId.GetHashCode() % 9000)), name, "Done") { ParentActivityId = 60100, RecordType = ProgressRecordType.Completed }));

    /// <summary>Takes all bars away.</summary>
    private protected void EndProgress(string activity) => PostIfRead(() =>
        WriteProgress(new ProgressRecord(60100, activity, "Done") { RecordType = ProgressRecordType.Completed }));

    private void SayOnHost()
    {
        ChangeResult[] unseen;
        string[] splits;
        lock (_results) (unseen, splits) = (_results.Skip(_shown).ToArray(), _splits.ToArray());
        foreach (ChangeResult result in unseen.Where(result => result.JournalId is not null))
        {
            Host.UI.WriteWarningLine($"{result.VMHost}: {result.Status}. {result.Message}");
            Host.UI.WriteWarningLine($"Its journal is {result.JournalPath}.");
        }

        foreach (string split in splits) Host.UI.WriteWarningLine(split);
    }
}
