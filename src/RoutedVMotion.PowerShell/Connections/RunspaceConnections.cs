using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.PowerShell.Simulation;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>
/// What a runspace has connected and started, and what its reads have come across. It ends with the runspace, with the
/// removal of the module, or with the process; sessions of its own are logged out then, as far as two seconds allow.
/// </summary>
internal sealed class RunspaceConnections
{
    private static readonly TimeSpan LogoutTime = TimeSpan.FromSeconds(2);
    private static readonly ConcurrentDictionary<Guid, RunspaceConnections> All = new();

    private readonly object _lock = new();
    private readonly List<VMotionServer> _servers = new();
    private readonly List<VMotionSimulator> _simulators = new();
    private readonly ConcurrentDictionary<string, VSphereSession> _borrowed = new(StringComparer.Ordinal);

    static RunspaceConnections() => AppDomain.CurrentDomain.ProcessExit += (_, _) => CloseAll(All.Keys.ToArray());

    /// <summary>Those of the runspace that this thread runs. To be asked for on the pipeline thread.</summary>
    internal static RunspaceConnections Current
    {
        get
        {
            Runspace? runspace = Runspace.DefaultRunspace;
            if (runspace is null) return new RunspaceConnections();
            if (All.TryGetValue(runspace.InstanceId, out RunspaceConnections? known)) return known;

            Guid id = runspace.InstanceId;
            var connections = new RunspaceConnections();
            if (!All.TryAdd(id, connections)) return All[id];
            runspace.StateChanged += (_, change) =>
            {
                if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken) CloseAll(id);
            };
            return connections;
        }
    }

    /// <summary>What completion knows.</summary>
    internal KnownNames Names { get; } = new();

    /// <summary>The connections in the order in which they were made.</summary>
    internal IReadOnlyList<VMotionServer> Servers
    {
        get
        {
            lock (_lock) return _servers.ToArray();
        }
    }

    /// <summary>The simulators that run, in the order in which they were started.</summary>
    internal IReadOnlyList<VMotionSimulator> Simulators
    {
        get
        {
            lock (_lock) return _simulators.ToArray();
        }
    }

    /// <summary>Ends what the runspace of this thread has.</summary>
    internal static void CloseCurrent()
    {
        if (Runspace.DefaultRunspace is Runspace runspace) CloseAll(runspace.InstanceId);
    }

    /// <summary>Adds a connection; the one it takes the place of, if any, is returned.</summary>
    internal VMotionServer? Add(VMotionServer server)
    {
        lock (_lock)
        {
            VMotionServer? previous = _servers.Find(other => string.Equals(other.Name, server.Name, StringComparison.OrdinalIgnoreCase));
            if (previous is not null) _servers.Remove(previous);
            _servers.Add(server);
            return previous;
        }
    }

    internal void Remove(VMotionServer server)
    {
        lock (_lock) _servers.Remove(server);
    }

    internal void Add(VMotionSimulator simulator)
    {
        lock (_lock) _simulators.Add(simulator);
    }

    internal void Remove(VMotionSimulator simulator)
    {
        lock (_lock) _simulators.Remove(simulator);
    }

    /// <summary>PowerCLI's session as ours to use; opened once, and again where PowerCLI has a new one.</summary>
    internal async Task<VSphereSession> BorrowAsync(PowerCliServer server, CancellationToken cancel)
    {
        if (_borrowed.TryGetValue(server.SessionSecret, out VSphereSession? known) && known.IsConnected) return known;
        VSphereSession session = await VSphereSession.AdoptAsync(server.GetSettings(), server.SessionSecret, cancel).ConfigureAwait(false);
        return _borrowed[server.SessionSecret] = session;
    }

    private static void CloseAll(params Guid[] runspaces)
    {
        var ending = new List<RunspaceConnections>();
        foreach (Guid id in runspaces)
        {
            if (All.TryRemove(id, out RunspaceConnections? connections)) ending.Add(connections);
        }

        using var time = new CancellationTokenSource(LogoutTime);
        Task[] logouts = ending.SelectMany(one => one.Servers).Select(server => Task.Run(() => server.CloseAsync(time.Token))).ToArray();
        try
        {
            Task.WaitAll(logouts, LogoutTime);
        }
        catch (AggregateException)
        {
            // Best effort: the server ends an idle session by itself after half an hour.
        }

        foreach (VSphereSession borrowed in ending.SelectMany(one => one._borrowed.Values)) borrowed.Dispose();
        foreach (VMotionSimulator simulator in ending.SelectMany(one => one.Simulators)) simulator.Stop();
    }
}
