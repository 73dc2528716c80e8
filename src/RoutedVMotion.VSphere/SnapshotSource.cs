using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;

namespace RoutedVMotion.VSphere;

/// <summary>
/// A server as a snapshot of it has it: what it gives is what the server gave, so that whoever asks cannot tell them apart but
/// by <see cref="Session"/>.
/// </summary>
public sealed class SnapshotSource : IFabricSource
{
    private readonly SnapshotServer _server;
    private readonly ILookup<(string HostId, string Device, string Netstack, string Destination, int Size, bool DontFragment), ProbeObservation> _recorded;

    /// <summary>Answers from this part of a snapshot.</summary>
    public SnapshotSource(SnapshotServer server)
    {
        _server = server;
        _recorded = server.Observations.ToLookup(seen => KeyOf(seen.Ping));
    }

    /// <inheritdoc/>
    public ServerIdentity Identity => _server.Identity;

    /// <inheritdoc/>
    public VSphereSession? Session => null;

    /// <inheritdoc/>
    public IReadOnlyList<ProbeObservation> Recorded => _server.Observations;

    /// <inheritdoc/>
    public Task ReadHostsAsync(InventoryQuery query, Action<EsxHost> onHost, IProgress<InventoryProgress>? progress, CancellationToken cancel) => Task.Run(
        () =>
        {
            for (int i = 0; i < _server.Fabric.Hosts.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                EsxHost host = AsAsked(_server.Fabric.Hosts[i], query.Neighbors, false);
                if (query.Wanted?.Invoke(host) ?? true) onHost(host);
                progress?.Report(new InventoryProgress(i + 1, _server.Fabric.Hosts.Count));
            }
        },
        cancel);

    /// <inheritdoc/>
    public Task<Fabric> ReadFabricAsync(FabricQuery query, IProgress<InventoryProgress>? progress, CancellationToken cancel) => Task.FromResult(_server.Fabric with
    {
        Hosts = _server.Fabric.Hosts.Select(host => AsAsked(host, query.Neighbors, true)).ToArray(),
        VirtualMachines = query.VirtualMachines ? _server.Fabric.VirtualMachines : Array.Empty<VirtualMachine>(),
    });

    /// <summary>Answers as was recorded. A ping that nobody made then has failed, and says so.</summary>
    public Task ProbeAsync(IReadOnlyCollection<ProbePing> pings, int throttle, Action<ProbeObservation> onObservation, CancellationToken cancel) => Task.Run(
        () =>
        {
            foreach (ProbePing ping in pings)
            {
                cancel.ThrowIfCancellationRequested();
                ProbeObservation? seen = _recorded[KeyOf(ping)].FirstOrDefault();
                onObservation(seen is not null
                    ? seen with { Ping = ping }
                    : new ProbeObservation(ping) { Failure = ProbeFailure.Failed, Error = "the snapshot has no record of this ping" });
            }
        },
        cancel);

    // Neighbours are asked for one by one, and storage only by who changes hosts.
    private static EsxHost AsAsked(EsxHost host, bool withNeighbors, bool withStorage)
    {
        if (!withStorage) host = host with { Storage = null };
        if (withNeighbors) return host;
        return host with
        {
            PhysicalNics = host.PhysicalNics.Select(nic => nic.Neighbor is null ? nic : nic with { Neighbor = null }).ToArray(),
            Unread = host.Unread.Where(sentence => !sentence.StartsWith(InventoryReader.NeighborsUnread, StringComparison.Ordinal)).ToArray(),
        };
    }

    private static (string HostId, string Device, string Netstack, string Destination, int Size, bool DontFragment) KeyOf(ProbePing ping) =>
        (ping.HostId, ping.Device, ping.Netstack, ping.Destination.ToString(), ping.Size, ping.DontFragment);
}
