using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.VSphere;

/// <summary>
/// Reads all that rules judge of one server: the hosts as <see cref="InventoryReader"/> does, then what lies beyond one host:
/// clusters with their rules, networks and virtual machines.
/// </summary>
public sealed class FabricReader
{
    private readonly VSphereSession _session;

    /// <summary>Reads through this session.</summary>
    public FabricReader(VSphereSession session) => _session = session;

    /// <summary>
    /// Reads one server's part of the fabric. Whoever is connected to several joins the parts.
    /// </summary>
    /// <exception cref="VSphereException">
    /// The server as a whole could not be read. What is wrong with one host stands in its <see cref="EsxHost.Unread"/>, and
    /// what is wrong with clusters, networks and virtual machines in <see cref="Fabric.Unread"/>.
    /// </exception>
    public async Task<Fabric> ReadAsync(FabricQuery query, IProgress<InventoryProgress>? progress, CancellationToken cancel)
    {
        var hosts = new List<EsxHost>();
        await new InventoryReader(_session).ReadAsync(new InventoryQuery { Neighbors = query.Neighbors }, hosts.Add, progress, cancel).ConfigureAwait(false);
        return new Fabric { Hosts = hosts };
    }
}
