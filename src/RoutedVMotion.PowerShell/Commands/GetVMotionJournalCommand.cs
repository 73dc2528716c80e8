using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.PowerShell.Changes;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.VSphere.Changes;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Lists the runs of Set- and Restore-VMotionRouting, with what each did and what it left open.</summary>
/// <remarks>
/// <para>A run has one journal: a file of JSON lines, each written and flushed before the step that it announces. This reads them, newest
/// first; no server is asked. State is Complete; Interrupted where the run was stopped and left nothing in between; Open where hosts may be
/// neither as before nor as planned, or DRS may still be held; Running where it goes on right now.</para>
/// <para>Restore-VMotionRouting takes the rows, or their ids.</para>
/// </remarks>
/// <example>
/// <para>See what was done lately</para>
/// <code>
/// PS> Get-VMotionJournal
///
/// JournalId                Kind    State       Changed RolledBack Failed OpenEnds Server
/// ---------                ----    -----       ------- ---------- ------ -------- ------
/// 20261129T201502417Z-7e74    Set     Complete         11          1      0        0 vc01.example.com
/// 20261128T201207417Z-0c1d    Set     Open              3          0      1        1 vc01.example.com
/// </code>
/// <para>The second one has left a host in between: Restore-VMotionRouting takes it back.</para>
/// </example>
/// <example>
/// <para>See which hosts a run left open, and after which steps</para>
/// <code>
/// PS> (Get-VMotionJournal 20261128T201207417Z-0c1d).Hosts | Where-Object IsOpen
///
/// VMHost                      Status     Proven Steps
/// ------                      ------     ------ -----
/// esx-0103.example.com        Failed            add an adapter: 172.16.1.13/24 on vmotion, dvpg-vmotion-r01, MTU 9000 (Open)
/// </code>
/// <para>A step that is open was begun, and nothing says how it ended.</para>
/// </example>
/// <seealso cref="SetVMotionRoutingCommand"/>
/// <seealso cref="RestoreVMotionRoutingCommand"/>
[Cmdlet(VerbsCommon.Get, "VMotionJournal")]
[OutputType(typeof(JournalEntry))]
public sealed class GetVMotionJournalCommand : PSCmdlet
{
    /// <summary>The runs to list: ids or wildcards. Without it, all are listed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Journal")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? JournalId { get; set; }

    /// <summary>The folder with the journals; by default RoutedVMotion/Journal in the user's data folder.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Only runs that have left something open. Use it in the morning after.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        NamePattern[] patterns = (JournalId ?? []).Select(id => new NamePattern(id)).ToArray();
        JournalFolder folder = ChangeCmdlet.RequireFolder(this, JournalPath);
        foreach (string file in folder.Files.Reverse())
        {
            string id = Path.GetFileNameWithoutExtension(file);
            NamePattern[] matching = patterns.Where(pattern => pattern.Matches(id)).ToArray();
            if (patterns.Length > 0 && matching.Length == 0) continue;
            foreach (NamePattern pattern in matching) pattern.MarkFound();
            if (Read(file) is JournalEntry entry && (!Open || entry.OpenEnds > 0)) WriteObject(entry);
        }

        foreach (NamePattern missing in patterns.Where(pattern => pattern.IsExact && !pattern.IsFound)) WriteError(ErrorRecords.JournalNotFound(missing.Text));
    }

    private JournalEntry? Read(string file)
    {
        try
        {
            return new JournalEntry(JournalFolder.Read(file), file, JournalFolder.IsRunning(file));
        }
        catch (JournalException failure)
        {
            WriteError(ErrorRecords.InvalidJournal(file, failure.Message, failure));
        }
        catch (Exception failure) when (FilePath.IsFailure(failure))
        {
            WriteError(ErrorRecords.InvalidJournal(file, failure.Message, failure));
        }

        return null;
    }
}
