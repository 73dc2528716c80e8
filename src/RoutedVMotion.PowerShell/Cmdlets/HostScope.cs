using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Simulation;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>What a cmdlet was told to look at: hosts by -VMHost, servers by -Server. For the pipeline thread only.</summary>
internal sealed class HostScope
{
    private readonly PSCmdlet _cmdlet;
    private readonly List<HostReference> _hosts = new();
    private readonly List<ServerTarget> _piped = new();
    private bool _complained;

    internal HostScope(PSCmdlet cmdlet) => _cmdlet = cmdlet;

    /// <summary>The runspace's connections.</summary>
    internal RunspaceConnections Connections { get; } = RunspaceConnections.Current;

    /// <summary>No host was named, so that all are meant, unless something came down the pipeline.</summary>
    internal bool IsEmpty => _hosts.Count == 0;

    /// <summary>Refuses a variable that is not set: that is not "all hosts". Null down the pipeline is nothing, and no error.</summary>
    internal void RefuseEmpty(object[]? hosts)
    {
        if (_cmdlet.MyInvocation.BoundParameters.ContainsKey("VMHost") && !(hosts ?? []).Any(host => host is not null))
            _cmdlet.ThrowTerminatingError(ErrorRecords.EmptyVMHost());
    }

    /// <summary>Takes names, rows, hosts of PowerCLI's and servers.</summary>
    internal void Add(object[]? values)
    {
        foreach (object? value in values ?? [])
        {
            object? plain = Shape.Unwrap(value);
            if (plain is null) continue;
            if (plain is VMotionServer or VMotionSimulator || PowerCliServer.TryRead(plain, out _))
            {
                IReadOnlyList<ServerTarget> targets = ServerResolver.Resolve(plain, Connections, _cmdlet.SessionState, out ErrorRecord? error);
                if (error is not null) _cmdlet.WriteError(error);
                _piped.AddRange(targets);
                _hosts.AddRange(targets.Select(target => new HostReference(null, null, target.Name, true)));
            }
            else if (HostReference.Read(value) is HostReference reference)
            {
                _hosts.Add(reference);
            }
            else
            {
                _cmdlet.WriteError(ErrorRecords.InvalidVMHost(value));
            }
        }
    }

    /// <summary>Which of the hosts that are read are meant. To be asked for when the servers are known.</summary>
    internal HostFilter CreateFilter(string[]? clusters, string[]? datacenters) => new(_hosts, clusters, datacenters);

    /// <summary>The servers to read; where there are none, an error has been written or ends the cmdlet.</summary>
    /// <param name="given">The values of -Server; null where it was not given.</param>
    /// <param name="judgesAll">
    /// The hosts narrow what is reported and not what is judged: without -Server all connected servers are read, whichever the
    /// hosts are on.
    /// </param>
    internal List<ServerTarget> GetServers(object[]? given, bool judgesAll = false)
    {
        var servers = new List<ServerTarget>();
        if (given is not null)
        {
            foreach (object? value in given) Add(Resolve(value, true));
            // A wildcard that matches nothing is no error, unless there is nothing that it could match.
            bool isSilent = servers.Count == 0 && !_complained;
            if (isSilent && ServerResolver.GetDefaults(Connections, _cmdlet.SessionState).Count == 0) ThrowNotConnected();
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

        bool areTheirsKnown = _hosts.Count > 0 && _hosts.All(reference => reference.Server is not null);
        if (areTheirsKnown && (!judgesAll || servers.Count == 0)) return servers;
        Add(ServerResolver.GetDefaults(Connections, _cmdlet.SessionState));
        if (servers.Count == 0) ThrowNotConnected();
        // What is left out silently would be taken for a fabric that is smaller than it is.
        foreach (VMotionServer ended in Connections.Servers.Where(server => !server.IsConnected))
            _cmdlet.WriteError(ErrorRecords.SessionEnded(ended.Name));
        return servers;

        void Add(IEnumerable<ServerTarget> targets)
        {
            foreach (ServerTarget target in targets)
            {
                ServerTarget? known = servers.Find(other => string.Equals(other.Name, target.Name, StringComparison.OrdinalIgnoreCase));
                if (known is null) servers.Add(target);
                // Two states of one server are no fabric.
                else if (!known.IsSameAs(target)) _cmdlet.ThrowTerminatingError(ErrorRecords.ServerTwice(target.Name));
            }
        }
    }

    /// <summary>The one server that is written to; ends the cmdlet where that is not clear, or where it is a snapshot.</summary>
    /// <param name="given">The values of -Server; null where it was not given.</param>
    /// <param name="does">What is done there, for the question of which.</param>
    /// <param name="takesSnapshot">A snapshot does as well.</param>
    /// <param name="bySnapshot">What the cmdlet can do with a snapshot, as a sentence; null where it is nothing.</param>
    internal ServerTarget RequireServer(object[]? given, string does, bool takesSnapshot = false, string? bySnapshot = null)
    {
        List<ServerTarget> servers = GetServers(given);
        if (servers.Count == 0) throw new PipelineStoppedException();
        // A connection of PowerCLI's that nobody has named may be any that a script has left open.
        bool isUnclear = servers.Count > 1 || (given is null && servers[0].BorrowedFrom is not null);
        if (isUnclear) _cmdlet.ThrowTerminatingError(ErrorRecords.ServerAmbiguous(servers.Select(server => server.Name).ToArray(), does));
        if (servers[0].Snapshot is not null && !takesSnapshot) _cmdlet.ThrowTerminatingError(ErrorRecords.SnapshotNotWritable(servers[0].Name, bySnapshot));
        return servers[0];
    }

    private IReadOnlyList<ServerTarget> Resolve(object? value, bool mustBeConnected)
    {
        IReadOnlyList<ServerTarget> targets = ServerResolver.Resolve(value, Connections, _cmdlet.SessionState, out ErrorRecord? error);
        if (error is null || !mustBeConnected) return targets;
        _complained = true;
        _cmdlet.WriteError(error);
        return targets;
    }

    private void ThrowNotConnected() =>
        _cmdlet.ThrowTerminatingError(ErrorRecords.NotConnected(Connections.Servers.Select(server => server.Name).ToArray()));
}
