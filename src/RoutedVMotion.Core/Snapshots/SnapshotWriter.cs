using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots.Format;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>
/// Writes snapshots, always in the same order and a host on a line, so that the same inventory gives the same bytes whatever way
/// it was read, and two of them compare well.
/// </summary>
public static class SnapshotWriter
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter text, Snapshot snapshot)
    {
        SnapshotServer[] servers = snapshot.Servers.Select(InOrder).OrderBy(server => server.Identity.Name, StringComparer.Ordinal).ToArray();
        SnapshotFormat.Document.Write(new JsonEmitter(text), snapshot with { Servers = servers });
    }

    /// <summary>The text of it.</summary>
    public static string Write(Snapshot snapshot)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(text, snapshot);
        return text.ToString();
    }

    // A server gives its objects in any order. Within a host the order is the host's own, and may mean something.
    private static SnapshotServer InOrder(SnapshotServer server) => server with
    {
        Fabric = server.Fabric with
        {
            Hosts = Sort(server.Fabric.Hosts, host => host.Name, host => host.Id),
            Clusters = Sort(server.Fabric.Clusters, cluster => cluster.Name, cluster => cluster.Id),
            Networks = Sort(
                server.Fabric.Networks.Select(network => network with { HostIds = network.HostIds.OrderBy(id => id, StringComparer.Ordinal).ToArray() }),
                network => network.Name,
                network => network.Id),
            VirtualMachines = Sort(server.Fabric.VirtualMachines, machine => machine.Name, machine => machine.Id),
        },
        Observations = server.Observations
            .Where(seen => seen.Failure != ProbeFailure.NotRecorded)
            .OrderBy(seen => seen.Ping.HostId, StringComparer.Ordinal)
            .ThenBy(seen => seen.Ping.Kind)
            .ThenBy(seen => seen.Ping.Device, StringComparer.Ordinal)
            .ThenBy(seen => seen.Ping.Destination)
            .ThenByDescending(seen => seen.Ping.Size)
            .ThenBy(seen => seen.Ping.DontFragment)
            .ToArray(),
    };

    private static T[] Sort<T>(IEnumerable<T> items, Func<T, string> name, Func<T, string> id) =>
        items.OrderBy(name, StringComparer.Ordinal).ThenBy(id, StringComparer.Ordinal).ToArray();
}
