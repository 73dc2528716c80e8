using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Changes;
using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere;

/// <summary>
/// Reads all that rules judge of one server: the hosts as <see cref="InventoryReader"/> does, then what lies beyond one host:
/// clusters with their rules, host profiles, networks and virtual machines.
/// </summary>
public sealed class FabricReader
{
    private const string ClusterComputeResource = "ClusterComputeResource";
    private const string HostProfile = "HostProfile";
    private const string Network = "Network";
    private const string VirtualMachine = "VirtualMachine";

    // A network lists its hosts, up to 2,000; a virtual machine is half a kilobyte.
    private const int NetworksPerPage = 100;
    private const int MachinesPerPage = 1000;
    private const int StorageCallsAtOnce = 8;

    private readonly VSphereSession _session;
    private readonly PropertyReader _properties;

    /// <summary>Reads through this session.</summary>
    public FabricReader(VSphereSession session)
    {
        _session = session;
        _properties = new PropertyReader(session);
    }

    /// <summary>
    /// Reads one server's part of the fabric. Whoever is connected to several joins the parts.
    /// </summary>
    /// <exception cref="VSphereException">
    /// The hosts could not be read, or the session ended. What is wrong with one host stands in its <see cref="EsxHost.Unread"/>,
    /// and what is wrong with clusters, networks and virtual machines in <see cref="Fabric.Unread"/>: that costs findings.
    /// </exception>
    public async Task<Fabric> ReadAsync(FabricQuery query, IProgress<InventoryProgress>? progress, CancellationToken cancel)
    {
        var hosts = new List<EsxHost>();
        Topology topology = await new InventoryReader(_session)
            .ReadWithTopologyAsync(new InventoryQuery { Neighbors = query.Neighbors }, hosts.Add, progress, cancel).ConfigureAwait(false);

        var unread = new List<string>();
        var mapper = new NetworkMapper(_session.Name, topology);
        bool isVCenter = _session.About.ApiType != "HostAgent";
        List<Cluster> clusters = isVCenter
            ? await ReadAsync(
                ClusterComputeResource, "clusters", ClusterMapper.Paths, null, cluster => ClusterMapper.Map(_session.Name, cluster), unread, cancel).ConfigureAwait(false)
            : [];
        List<VirtualMachineNetwork> networks = await ReadAsync(
            Network, "networks", NetworkMapper.NetworkPaths, NetworksPerPage, mapper.MapNetwork, unread, cancel).ConfigureAwait(false);
        List<VirtualMachine> machines = query.VirtualMachines
            ? await ReadAsync(
                VirtualMachine, "virtual machines", NetworkMapper.MachinePaths, MachinesPerPage, mapper.MapMachine, unread, cancel).ConfigureAwait(false)
            : [];
        Dictionary<string, string> profiles = await ReadProfilesAsync(unread, cancel).ConfigureAwait(false);

        if (query.Storage) hosts = await AddStorageAsync(hosts, topology, progress, cancel).ConfigureAwait(false);

        return new Fabric
        {
            Hosts = profiles.Count == 0 ? hosts : hosts.Select(host => host with { HostProfile = FindProfile(profiles, host) }).ToArray(),
            Clusters = clusters,
            Networks = networks,
            VirtualMachines = machines,
            Unread = unread,
        };
    }

    private async Task<List<EsxHost>> AddStorageAsync(List<EsxHost> hosts, Topology topology, IProgress<InventoryProgress>? progress, CancellationToken cancel)
    {
        var reader = new HostReader(_session, topology);
        using var slots = new SemaphoreSlim(StorageCallsAtOnce);
        int done = 0;
        EsxHost[] read = await Task.WhenAll(hosts.Select(async host =>
        {
            // Of a host that is not there vCenter only knows what was.
            if (host.Connection != HostConnection.Connected) return host;
            await slots.WaitAsync(cancel).ConfigureAwait(false);
            try
            {
                HostStorage storage = await reader.TryReadStorageAsync(host.Id, cancel).ConfigureAwait(false);
                lock (reader) progress?.Report(new InventoryProgress(++done, hosts.Count));
                return host with { Storage = storage };
            }
            finally
            {
                slots.Release();
            }
        })).ConfigureAwait(false);
        return read.ToList();
    }

