using System.Linq;
using System.Management.Automation;

using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Lists the servers that this runspace has connected.</summary>
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
