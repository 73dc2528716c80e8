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
/// added again shows with its new id.</para>
/// <para>Virtual machines are left out unless -VirtualMachine is given, since DRS moves them all the time. What pings came to is not
/// compared: round trips are never the same twice. Redacted snapshots can be compared with nothing but themselves.</para>
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

    /// <inheritdoc/>
    protected override void ProcessRecord() => _difference.AddRange(DifferenceSnapshot);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_difference.Count == 0) return;
        Func<CancellationToken, IReadOnlyList<SnapshotServer>?> before = Resolve(ReferenceSnapshot), after = Resolve(_difference);
        Run(cancel =>
        {
            if (before(cancel) is not { } was || after(cancel) is not { } isNow) return Task.CompletedTask;
            foreach (SnapshotDifference difference in SnapshotComparer.Compare(was, isNow, VirtualMachine))
            {
                cancel.ThrowIfCancellationRequested();
                Post(() => WriteObject(difference));
            }

            return Task.CompletedTask;
        });
    }

    // Paths are PowerShell's, and resolved here; the files are read off the pipeline thread.
    private Func<CancellationToken, IReadOnlyList<SnapshotServer>?> Resolve(IEnumerable<object> given)
    {
        var parts = new List<Func<CancellationToken, IReadOnlyList<SnapshotServer>?>>();
        foreach (object? value in given.Select(Shape.Unwrap))
        {
            switch (value)
            {
                case VMotionServer { Snapshot: SnapshotServer snapshot }:
                    parts.Add(_ => [snapshot]);
                    break;
                case string { Length: > 0 } or System.IO.FileInfo:
                    string path = value is System.IO.FileInfo file ? file.FullName : (string)value;
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
            IReadOnlyList<SnapshotServer>?[] read = parts.Select(part => part(cancel)).ToArray();
            return read.Any(part => part is null) ? null : read.SelectMany(part => part!).ToArray();
        };
    }

    private IReadOnlyList<SnapshotServer>? Read(string full, string shown, CancellationToken cancel)
    {
        Snapshot? snapshot = SnapshotFile.Read(this, full, shown, out ErrorRecord? error, cancel);
        if (error is not null) Post(() => WriteError(error));
        return snapshot?.Servers;
    }
}