    private static string? FindProfile(Dictionary<string, string> profiles, EsxHost host) =>
        profiles.TryGetValue(host.Id, out string? own) ? own
        : host.ClusterId is not null && profiles.TryGetValue(host.ClusterId, out string? ofCluster) ? ofCluster
        : null;

    /// <summary>Names of host profiles by the host or cluster that they are attached to.</summary>
    private async Task<Dictionary<string, string>> ReadProfilesAsync(List<string> unread, CancellationToken cancel)
    {
        var profiles = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_session.Content.HostProfileManager is not ManagedObjectReference manager) return profiles;

        // They are no inventory objects: no view has them.
        List<ObjectProperties> found = await ReadAsync(
            "host profiles",
            (onObject, onPage) => _properties.ReadListAsync(
                manager, "ProfileManager", "profile", [new PropertySpec { Type = HostProfile, PathSet = ["name", "entity"] }], null, onObject, onPage, cancel),
            profile => profile,
            unread,
            cancel).ConfigureAwait(false);
        foreach (ObjectProperties profile in found)
        {
            foreach (ManagedObjectReference entity in profile.Get<ManagedObjectReference[]>("entity") ?? [])
                profiles[entity.Value] = InventoryNames.Decode(profile.Get<string>("name") ?? profile.Obj.Value);
        }

        return profiles;
    }

    private Task<List<T>> ReadAsync<T>(
        string type, string what, string[] paths, int? pageSize, Func<ObjectProperties, T> map, List<string> unread, CancellationToken cancel) =>
        ReadAsync(
            what,
            async (onObject, onPage) =>
            {
                ManagedObjectReference view = await _properties.CreateViewAsync([type], cancel).ConfigureAwait(false);
                try
                {
                    await _properties.ReadViewAsync(view, [new PropertySpec { Type = type, PathSet = paths }], pageSize, onObject, onPage, cancel).ConfigureAwait(false);
                }
                finally
                {
                    _ = _properties.DestroyViewAsync(view);
                }
            },
            map,
            unread,
            cancel);

    /// <summary>One part of the fabric; empty, and a sentence in <paramref name="unread"/>, where it could not be read.</summary>
    private async Task<List<T>> ReadAsync<T>(
        string what,
        Func<Action<ObjectProperties>, Func<Task>, Task> read,
        Func<ObjectProperties, T> map,
        List<string> unread,
        CancellationToken cancel)
    {
        for (bool isRenewed = false; ; isRenewed = true)
        {
            int generation = _session.Generation;
            var found = new List<T>();
            var census = new UnreadCensus();
            bool isDoubtful = false;
            try
            {
                // Parsing is work: not on the caller's thread.
                await Task.Run(() => read(Add, CheckSessionAsync), cancel).ConfigureAwait(false);
                unread.AddRange(census.Describe(_session.Name, what));
                return found;
            }
            catch (VSphereFaultException fault) when (!isRenewed && (fault.FaultType == Faults.NotAuthenticated || _session.Generation != generation))
            {
                // Views and tokens are gone with the session: this part once more. Where the session lives, it was a no.
                if (await _session.RenewAsync(generation, fault, cancel).ConfigureAwait(false)) continue;
                unread.Add($"The {what} of {_session.Name} could not be read: the user may not read them.");
                return [];
            }
            catch (VSphereException problem) when (_session.IsConnected)
            {
                unread.Add($"The {what} of {_session.Name} could not be read: {problem.Message}");
                return [];
            }

            void Add(ObjectProperties properties)
            {
                if (properties.IsRemoved) return;
                isDoubtful |= properties.IsNotAuthenticated;
                census.Add(properties);
                found.Add(map(properties));
            }

            async Task CheckSessionAsync()
            {
                if (!isDoubtful) return;
                isDoubtful = false;
                if (!await _session.IsAliveAsync(cancel).ConfigureAwait(false))
                    throw Faults.ToException(_session.Client.Server, nameof(RetrievePropertiesEx), Faults.NotAuthenticated, null, null);
            }
        }
    }
}
