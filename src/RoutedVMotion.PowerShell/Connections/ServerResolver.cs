using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.PowerShell.Errors;
using RoutedVMotion.PowerShell.Simulation;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>
/// Which servers a cmdlet asks: those it is told, else all that this runspace has connected, else those of PowerCLI.
/// </summary>
internal static class ServerResolver
{
    /// <summary>The servers of a cmdlet that was not told any; empty where there are none.</summary>
    internal static IReadOnlyList<ServerTarget> GetDefaults(RunspaceConnections connections, SessionState state)
    {
        ServerTarget[] own = connections.Servers.Where(server => server.IsConnected).Select(ServerTarget.Of).ToArray();
        return own.Length > 0 ? own : GetBorrowed(connections, state);
    }

    /// <summary>The servers that a value of -Server stands for; several for a wildcard.</summary>
    /// <param name="value">A name, a pattern, or a connection of ours or of PowerCLI's.</param>
    /// <param name="connections">The runspace's connections.</param>
    /// <param name="state">Where PowerCLI's connections are looked for.</param>
    /// <param name="error">What is wrong with the value.</param>
    internal static IReadOnlyList<ServerTarget> Resolve(
        object? value, RunspaceConnections connections, SessionState state, out ErrorRecord? error)
    {
        error = null;
        switch (Shape.Unwrap(value))
        {
            case VMotionServer { CanBeAsked: true } server:
                return new[] { ServerTarget.Of(server) };
            case VMotionServer server:
                error = ErrorRecords.ServerNotConnected(server.Name);
                return Array.Empty<ServerTarget>();
            case VMotionSimulator simulator:
                return ByName(simulator.Name, connections, state, out error);
            case string { Length: > 0 } name:
                return ByName(name, connections, state, out error);
            case object other when PowerCliServer.TryRead(other, out PowerCliServer? borrowed):
                // Adopted before with a certificate decision of its own? Then it is that connection which is meant.
                VMotionServer? adopted = connections.Servers.FirstOrDefault(
                    server => server.IsConnected && string.Equals(server.Name, borrowed!.Server, StringComparison.OrdinalIgnoreCase));
                return new[]
                {
                    adopted is not null
                        ? ServerTarget.Of(adopted)
                        : ServerTarget.Of(borrowed!, ServerTarget.PowerCliVariable, connections),
                };
            default:
                error = ErrorRecords.InvalidServer(value);
                return Array.Empty<ServerTarget>();
        }
    }

    private static ServerTarget[] ByName(string name, RunspaceConnections connections, SessionState state, out ErrorRecord? error)
    {
        var pattern = new NamePattern(name);
        ServerTarget[] found = connections.Servers
            .Where(server => server.IsConnected && server.Matches(pattern))
            .Select(ServerTarget.Of)
            .ToArray();
        // Rows that were read through PowerCLI's connections bear their names, and bind back by them.
        if (found.Length == 0) found = GetBorrowed(connections, state, pattern);
        error = found.Length == 0 && pattern.IsExact ? ErrorRecords.ServerNotConnected(name) : null;
        return found;
    }

    private static ServerTarget[] GetBorrowed(RunspaceConnections connections, SessionState state, NamePattern? pattern = null)
    {
        IReadOnlyList<PowerCliServer> defaults = PowerCliServer.GetDefaults(state);
        return defaults
            .Where(server => pattern is null || pattern.Matches(server.Server) || pattern.Matches(server.Name))
            .Select(server => ServerTarget.Of(server, ExpressionFor(server, defaults.Count), connections))
            .ToArray();
    }

    private static string ExpressionFor(PowerCliServer server, int count) => count == 1
        ? "$global:DefaultVIServers[0]"
        : $"($global:DefaultVIServers | Where-Object Name -eq '{server.Name.Replace("'", "''")}')";
}
