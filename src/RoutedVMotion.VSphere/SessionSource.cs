using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;

namespace RoutedVMotion.VSphere;

/// <summary>A server that is asked through a session.</summary>
public sealed class SessionSource : IFabricSource
{
    private readonly VSphereSession _session;

    /// <summary>Asks through this session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="now">The time, UTC: what is read bears it.</param>
    public SessionSource(VSphereSession session, DateTime now)
    {
        _session = session;
        Identity = new ServerIdentity
        {
            Name = session.Name,
            InstanceUuid = string.IsNullOrEmpty(session.About.InstanceUuid) ? null : session.About.InstanceUuid,
            Product = session.About.FullName ?? session.About.Name,
            Version = session.About.Version,
            Build = session.About.Build,
            ApiVersion = session.ApiVersion,
            Taken = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc),
        };
    }

    /// <inheritdoc/>
    public ServerIdentity Identity { get; }

    /// <inheritdoc/>
    public VSphereSession? Session => _session;

    /// <inheritdoc/>
    public IReadOnlyList<ProbeObservation> Recorded => Array.Empty<ProbeObservation>();

    /// <inheritdoc/>
    public Task ReadHostsAsync(InventoryQuery query, Action<EsxHost> onHost, IProgress<InventoryProgress>? progress, CancellationToken cancel) =>
        new InventoryReader(_session).ReadAsync(query, onHost, progress, cancel);

    /// <inheritdoc/>
    public Task<Fabric> ReadFabricAsync(FabricQuery query, IProgress<InventoryProgress>? progress, CancellationToken cancel) =>
        new FabricReader(_session).ReadAsync(query, progress, cancel);

    /// <inheritdoc/>
    public Task ProbeAsync(IReadOnlyCollection<ProbePing> pings, int throttle, Action<ProbeObservation> onObservation, CancellationToken cancel) =>
        new Prober(_session).ProbeAsync(pings, throttle, onObservation, cancel);
}
