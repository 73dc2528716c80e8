using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere;

/// <summary>
/// Reads hosts and what their adapters hang on: first which hosts there are, clusters, switches and port groups, then the hosts,
/// some at a time; each host is handed over as soon as it is known.
/// </summary>
public sealed class InventoryReader
{
    private const int NeighborCallsAtOnce = 8;

    /// <summary>How the sentence of <see cref="EsxHost.Unread"/> begins that tells of neighbours.</summary>
    internal const string NeighborsUnread = "The neighbours: ";

    private readonly VSphereSession _session;

    /// <summary>Reads through this session.</summary>
    public InventoryReader(VSphereSession session) => _session = session;

    /// <summary>
    /// Reads all hosts that are wanted. <paramref name="onHost"/> is called on a background thread, one host at a time and never
    /// concurrently, as pages arrive; what it throws ends the read and comes out here.
    /// <para>
    /// A session of our own that expires meanwhile is renewed, and what has been handed over already is not handed over again.
    /// </para>
    /// </summary>
    /// <exception cref="VSphereException">The server as a whole could not be read. What is wrong with one host stands in its <see cref="EsxHost.Unread"/>.</exception>
    public Task ReadAsync(InventoryQuery query, Action<EsxHost> onHost, IProgress<InventoryProgress>? progress, CancellationToken cancel) =>
        ReadWithTopologyAsync(query, onHost, progress, cancel);

    /// <summary>The same, and gives what the hosts hang in and on.</summary>
    internal async Task<Topology> ReadWithTopologyAsync(
        InventoryQuery query, Action<EsxHost> onHost, IProgress<InventoryProgress>? progress, CancellationToken cancel)
    {
        var read = new Inventory(_session, query, onHost, progress);
        for (int reportedBefore = -1; ;)
        {
            int generation = _session.Generation;
            try
            {
                // Parsing is work, and waits for the network in between: not on the caller's thread.
                return await Task.Run(() => read.ReadAsync(cancel), cancel).ConfigureAwait(false);
            }
            catch (VSphereFaultException fault) when (read.HostsReported > reportedBefore
                && (fault.FaultType == Faults.NotAuthenticated || _session.Generation != generation))
            {
                // Views and tokens are gone with the session: what is left once more, but only as long as there is progress.
                reportedBefore = read.HostsReported;
                if (!await _session.RenewAsync(generation, fault, cancel).ConfigureAwait(false)) throw;
            }
        }
    }

    /// <summary>One inventory, which may take several attempts.</summary>
    private sealed class Inventory
    {
        private readonly VSphereSession _session;
        private readonly PropertyReader _properties;
        private readonly InventoryQuery _query;
        private readonly Action<EsxHost> _onHost;
        private readonly IProgress<InventoryProgress>? _progress;
        private readonly object _gate = new();

        // Read to the end and handed over; by managed object id.
        private readonly HashSet<string> _done = new(StringComparer.Ordinal);

        public Inventory(VSphereSession session, InventoryQuery query, Action<EsxHost> onHost, IProgress<InventoryProgress>? progress)
        {
            _session = session;
            _properties = new PropertyReader(session);
            _query = query;
            _onHost = onHost;
            _progress = progress;
        }

        public int HostsReported
        {
            get
            {
                lock (_gate) return _done.Count;
            }
        }

        public async Task<Topology> ReadAsync(CancellationToken cancel)
        {
            Topology topology = await Topology.ReadAsync(_session, cancel).ConfigureAwait(false);
            if (topology.IsNotAuthenticated) await CheckSessionAsync(cancel).ConfigureAwait(false);

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            using var slots = new SemaphoreSlim(NeighborCallsAtOnce);
            var asking = new List<Task>();
            // Hosts with something withheld for NotAuthenticated: the session is dead, or the user may not read that.
            var doubtful = new List<ObjectProperties>();
            ManagedObjectReference[] wanted = topology.Hosts.Where(host => _query.Wanted?.Invoke(host.Place) ?? true).Select(host => host.Obj).ToArray();
            try
            {
                await _properties.ReadEachAsync(
                    wanted.Where(host => !IsDone(host.Value)).ToArray(),
                    new PropertySpec { Type = "HostSystem", PathSet = HostPaths.All },
                    host =>
                    {
                        if (host.IsRemoved) return;
                        if (host.IsNotAuthenticated) doubtful.Add(host);
                        else OnHost(host);
                    },
                    async () =>
                    {
                        if (doubtful.Count == 0) return;
                        await CheckSessionAsync(stop.Token).ConfigureAwait(false);
                        foreach (ObjectProperties host in doubtful) OnHost(host);
                        doubtful.Clear();
                    },
                    stop.Token).ConfigureAwait(false);
                await Task.WhenAll(asking).ConfigureAwait(false);
                return topology;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // One of the questions for neighbours has stopped the rest: its own exception is the one that says why.
                await Task.WhenAll(asking).ConfigureAwait(false);
                throw;
            }
            finally
            {
                stop.Cancel();
                // They are all to be over, whatever came of them.
                await Task.WhenAll(asking).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
            }

            void OnHost(ObjectProperties properties)
            {
                EsxHost host = HostMapper.Map(_session.Name, topology, properties);
                if (!_query.Neighbors || host.Connection != HostConnection.Connected)
                {
                    Report(host, wanted.Length);
                    return;
                }

                slots.Wait(stop.Token);
                asking.Add(Task.Run(
                    async () =>
                    {
                        try
                        {
                            Report(await AddNeighborsAsync(host, properties, stop.Token).ConfigureAwait(false), wanted.Length);
                        }
                        catch
                        {
                            stop.Cancel();
                            throw;
                        }
                        finally
                        {
                            slots.Release();
                        }
                    },
                    CancellationToken.None));
            }
        }

        private async Task<EsxHost> AddNeighborsAsync(EsxHost host, ObjectProperties properties, CancellationToken cancel)
        {
            // Missing is in Unread already.
            if (properties.Get<ManagedObjectReference>(HostPaths.NetworkSystem) is not ManagedObjectReference networkSystem) return host;
            try
            {
                PhysicalNicHintInfo[]? hints = await _session.CallAsync(new QueryNetworkHint { This = networkSystem }, cancel).ConfigureAwait(false);
                return NeighborMapper.Apply(host, hints ?? []);
            }
            catch (VSphereFaultException fault) when (_session.IsConnected)
            {
                return host with { Unread = [.. host.Unread, $"{NeighborsUnread}{Faults.Describe(fault.FaultType, fault.Fault as MethodFault, null)}."] };
            }
        }

        private async Task CheckSessionAsync(CancellationToken cancel)
        {
            if (!await _session.IsAliveAsync(cancel).ConfigureAwait(false))
                throw Faults.ToException(_session.Client.Server, nameof(RetrievePropertiesEx), Faults.NotAuthenticated, null, null);
        }

        private bool IsDone(string id)
        {
            lock (_gate) return _done.Contains(id);
        }

        private void Report(EsxHost host, int wanted)
        {
            lock (_gate)
            {
                _onHost(host);
                _done.Add(host.Id);
                _progress?.Report(new InventoryProgress(_done.Count, Math.Max(_done.Count, wanted)));
            }
        }
    }
}
