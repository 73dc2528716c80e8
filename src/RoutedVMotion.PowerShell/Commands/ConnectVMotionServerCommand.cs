using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.PowerShell.Cmdlets;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Simulation;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Commands;

/// <summary>Connects to vCenter servers or ESXi hosts, to a simulator, or takes over a connection of PowerCLI's.</summary>
/// <remarks>
/// <para>Logs in to each server and keeps the session for this runspace: the reading cmdlets use all connected servers. Several
/// servers are connected side by side, and one that fails gives one error while the others are connected. Connecting a server
/// again takes the place of the first connection.</para>
/// <para>The certificate is checked. Where this machine does not trust it, the error shows its SHA-256 thumbprint and the line
/// that connects with -Thumbprint; nothing but this connection is changed by it.</para>
/// <para>A VIServer object of PowerCLI is adopted: its session is used, never renewed and never logged out. PowerCLI's own
/// decision on the certificate is not inherited, so -Thumbprint may be needed there as well.</para>
/// <para>Sessions end with Disconnect-VMotionServer, with Remove-Module, and with the runspace or the process that made
/// them.</para>
/// </remarks>
/// <example>
/// <para>Connect to a vCenter</para>
/// <code>
/// PS> Connect-VMotionServer vc01.example.com -Credential (Get-Credential)
///
/// Name                               Kind      IsConnected Borrowed Version   Build     User
/// ----                               ----      ----------- -------- -------   -----     ----
/// vc01.example.com                   vCenter   True        False    8.0.2     22617221  administrator@vsphere.local
/// </code>
/// <para>Get-Credential asks for user name and password. In a job, take the credential from a vault instead.</para>
/// </example>
/// <example>
/// <para>Pin a certificate that this machine does not trust</para>
/// <code>
/// PS> Connect-VMotionServer vc01.example.com -Credential $cred -Thumbprint C6:84:AC:7C:6D:1C:68:CF:B7:B7:56:58:7C:AE:7A:FA:7B:CF:20:2A:2C:1D:EF:FE:5F:BF:2A:A9:AB:16:1F:B2
/// </code>
/// <para>The error that came without -Thumbprint had the thumbprint in it. Compare it with the one that vCenter itself shows
/// before you use it.</para>
/// </example>
/// <example>
/// <para>Use the connection that PowerCLI has</para>
/// <code>
/// PS> Connect-VMotionServer $global:DefaultVIServer
/// </code>
/// <para>The session stays PowerCLI's: Disconnect-VMotionServer only lets go of it. Where this machine trusts the certificate,
/// not even this line is needed: the reading cmdlets use PowerCLI's connections where there are none of their own.</para>
/// </example>
/// <example>
/// <para>Connect to a simulator</para>
/// <code>
/// PS> Start-VMotionSimulator | Connect-VMotionServer
///
/// Name                               Kind      IsConnected Borrowed Version   Build     User
/// ----                               ----      ----------- -------- -------   -----     ----
/// 127.0.0.1:39017                    Simulator True        False    8.0.2     22617221  administrator@vsphere.local
/// </code>
/// <para>The simulator brings its user and password along.</para>
/// </example>
/// <seealso cref="DisconnectVMotionServerCommand"/>
/// <seealso cref="GetVMotionServerCommand"/>
/// <seealso cref="StartVMotionSimulatorCommand"/>
[Cmdlet(VerbsCommunications.Connect, "VMotionServer")]
[OutputType(typeof(VMotionServer))]
public sealed class ConnectVMotionServerCommand : AsyncCmdlet
{
    private readonly List<Attempt> _attempts = new();

    /// <summary>
    /// The servers: names or addresses (vc01.example.com, vc01.example.com:8443, [fd00::1]:8443), VIServer objects of PowerCLI's
    /// Connect-VIServer, or simulators of Start-VMotionSimulator. Several are connected side by side. A VIServer's session is
    /// borrowed: it is used, and never logged out.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    public object[] Server { get; set; } = [];

