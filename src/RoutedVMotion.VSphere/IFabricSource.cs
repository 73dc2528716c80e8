using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;

namespace RoutedVMotion.VSphere;

/// <summary>Where inventory comes from, and who answers for hosts that are made to ping: a server, or a snapshot of one.</summary>
public interface IFabricSource
{
    /// <summary>Which server, and when it was read.</summary>
    ServerIdentity Identity { get; }

    /// <summary>The session, for what only a server can do; null for a snapshot.</summary>
    VSphereSession? Session { get; }

    /// <summary>What pings were answered with before, and is known without asking; empty for a server.</summary>
    IReadOnlyList<ProbeObservation> Recorded { get; }

    /// <summary>Hands over the hosts as <see cref="InventoryReader.ReadAsync"/> does.</summary>
    Task ReadHostsAsync(InventoryQuery query, Action<EsxHost> onHost, IProgress<InventoryProgress>? progress, CancellationToken cancel);

    /// <summary>Gives the fabric as <see cref="FabricReader.ReadAsync"/> does.</summary>
    Task<Fabric> ReadFabricAsync(FabricQuery query, IProgress<InventoryProgress>? progress, CancellationToken cancel);

    /// <summary>Answers pings as <see cref="Prober"/> does.</summary>
    Task ProbeAsync(IReadOnlyCollection<ProbePing> pings, int throttle, Action<ProbeObservation> onObservation, CancellationToken cancel);
}
