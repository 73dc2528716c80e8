using System;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.VSphere;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>A server that a cmdlet is about to ask, connected or still to be borrowed from PowerCLI.</summary>
internal sealed class ServerTarget
{
    private readonly Func<CancellationToken, Task<VSphereSession>> _open;

    private ServerTarget(string name, string? borrowedFrom, Func<CancellationToken, Task<VSphereSession>> open, SnapshotServer? snapshot = null)
    {
        Name = name;
        Snapshot = snapshot;
        BorrowedFrom = borrowedFrom;
        _open = open;
    }

    /// <summary>The name, as rows bear it.</summary>
    internal string Name { get; }

    /// <summary>An expression that stands for PowerCLI's connection in a command that the user can type; null for one of our own.</summary>
    internal string? BorrowedFrom { get; }

    /// <summary>What a snapshot has of it; null for a server that can be talked to.</summary>
    internal SnapshotServer? Snapshot { get; }

    /// <summary>Names and addresses in the snapshot are not the real ones.</summary>
    internal bool Redacted { get; private init; }

    /// <summary>The server that it is a twin of, by the name that plans have for that; null for a server of its own.</summary>
    internal string? TwinOf { get; private init; }

    internal static ServerTarget Of(VMotionServer server) => server.Snapshot is SnapshotServer snapshot
        ? new(server.Name, null, _ => throw new InvalidOperationException("A snapshot has no session."), snapshot) { Redacted = server.Redacted }
        : new(server.Name, server.Borrowed ? PowerCliVariable : null, _ => Task.FromResult(server.Session!)) { TwinOf = server.TwinOf };

    /// <param name="server">PowerCLI's connection.</param>
    /// <param name="expression">What the user would type for it.</param>
    /// <param name="connections">Where the opened session is kept.</param>
    internal static ServerTarget Of(PowerCliServer server, string expression, RunspaceConnections connections) =>
        new(server.Server, expression, cancel => connections.BorrowAsync(server, cancel));

    /// <summary>What stands for a VIServer that the user has in some variable of which we do not know the name.</summary>
    internal const string PowerCliVariable = "$viserver";

    /// <summary>The two are one server, whichever way it is reached, or one snapshot.</summary>
    internal bool IsSameAs(ServerTarget other) => ReferenceEquals(Snapshot, other.Snapshot);

    internal Task<VSphereSession> OpenAsync(CancellationToken cancel) => _open(cancel);
}