    /// <summary>
    /// The user name and password. Needed for servers that are given by name; a PowerCLI connection and a simulator bring what they
    /// need. Nothing is asked for by itself, so that a scheduled job never hangs: use (Get-Credential) to be asked.
    /// </summary>
    [Parameter(Position = 1)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The TCP port, where it is not 443 and does not stand behind the name.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int Port { get; set; } = 443;

    /// <summary>
    /// The SHA-256 thumbprint of the server's certificate, with or without colons. Use it where this machine does not trust the
    /// authority that signed the certificate: exactly this certificate is then trusted, for this connection. The error that an
    /// untrusted certificate gives shows its thumbprint; compare that with the server's own before you use it.
    /// </summary>
    [Parameter]
    public string? Thumbprint { get; set; }

    /// <summary>
    /// Accept any certificate, for this connection only. Use it in a lab at most: whoever is in between reads the password. A
    /// thumbprint is as easy and safe.
    /// </summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>
    /// How many seconds a call may make no progress before it is given up, 60 by default. Use a longer time for a slow link, a
    /// shorter one for a job that should rather fail than wait.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 60;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Thumbprint is not null && !Regex.IsMatch(Regex.Replace(Thumbprint, "[:\\- ]", string.Empty), "^[0-9A-Fa-f]{64}$"))
            ThrowTerminatingError(ErrorRecords.InvalidThumbprint(Thumbprint));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object? value in Server)
        {
            if (Shape.Unwrap(value) is not object server) continue;
            if (PowerCliServer.TryRead(server, out PowerCliServer? viServer))
            {
                _attempts.Add(new Attempt(WithTrust(viServer!.GetSettings()), null, null, viServer));
                continue;
            }

            var simulator = server as VMotionSimulator;
            if (server is VMotionServer { Snapshot: not null } snapshot)
            {
                // Its name would do, but whoever gives a snapshot does not mean the server.
                WriteError(ErrorRecords.SnapshotNotConnected(snapshot.Name));
                continue;
            }

            string? text = simulator?.Url ?? (server as VMotionServer)?.Address ?? server as string;
            PSCredential? credential = Credential ?? simulator?.Credential;
            if (!ServerAddress.TryParse(text, out ServerAddress address)) WriteError(ErrorRecords.InvalidServer(text ?? server));
            else if (credential is null || string.IsNullOrEmpty(credential.UserName)) WriteError(ErrorRecords.CredentialRequired(text!));
            else _attempts.Add(new Attempt(WithTrust(SettingsFor(address)), credential, simulator, null));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_attempts.Count == 0) return;
        RunspaceConnections connections = RunspaceConnections.Current;
        bool debug = WantsDebug;
        Run(cancel => Task.WhenAll(_attempts.Select(attempt => ConnectAsync(attempt, connections, debug, cancel))));
    }

    private async Task ConnectAsync(Attempt attempt, RunspaceConnections connections, bool debug, CancellationToken cancel)
    {
        string name = attempt.Settings.ToString();
        try
        {
            VMotionServer server = attempt.Borrowed is not null
                ? await VMotionServer.AdoptAsync(attempt.Settings, attempt.Borrowed.SessionSecret, cancel).ConfigureAwait(false)
                : await VMotionServer.ConnectAsync(attempt.Settings, attempt.Credential!, attempt.Simulator, cancel).ConfigureAwait(false);
            VMotionServer? previous = connections.Add(server);
            if (previous is not null)
            {
                Post(() => WriteVerbose($"{name}: takes the place of the connection as {previous.User}."));
                await previous.CloseAsync(cancel).ConfigureAwait(false);
            }

            if (debug) Post(() => WriteDebug($"{name}: API {server.ApiVersion}, {server.Product}"));
            Post(() => WriteObject(server));
        }
        catch (VSphereException failure)
        {
            Post(() => WriteError(ErrorRecords.Of(failure, name, attempt.Borrowed is null ? null : ServerTarget.PowerCliVariable)));
        }
        catch (ArgumentException failure) when (attempt.Borrowed is not null)
        {
            Post(() => WriteError(ErrorRecords.InvalidSession(name, failure)));
        }
    }

    private ConnectionSettings SettingsFor(ServerAddress address) => new()
    {
        Server = address.Host,
        Port = address.Port ?? Port,
        PlainHttp = address.PlainHttp,
    };

    private ConnectionSettings WithTrust(ConnectionSettings settings) => settings with
    {
        Thumbprint = Thumbprint,
        SkipCertificateCheck = SkipCertificateCheck,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
    };

    private sealed record Attempt(ConnectionSettings Settings, PSCredential? Credential, VMotionSimulator? Simulator, PowerCliServer? Borrowed);
}
