using System.Collections.Generic;
using System.Management.Automation;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Files;
using RoutedVMotion.PowerShell.Snapshots;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Reads a snapshot as a server: give it as -Server to the cmdlets that read, and they show what was.</summary>
/// <remarks>
/// <para>Returns a VMotionServer of kind Snapshot for each server in the file. It is accepted wherever -Server is: Get-VMotionRouting,
/// Get-VMotionAdapter, Get-VMotionNetstack, New-VMotionPlan, Test-VMotionPlan, Test-VMotionRouting, Test-VMotionPath,
/// Export-VMotionReport, Export-VMotionSnapshot, and Set-VMotionRouting with -WhatIf. It is never a default: without -Server, only what
/// is connected is read. There is nothing to disconnect.</para>
/// <para>-Probe is answered from the pings that were recorded (Export-VMotionSnapshot -Probe). What nobody pinged then is not known, and is
/// said: Test-VMotionRouting finds ProbeFailed, and Test-VMotionPath leaves such paths as configuration has them. Nothing can be changed
/// by a snapshot. What the account may do is not in it, so that -WhatIf does not check privileges, nor journals of runs since.</para>
/// <para>The file may come from anybody: it is read strictly, as a stream, and what is not as Export-VMotionSnapshot writes it is one
/// error with line, column and JSON path.</para>
/// </remarks>
/// <example>
/// <para>Look at the hosts as they were on Tuesday</para>
/// <code>
/// PS> $tuesday = Import-VMotionSnapshot tuesday.json.gz
/// PS> Get-VMotionRouting -Server $tuesday | Where-Object CanRoute -eq $false
///
/// VMHost                      CanRoute Problem              Device Address            Gateway         Routing
/// ------                      -------- -------              ------ -------            -------         -------
/// esx-0102.example.com        False    NoGateway            vmk1   172.16.1.12/24                     DedicatedStack
/// </code>
/// <para>The rows bear the name of the server that was read then.</para>
/// </example>
/// <example>
/// <para>Try a plan out on a fabric that you cannot reach</para>
/// <code>
/// PS> $customer = Import-VMotionSnapshot fabric.json.gz
/// PS> New-VMotionPlan -Server $customer | Export-VMotionPlan racks.json
/// PS> Test-VMotionRouting -Server $customer -Plan racks.json -Probe
/// PS> Set-VMotionRouting -Server $customer -Plan racks.json -WhatIf
/// </code>
/// <para>-WhatIf shows the exact changes, and -OutFile saves them. Without -WhatIf Set-VMotionRouting refuses.</para>
/// </example>
/// <seealso cref="ExportVMotionSnapshotCommand"/>
/// <seealso cref="CompareVMotionSnapshotCommand"/>
/// <seealso cref="GetVMotionRoutingCommand"/>
[Cmdlet(VerbsData.Import, "VMotionSnapshot")]
[OutputType(typeof(VMotionServer))]
public sealed class ImportVMotionSnapshotCommand : AsyncCmdlet
{
    private readonly List<(string Full, string Shown)> _files = new();

    /// <summary>
    /// The path of the file, relative to PowerShell's location. Several are read one by one. Whether it is compressed shows in the file
    /// itself.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Path)
        {
            string? full = FilePath.Resolve(this, path, out ErrorRecord? error);
            if (error is not null) WriteError(error);
            else _files.Add((full!, FilePath.WithoutProvider(path)));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_files.Count == 0) return;
        KnownNames names = RunspaceConnections.Current.Names;
        Run(cancel =>
        {
            foreach ((string full, string shown) in _files)
            {
                Snapshot? snapshot = SnapshotFile.Read(this, full, shown, out ErrorRecord? error, cancel);
                if (error is not null) Post(() => WriteError(error));
                foreach (SnapshotServer server in snapshot?.Servers ?? [])
                {
                    foreach (EsxHost host in server.Fabric.Hosts) names.Remember(host);
                    Post(() => WriteVerbose(
                        $"{server.Identity.Name}: {server.Fabric.Hosts.Count} hosts, {server.Fabric.VirtualMachines.Count} virtual machines and {server.Observations.Count} pings of {server.Identity.Taken:u}."));
                    Post(() => WriteObject(new VMotionServer(server, snapshot!.Redacted, shown)));
                }
            }

            return Task.CompletedTask;
        });
    }
}
