using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Simulation;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>
/// A cmdlet that reads hosts: all servers side by side, each host written as soon as it is known. A server that fails gives
/// one error, and the others go on.
/// </summary>
public abstract class InventoryCmdlet : AsyncCmdlet
{
    // The first of the activity ids; any number will do as long as it is not everybody's 0 and 1.
    private const int FirstActivityId = 60000;

    private readonly List<HostReference> _hosts = new();
    private readonly List<ServerTarget> _piped = new();
    private object[]? _given;
    private bool _complained;
    private RunspaceConnections _connections = null!;

    private protected InventoryCmdlet()
    {
    }

    /// <summary>
    /// The hosts to report: names as the inventory shows them, wildcards, rows of this module, or hosts of PowerCLI's Get-VMHost.
    /// Use it to look at some hosts of a large fabric; without it, all hosts are reported. A row that is piped in stands for its
    /// host on the server that it came from; a server that is piped in stands for all its hosts.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(VMHostCompleter))]
    [SupportsWildcards]
    public object[]? VMHost { get; set; }

    /// <summary>
    /// The clusters whose hosts are reported: names, wildcards, or clusters of PowerCLI's Get-Cluster. Use it to look at one
    /// cluster before and after a change.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Cluster { get; set; }

    /// <summary>
    /// The datacenters whose hosts are reported: names, wildcards, or datacenters of PowerCLI's Get-Datacenter. Use it where one
    /// vCenter looks after several sites.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(DatacenterCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Datacenter { get; set; }

