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
    private readonly ILookup<(string HostId, string Device, string Netstack, string Destination), ProbeObservation> _recorded;

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
            EsxHost[] wanted = _server.Fabric.Hosts.Where(host => query.Wanted?.Invoke(HostPlace.Of(host)) ?? true).ToArray();
            for (int i = 0; i < wanted.Length; i++)
            {
                cancel.ThrowIfCancellationRequested();
                onHost(AsAsked(wanted[i], query.Neighbors, false));
                progress?.Report(new InventoryProgress(i + 1, wanted.Length));
            }
        },
        cancel);

    /// <inheritdoc/>
    public Task<Fabric> ReadFabricAsync(FabricQuery query, IProgress<InventoryProgress>? progress, CancellationToken cancel) => Task.FromResult(_server.Fabric with
    {
        Hosts = _server.Fabric.Hosts.Select(host => AsAsked(host, query.Neighbors, true)).ToArray(),
        VirtualMachines = query.VirtualMachines ? _server.Fabric.VirtualMachines : Array.Empty<VirtualMachine>(),
    });

    /// <summary>Answers as was recorded, or as follows from it. Of a ping that nobody made then it says so.</summary>
    public Task ProbeAsync(IReadOnlyCollection<ProbePing> pings, int throttle, Action<ProbeObservation> onObservation, CancellationToken cancel) => Task.Run(
        () =>
        {
            foreach (ProbePing ping in pings)
            {
                cancel.ThrowIfCancellationRequested();
                onObservation(Recall(ping) is ProbeObservation seen
                    ? seen with { Ping = ping }
                    : new ProbeObservation(ping) { Failure = ProbeFailure.NotRecorded, Error = "the snapshot has no record of this ping" });
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

    // What was asked twice was answered if it ever was.
    private ProbeObservation? Recall(ProbePing ping)
    {
        ProbeObservation[] path = _recorded[KeyOf(ping)].OrderByDescending(seen => seen.Answered).ThenBy(seen => seen.Ping.IsSearch != ping.IsSearch).ToArray();
        int passed = path.Where(seen => seen.Answered && seen.Ping.DontFragment).Select(seen => seen.Ping.Size).DefaultIfEmpty(-1).Max();
        return path.FirstOrDefault(seen => seen.Ping.Size == ping.Size && seen.Ping.DontFragment == ping.DontFragment)
            ?? path.FirstOrDefault(seen => seen.Asked && (seen.Answered ? PassesToo(seen.Ping, ping) : seen.Ping.Size > passed && IsLostToo(seen.Ping, ping)));
    }

    // Where a packet has passed in one piece, a smaller one does.
    private static bool PassesToo(ProbePing seen, ProbePing ping) => seen.DontFragment && seen.Size >= ping.Size;

    // Where one was lost, and no larger one has passed, a larger one is lost.
    private static bool IsLostToo(ProbePing seen, ProbePing ping) => seen.Size <= ping.Size && (ping.DontFragment || !seen.DontFragment);

    private static (string HostId, string Device, string Netstack, string Destination) KeyOf(ProbePing ping) =>
        (ping.HostId, ping.Device, ping.Netstack, ping.Destination.ToString());
}
