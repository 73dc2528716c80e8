using System;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.VSphere;

/// <summary>Reads hosts and what their adapters hang on, and hands each over as soon as it is known.</summary>
public sealed class InventoryReader
{
    /// <summary>Reads through this session.</summary>
    public InventoryReader(VSphereSession session) => Session = session;

    internal VSphereSession Session { get; }

    /// <summary>
    /// Reads all hosts. <paramref name="onHost"/> is called on a background thread, one host at a time and never concurrently,
    /// as pages arrive; what it throws ends the read and comes out here.
    /// </summary>
    /// <exception cref="VSphereException">The server as a whole could not be read. What is wrong with one host stands in its <see cref="EsxHost.Unread"/>.</exception>
    public Task ReadAsync(InventoryQuery query, Action<EsxHost> onHost, IProgress<InventoryProgress>? progress, CancellationToken cancel) =>
        throw new NotImplementedException();
}