    /// <summary>
    /// The servers to read: names or wildcards of connections, objects of Get-VMotionServer, or PowerCLI's VIServer objects. Use it
    /// where several are connected and only some are wanted; without it, all servers that this runspace connected are read, or,
    /// where there are none, those of PowerCLI ($global:DefaultVIServers).
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _connections = RunspaceConnections.Current;
        _given = Server;
        // A variable that is not set is not "all hosts". Null down the pipeline is nothing, and no error.
        if (MyInvocation.BoundParameters.ContainsKey(nameof(VMHost)) && !(VMHost ?? []).Any(host => host is not null))
            ThrowTerminatingError(ErrorRecords.EmptyVMHost());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Only what to look for is collected here; the servers are read once, when all of it is known.
        foreach (object? value in VMHost ?? [])
        {
            object? plain = Shape.Unwrap(value);
            if (plain is null) continue;
            if (plain is VMotionServer or VMotionSimulator || PowerCliServer.TryRead(plain, out _))
            {
                IReadOnlyList<ServerTarget> targets = ServerResolver.Resolve(plain, _connections, SessionState, out ErrorRecord? error);
                if (error is not null) WriteError(error);
                _piped.AddRange(targets);
                _hosts.AddRange(targets.Select(target => new HostReference(null, null, target.Name, true)));
            }
            else if (HostReference.Read(value) is HostReference reference)
            {
                _hosts.Add(reference);
            }
            else
            {
                WriteError(ErrorRecords.InvalidVMHost(value));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Nothing came down the pipeline, or nothing that is a host: that is not the same as "all hosts".
        if (_hosts.Count == 0 && (MyInvocation.ExpectingInput || VMHost is not null)) return;

        List<ServerTarget> servers = GetServers();
        if (servers.Count == 0) return;
        WriteVerbose($"Reading {string.Join(", ", servers.Select(server => server.Name))}.");

        var filter = new HostFilter(_hosts, Cluster, Datacenter);
        bool debug = WantsDebug;
        Run(async cancel =>
        {
            bool[] done = await Task.WhenAll(servers.Select(
                (server, index) => ReadAsync(server, FirstActivityId + index, filter, debug, cancel))).ConfigureAwait(false);
            string[] read = servers.Where((_, index) => done[index]).Select(server => server.Name).ToArray();
            if (read.Length == 0) return;
            foreach (ErrorRecord missing in filter.GetNotFound(read)) Post(() => WriteError(missing));
        });
    }

    /// <summary>What is asked beyond the configuration.</summary>
    private protected virtual bool WithNeighbors => false;

    /// <summary>The rows of a host. Called off the pipeline thread.</summary>
    private protected abstract IReadOnlyList<object> GetRows(EsxHost host);

    /// <summary>What a host that could not be read gives; null where its row says so itself.</summary>
    private protected virtual ErrorRecord? GetError(EsxHost host) => null;

    private async Task<bool> ReadAsync(ServerTarget server, int activityId, HostFilter filter, bool debug, CancellationToken cancel)
    {
        var progress = new ReadProgress(server.Name, activityId, record => PostIfRead(() => WriteProgress(record)));
        VSphereSession? session = null;
        int seen = 0;
        int reported = 0;
        try
        {
            if (server.BorrowedFrom is not null) Post(() => WriteVerbose($"{server.Name}: using the session of PowerCLI."));
            session = await server.OpenAsync(cancel).ConfigureAwait(false);
            if (debug) session.Trace = line => PostIfRead(() => WriteDebug($"{server.Name}: {line}"));
            var query = new InventoryQuery
            {
                Neighbors = WithNeighbors,
                Wanted = host =>
                {
                    Interlocked.Increment(ref seen);
                    _connections.Names.Remember(host);
                    return filter.Wants(server.Name, host);
                },
            };
            await new InventoryReader(session).ReadAsync(query, Report, progress, cancel).ConfigureAwait(false);
            Post(() => WriteVerbose($"{server.Name}: {seen} hosts read, {reported} reported."));
            return true;
        }
        catch (VSphereException failure)
        {
            Post(() => WriteError(ErrorRecords.Of(failure, server.Name, server.BorrowedFrom)));
            return false;
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested
            && session is { IsConnected: false } && failure is ObjectDisposedException or OperationCanceledException)
        {
            // Another runspace has disconnected it meanwhile.
            Post(() => WriteError(ErrorRecords.SessionEnded(server.Name)));
            return false;
        }
        catch (ArgumentException failure) when (session is null)
        {
            Post(() => WriteError(ErrorRecords.InvalidSession(server.Name, failure)));
            return false;
        }
        finally
        {
            if (debug && session is not null) session.Trace = null;
            progress.Complete();
        }

        void Report(EsxHost host)
        {
            reported++;
            // Rows bear the name of the connection, by which they find back to it.
            EsxHost named = host.Server == server.Name ? host : host with { Server = server.Name };
            IReadOnlyList<object> rows = GetRows(named);
            ErrorRecord? error = GetError(named);
            Post(() =>
            {
                foreach (object row in rows) WriteObject(row);
                if (error is not null) WriteError(error);
            });
        }
    }

    private List<ServerTarget> GetServers()
    {
        var servers = new List<ServerTarget>();
        if (_given is not null)
        {
            foreach (object? value in _given) Add(Resolve(value, true));
            // A wildcard that matches nothing is no error, unless there is nothing that it could match.
            bool isSilent = servers.Count == 0 && !_complained;
            if (isSilent && ServerResolver.GetDefaults(_connections, SessionState).Count == 0) ThrowNotConnected();
            return servers;
        }

        Add(_piped);
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < _hosts.Count; i++)
        {
            HostReference reference = _hosts[i];
            if (reference.Server is null || _piped.Any(target => target.Name == reference.Server)) continue;
            IReadOnlyList<ServerTarget> known = servers.Where(target => target.Name == reference.Server).ToArray();
            // Thousands of rows of one server give one error.
            if (known.Count == 0) known = Resolve(reference.Server, reference.MustBeConnected && reported.Add(reference.Server));
            Add(known);
            // PowerCLI may know the server by another name than we do: then its hosts are looked for everywhere.
            _hosts[i] = known.Count == 0 && !reference.MustBeConnected
                ? reference with { Server = null }
                : known.Count == 1 ? reference with { Server = known[0].Name } : reference;
        }

        if (_hosts.Count > 0 && _hosts.All(reference => reference.Server is not null)) return servers;
        Add(ServerResolver.GetDefaults(_connections, SessionState));
        if (servers.Count == 0) ThrowNotConnected();
        // What is left out silently would be taken for a fabric that is smaller than it is.
        foreach (VMotionServer ended in _connections.Servers.Where(server => !server.IsConnected))
            WriteError(ErrorRecords.SessionEnded(ended.Name));
        return servers;

        void Add(IEnumerable<ServerTarget> targets) =>
            servers.AddRange(targets.Where(target => servers.All(
                known => !string.Equals(known.Name, target.Name, StringComparison.OrdinalIgnoreCase))).ToArray());
    }

    private IReadOnlyList<ServerTarget> Resolve(object? value, bool mustBeConnected)
    {
        IReadOnlyList<ServerTarget> targets = ServerResolver.Resolve(value, _connections, SessionState, out ErrorRecord? error);
        if (error is null || !mustBeConnected) return targets;
        _complained = true;
        WriteError(error);
        return targets;
    }

    private void ThrowNotConnected() =>
        ThrowTerminatingError(ErrorRecords.NotConnected(_connections.Servers.Select(server => server.Name).ToArray()));
}
