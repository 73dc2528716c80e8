using System.IO;
using System.Linq;
using System.Threading;

using RoutedVMotion.Core.Snapshots.Format;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>
/// Reads snapshots, strictly: a snapshot may come from anybody. What is not as <see cref="SnapshotWriter"/> writes it is an
/// error that says where; nothing is guessed, and no more is kept than a snapshot has.
/// </summary>
public static class SnapshotReader
{
    /// <summary>Reads a snapshot.</summary>
    /// <param name="text">The text, decompressed. It is read to its end as a stream, and no further than a snapshot can go.</param>
    /// <param name="file">The file's name, for the error.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="SnapshotException">It is no snapshot, or one of a newer module; the message says what is wrong and where.</exception>
    public static Snapshot Read(TextReader text, string? file, CancellationToken cancel)
    {
        var json = new JsonScanner(text, file, cancel);
        Snapshot snapshot = SnapshotFormat.Document.Read(json);
        json.ReadEnd();
        return snapshot with { Servers = snapshot.Servers.Select(Bind).ToArray() };
    }

    /// <summary>What stands below a server in the document bears its name in the domain.</summary>
    internal static SnapshotServer Bind(SnapshotServer server)
    {
        string name = server.Identity.Name;
        return server with
        {
            Fabric = server.Fabric with
            {
                Hosts = server.Fabric.Hosts.Select(host => host with { Server = name }).ToArray(),
                Clusters = server.Fabric.Clusters.Select(cluster => cluster with { Server = name }).ToArray(),
                Networks = server.Fabric.Networks.Select(network => network with { Server = name }).ToArray(),
                VirtualMachines = server.Fabric.VirtualMachines.Select(machine => machine with { Server = name }).ToArray(),
            },
            Observations = server.Observations.Select(seen => seen with { Ping = seen.Ping with { Server = name } }).ToArray(),
        };
    }
}
