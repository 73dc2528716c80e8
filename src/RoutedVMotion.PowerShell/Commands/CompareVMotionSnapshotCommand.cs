using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.PowerShell.Snapshots;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Says what has changed on which host between two snapshots.</summary>
/// <remarks>
/// <para>Writes a row for each property that is different: the host, the thing (an adapter, a TCP/IP stack, a physical NIC, a port
/// group), the property as the snapshot calls it, what it was and what it is. Hosts, clusters and networks that have come or gone
/// give one row each. No row means that nothing is different. Hosts are told by their names, so that one that was removed and
/// added again shows with its new id; one that was renamed, by the same vCenter, shows its new name. What one of the two snapshots could
/// not read is not compared: it has neither gone nor come.</para>
/// <para>Virtual machines are left out unless -VirtualMachine is given, since DRS moves them all the time, and what pings came to unless
/// -Probe is; round trips are never compared, since they are never the same twice. Redacted snapshots can be compared with nothing but
/// themselves.</para>
/// </remarks>
/// <example>
/// <para>See what was changed between Tuesday and today</para>
/// <code>
/// PS> Export-VMotionSnapshot today.json.gz
/// PS> Compare-VMotionSnapshot tuesday.json.gz today.json.gz
///
///    Place: esx-0102.example.com
///
/// Item                     Property               Change   Before                        After
/// ----                     --------               ------   ------                        -----
/// stack vmotion            gateway                Added                                  172.16.1.1
/// stack vmotion            routes                 Added                                  default via 172.16.1.1
///
///    Place: esx-0202.example.com
///
/// Item                     Property               Change   Before                        After
/// ----                     --------               ------   ------                        -----
/// vmk1                     mtu                    Changed  1500                          9000
/// </code>
/// <para>Of a list, Before has what is in it no more, and After what is new.</para>
/// </example>
/// <example>
/// <para>See whether a change did what it should, and nothing else</para>
/// <code>
/// PS> Export-VMotionSnapshot before.json
/// PS> Set-VMotionRouting -Plan racks.json -Cluster prod-01 -Confirm:$false
/// PS> Export-VMotionSnapshot after.json
/// PS> Compare-VMotionSnapshot before.json after.json | Where-Object { $_.Cluster -ne 'prod-01' }
/// </code>
/// <para>Nothing comes out: no host of another cluster has changed.</para>
/// </example>
/// <example>
/// <para>See whom hosts do not reach any more</para>
/// <code>
/// PS> Export-VMotionSnapshot today.json.gz -Probe -Plan racks.json
/// PS> Compare-VMotionSnapshot tuesday.json.gz today.json.gz -Probe | Where-Object Property -like ping* | ForEach-Object { "$_" }
/// esx-0201.example.com vmk1 ping 172.16.1.11: answered, 9000 bytes unfragmented -> answered, 1500 bytes unfragmented
/// </code>
/// <para>Only what both have asked is compared.</para>
/// </example>
/// <seealso cref="ExportVMotionSnapshotCommand"/>
/// <seealso cref="ImportVMotionSnapshotCommand"/>
[Cmdlet(VerbsData.Compare, "VMotionSnapshot")]
[OutputType(typeof(SnapshotDifference))]
public sealed class CompareVMotionSnapshotCommand : AsyncCmdlet
{
    private readonly List<object> _difference = new();

    /// <summary>The older snapshot: the path of its file, or what Import-VMotionSnapshot returns.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("Before")]
    [ValidateNotNullOrEmpty]
    public object[] ReferenceSnapshot { get; set; } = [];

    /// <summary>The newer snapshot: the path of its file, or what Import-VMotionSnapshot returns.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [Alias("After")]
    [ValidateNotNullOrEmpty]
    public object[] DifferenceSnapshot { get; set; } = [];

    /// <summary>Compare virtual machines, too: which host each is on, and which networks.</summary>
    [Parameter]
    public SwitchParameter VirtualMachine { get; set; }

    /// <summary>Compare what pings came to, too, where both snapshots have it (Export-VMotionSnapshot -Probe): who answers, and how large packets may be.</summary>
    [Parameter]
    public SwitchParameter Probe { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _difference.AddRange(DifferenceSnapshot);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_difference.Count == 0) return;
        Func<CancellationToken, Snapshot?> before = Resolve(ReferenceSnapshot), after = Resolve(_difference);
        Run(cancel =>
        {
            if (before(cancel) is not { } was || after(cancel) is not { } isNow) return Task.CompletedTask;
            if ((was.Redacted || isNow.Redacted) && !IsSame(was, isNow))
            {
                Post(() => ThrowTerminatingError(ErrorRecords.SnapshotRedacted()));
                return Task.CompletedTask;
            }

            foreach (SnapshotServer server in was.Servers.Concat(isNow.Servers).Where(server => server.Fabric.Unread.Count > 0))
                Post(() => WriteWarning($"{server.Identity.Name}: clusters, networks and virtual machines are not compared, since not all of them could be read."));
            foreach (SnapshotDifference difference in SnapshotComparer.Compare(was.Servers, isNow.Servers, VirtualMachine, Probe))
            {
                cancel.ThrowIfCancellationRequested();
                Post(() => WriteObject(difference));
            }

            return Task.CompletedTask;
        });
    }

    // Paths are PowerShell's, and resolved here; the files are read off the pipeline thread.
    private Func<CancellationToken, Snapshot?> Resolve(IEnumerable<object> given)
    {
        var parts = new List<Func<CancellationToken, Snapshot?>>();
        foreach (object? one in given)
        {
            object? value = Shape.Unwrap(one);
            switch (value)
            {
                case VMotionServer { Snapshot: SnapshotServer snapshot } server:
                    parts.Add(_ => new Snapshot { Redacted = server.Redacted, Servers = [snapshot] });
                    break;
                case object when FilePath.Of(one) is string path:
                    string? full = FilePath.Resolve(this, path, out ErrorRecord? error);
                    if (error is not null) ThrowTerminatingError(error);
                    parts.Add(cancel => Read(full!, FilePath.WithoutProvider(path), cancel));
                    break;
                default:
                    ThrowTerminatingError(ErrorRecords.InvalidSnapshotObject(value));
                    break;
            }
        }

        return cancel =>
        {
            Snapshot?[] read = parts.Select(part => part(cancel)).ToArray();
            if (read.Any(part => part is null)) return null;
            return new Snapshot { Redacted = read.Any(part => part!.Redacted), Servers = read.SelectMany(part => part!.Servers).ToArray() };
        };
    }

    // Each redaction has a key of its own: what two of them call by one name are two things.
    private static bool IsSame(Snapshot was, Snapshot isNow) =>
        was.Redacted == isNow.Redacted && was.Servers.Select(server => server.Identity).SequenceEqual(isNow.Servers.Select(server => server.Identity));

    private Snapshot? Read(string full, string shown, CancellationToken cancel)
    {
        Snapshot? snapshot = SnapshotFile.Read(this, full, shown, out ErrorRecord? error, cancel);
        if (error is not null) Post(() => WriteError(error));
        return snapshot;
    }
}
