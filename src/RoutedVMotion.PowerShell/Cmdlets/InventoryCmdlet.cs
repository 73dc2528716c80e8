using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.PowerShell.Completion;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>
/// A cmdlet that reads hosts: all servers side by side, each host written as soon as it is known. A server that fails gives
/// one error, and the others go on.
/// </summary>
public abstract class InventoryCmdlet : AsyncCmdlet
{
    private HostScope _scope = null!;
    private object[]? _given;

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
    /// The servers to read: names or wildcards of connections, objects of Get-VMotionServer, PowerCLI's VIServer objects, or snapshots
    /// of Import-VMotionSnapshot. Use it where several are connected and only some are wanted; without it, all servers that this
    /// runspace connected are read, or, where there are none, those of PowerCLI ($global:DefaultVIServers).
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Server { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _scope = new HostScope(this);
        _given = Server;
        _scope.RefuseEmpty(VMHost);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        // Only what to look for is collected here; the servers are read once, when all of it is known.
        _scope.Add(VMHost);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Nothing came down the pipeline, or nothing that is a host: that is not the same as "all hosts".
        if (_scope.IsEmpty && (MyInvocation.ExpectingInput || VMHost is not null)) return;

        List<ServerTarget> servers = _scope.GetServers(_given);
        if (servers.Count == 0) return;
        WriteVerbose($"Reading {string.Join(", ", servers.Select(server => server.Name))}.");

        HostFilter filter = _scope.CreateFilter(Cluster, Datacenter);
        bool debug = WantsDebug;
        Run(async cancel =>
        {
            bool[] done = await Task.WhenAll(servers.Select(
                (server, index) => ReadAsync(server, index, filter, debug, cancel))).ConfigureAwait(false);
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

    private async Task<bool> ReadAsync(ServerTarget server, int number, HostFilter filter, bool debug, CancellationToken cancel)
    {
        var progress = new ProgressBar(this, $"Reading the hosts of {server.Name}", number);
        int reported = 0;
        try
        {
            if (server.BorrowedFrom is not null) Post(() => WriteVerbose($"{server.Name}: using the session of PowerCLI."));
            var query = new InventoryQuery
            {
                Neighbors = WithNeighbors,
                Wanted = host =>
                {
                    _scope.Connections.Names.Remember(host);
                    return filter.Wants(server.Name, host);
                },
            };
            bool isRead = await ServerCall.AskAsync(
                this, server, debug, source => source.ReadHostsAsync(query, Report, progress, cancel), cancel).ConfigureAwait(false);
            if (isRead) Post(() => WriteVerbose($"{server.Name}: {reported} {(reported == 1 ? "host" : "hosts")} read."));
            return isRead;
        }
        finally
        {
            progress.Complete();
        }

        void Report(EsxHost host)
        {
            reported++;
            _scope.Connections.Names.Remember(host);
            IReadOnlyList<object> rows = GetRows(host);
            ErrorRecord? error = GetError(host);
            Post(() =>
            {
                foreach (object row in rows) WriteObject(row);
                if (error is not null) WriteError(error);
            });
        }
    }
}
