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

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// Reads single hosts afresh, as the inventory does: what a change has to know right before and right after each step. The port
/// groups and clusters around them are read once.
/// </summary>
internal sealed class HostReader
{
    private const string VirtualNicManager = "configManager.virtualNicManager";
    private const string IscsiManager = "configManager.iscsiManager";
    private const string MountInfo = "config.fileSystemVolume.mountInfo";
    private const string HostBusAdapter = "config.storageDevice.hostBusAdapter";

    private readonly VSphereSession _session;
    private readonly PropertyReader _properties;
    private readonly Topology _topology;

    /// <summary>Reads through this session, with what has been read around the hosts already.</summary>
    public HostReader(VSphereSession session, Topology topology)
    {
        _session = session;
        _properties = new PropertyReader(session);
        _topology = topology;
    }

    /// <summary>Reads what is around the hosts.</summary>
    /// <exception cref="VSphereException">The server cannot be asked, or the session has ended and cannot be renewed.</exception>
    public static async Task<HostReader> CreateAsync(VSphereSession session, CancellationToken cancel)
    {
        for (bool isRenewed = false; ; isRenewed = true)
        {
            int generation = session.Generation;
            VSphereFaultException cause;
            try
            {
                Topology topology = await Topology.ReadAsync(session, cancel).ConfigureAwait(false);
                if (!topology.IsNotAuthenticated || await session.IsAliveAsync(cancel).ConfigureAwait(false)) return new HostReader(session, topology);
                cause = Faults.ToException(session.Client.Server, nameof(RetrievePropertiesEx), Faults.NotAuthenticated, null, null);
            }
            catch (VSphereFaultException fault) when (fault.FaultType == Faults.NotAuthenticated || session.Generation != generation)
            {
                cause = fault;
            }

            // The view is gone with its session: from the start.
            if (isRenewed || !await session.RenewAsync(generation, cause, cancel).ConfigureAwait(false)) throw cause;
        }
    }

    /// <summary>One host as it is now, with its managers.</summary>
    /// <exception cref="VSphereException">It could not be read.</exception>
    public async Task<HostSighting> ReadAsync(string hostId, CancellationToken cancel)
    {
        ObjectProperties properties = await ReadAsync(hostId, [.. HostPaths.All, VirtualNicManager], cancel).ConfigureAwait(false);
        return new HostSighting(
            HostMapper.Map(_session.Name, _topology, properties),
            properties.Get<ManagedObjectReference>(HostPaths.NetworkSystem),
            properties.Get<ManagedObjectReference>(VirtualNicManager));
    }

    /// <summary>What storage of the host could hang on a vmkernel adapter. What cannot be read is said there, and throws nothing but a lost server.</summary>
    public async Task<HostStorage> ReadStorageAsync(string hostId, CancellationToken cancel)
    {
        ObjectProperties properties = await ReadAsync(hostId, [MountInfo, HostBusAdapter, IscsiManager], cancel).ConfigureAwait(false);
        List<string> unread = properties.Missing
            .Select(missing => $"{(missing.Path == MountInfo ? "the NFS datastores" : "the storage adapters")} could not be read: {Faults.Describe(missing)}")
            .ToList();
        HostInternetScsiHba[] adapters = (properties.Get<HostHostBusAdapter[]>(HostBusAdapter) ?? []).OfType<HostInternetScsiHba>().ToArray();
        var bound = new List<string>();
        var manager = properties.Get<ManagedObjectReference>(IscsiManager);
        foreach (string device in adapters.Select(adapter => adapter.Device).OfType<string>())
        {
            if (manager is null)
            {
                unread.Add($"the adapters that {device} is bound to could not be read: the server does not say where");
                continue;
            }

            try
            {
                IscsiPortInfo[] ports = await _session.CallAsync(new QueryBoundVnics { This = manager, IScsiHbaName = device }, cancel).ConfigureAwait(false) ?? [];
                bound.AddRange(ports.Select(port => port.VnicDevice).OfType<string>());
            }
            catch (VSphereFaultException fault) when (_session.IsConnected)
            {
                unread.Add($"the adapters that {device} is bound to could not be read: {Faults.Describe(fault.FaultType, fault.Fault as MethodFault, null)}");
            }
        }

        return new HostStorage
        {
            NasServers = (properties.Get<HostFileSystemMountInfo[]>(MountInfo) ?? [])
                .Select(mount => mount.Volume)
                .OfType<HostNasVolume>()
                .SelectMany(volume => (volume.RemoteHostNames ?? []).Append(volume.RemoteHost))
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .ToArray(),
            IscsiTargets = adapters
                .SelectMany(adapter => (adapter.ConfiguredSendTarget ?? []).Select(target => target.Address)
                    .Concat((adapter.ConfiguredStaticTarget ?? []).Select(target => target.Address)))
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .ToArray(),
            BoundDevices = bound,
            Unread = unread,
        };
    }

    /// <summary>The same; where the server refuses, that is said there, too.</summary>
    public async Task<HostStorage> TryReadStorageAsync(string hostId, CancellationToken cancel)
    {
        try
        {
            return await ReadStorageAsync(hostId, cancel).ConfigureAwait(false);
        }
        catch (VSphereException problem) when (_session.IsConnected && problem is VSphereFaultException or VSphereReplyException)
        {
            return new HostStorage { Unread = [$"its storage could not be read: {problem.Message}"] };
        }
    }

    private async Task<ObjectProperties> ReadAsync(string hostId, string[] paths, CancellationToken cancel)
    {
        for (bool isRenewed = false; ; isRenewed = true)
        {
            int generation = _session.Generation;
            ObjectProperties? found = null;
            VSphereFaultException? cause = null;
            try
            {
                await _properties.ReadObjectsAsync(
                    [new ObjectSpec { Obj = new ManagedObjectReference("HostSystem", hostId), Skip = false }],
                    [new PropertySpec { Type = "HostSystem", PathSet = paths }],
                    pageSize: null,
                    properties => found = properties,
                    onPage: null,
                    cancel).ConfigureAwait(false);
                if (found is { IsNotAuthenticated: true } && !await _session.IsAliveAsync(cancel).ConfigureAwait(false))
                    cause = Faults.ToException(_session.Client.Server, nameof(RetrievePropertiesEx), Faults.NotAuthenticated, null, null);
            }
            catch (VSphereFaultException fault) when (fault.FaultType == Faults.NotAuthenticated && !isRenewed)
            {
                cause = fault;
            }

            if (cause is null)
                return found ?? throw new VSphereReplyException(_session.Client.Server, ReplyProblem.Malformed, $"{_session.Client.Server} says nothing of host {hostId}.");
            if (isRenewed || !await _session.RenewAsync(generation, cause, cancel).ConfigureAwait(false)) throw cause;
        }
    }
}
