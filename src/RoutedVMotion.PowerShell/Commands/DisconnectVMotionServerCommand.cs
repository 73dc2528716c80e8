using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Ends connections: logs the module's own sessions out, and lets go of those that belong to PowerCLI.</summary>
/// <remarks>
/// <para>A session that Connect-VMotionServer made is logged out; one that belongs to PowerCLI is only let go, and goes on
/// working there. A server that does not answer within two seconds is not waited for: it ends the session by itself after half
/// an idle hour.</para>
/// </remarks>
/// <example>
/// <para>End all connections of this runspace</para>
/// <code>
/// PS> Disconnect-VMotionServer
/// </code>
/// <para>At the end of a script this is good manners, though not needed: sessions end with the process.</para>
/// </example>
/// <example>
/// <para>End some of several</para>
/// <code>
/// PS> Disconnect-VMotionServer vc0[23].example.com
/// </code>
/// <para>Names may have wildcards. Without one, a name that is not connected is an error.</para>
/// </example>
/// <seealso cref="ConnectVMotionServerCommand"/>
/// <seealso cref="GetVMotionServerCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "VMotionServer")]
[OutputType(typeof(void))]
public sealed class DisconnectVMotionServerCommand : AsyncCmdlet
{
    private static readonly TimeSpan LogoutTime = TimeSpan.FromSeconds(2);

    private readonly List<VMotionServer> _servers = new();
    private RunspaceConnections _connections = null!;

    /// <summary>
    /// The connections to end: names, wildcards, or objects of Get-VMotionServer. Use it to keep some of several; without it, all
    /// connections of this runspace are ended.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _connections = RunspaceConnections.Current;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Server is null)
        {
            if (!MyInvocation.ExpectingInput) _servers.AddRange(_connections.Servers);
            return;
        }

        foreach (object? value in Server)
        {
            object? plain = Shape.Unwrap(value);
            if (plain is VMotionServer server)
            {
                _servers.Add(server);
                continue;
            }

            string? name = PowerCliServer.TryRead(plain, out PowerCliServer? viServer) ? viServer!.Server : plain?.ToString();
            if (string.IsNullOrEmpty(name)) continue;
            var pattern = new NamePattern(name!);
            VMotionServer[] found = _connections.Servers.Where(known => known.Matches(pattern)).ToArray();
            if (found.Length == 0 && pattern.IsExact) WriteError(ErrorRecords.ServerNotConnected(name!));
            _servers.AddRange(found);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        VMotionServer[] servers = _servers.Distinct().ToArray();
        if (servers.Length > 0) Run(cancel => Task.WhenAll(servers.Select(server => DisconnectAsync(server, cancel))));
    }

    private async Task DisconnectAsync(VMotionServer server, CancellationToken cancel)
    {
        _connections.Remove(server);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(LogoutTime);
        if (!await server.CloseAsync(time.Token).ConfigureAwait(false))
        {
            Post(() => WriteWarning(
                $"{server.Name} did not hear of the logout; it ends the session by itself when it has been idle for half an hour."));
        }
    }
}
