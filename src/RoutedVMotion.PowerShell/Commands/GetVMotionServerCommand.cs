using System.Linq;
using System.Management.Automation;

using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Lists the servers that this runspace has connected.</summary>
/// <remarks>
/// <para>Shows what Connect-VMotionServer has connected in this runspace; it asks no server. Connections of PowerCLI that are
/// merely used where there are none of our own are not listed: they are PowerCLI's.</para>
/// </remarks>
/// <example>
/// <para>List the connections</para>
/// <code>
/// PS> Get-VMotionServer
///
/// Name                               Kind      IsConnected Borrowed Version   Build     User
/// ----                               ----      ----------- -------- -------   -----     ----
/// vc01.example.com                   vCenter   True        False    8.0.2     22617221  administrator@vsphere.local
/// vc02.example.com                   vCenter   True        False    8.0.2     22617221  administrator@vsphere.local
/// </code>
/// <para>Kind is vCenter, ESXi or Simulator; Borrowed says that the session is PowerCLI's.</para>
/// </example>
/// <example>
/// <para>Read one of several</para>
/// <code>
/// PS> Get-VMotionServer vc01* | Get-VMotionRouting
/// </code>
/// <para>A server that is piped in stands for all its hosts.</para>
/// </example>
/// <seealso cref="ConnectVMotionServerCommand"/>
/// <seealso cref="DisconnectVMotionServerCommand"/>
[Cmdlet(VerbsCommon.Get, "VMotionServer")]
[OutputType(typeof(VMotionServer))]
public sealed class GetVMotionServerCommand : PSCmdlet
{
    /// <summary>The connections to list, by name or wildcard. Use it to pick one of several; without it, all are listed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [SupportsWildcards]
    public string[]? Server { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RunspaceConnections connections = RunspaceConnections.Current;
        if (Server is null)
        {
            if (!MyInvocation.ExpectingInput) WriteObject(connections.Servers, true);
            return;
        }

        foreach (string name in Server)
        {
            var pattern = new NamePattern(name);
            VMotionServer[] found = connections.Servers.Where(server => server.Matches(pattern)).ToArray();
            if (found.Length == 0 && pattern.IsExact) WriteError(ErrorRecords.ServerNotConnected(name));
            WriteObject(found, true);
        }
    }
}
