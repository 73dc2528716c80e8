using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>
/// DRS of clusters: how automatic it is, and changing that. It is never switched off: that would destroy resource pools.
/// </summary>
internal sealed class DrsControl
{
    /// <summary>Virtual machines are placed when they start, and not moved by themselves.</summary>
    public const string Held = "partiallyAutomated";

    /// <summary>Virtual machines are moved by themselves.</summary>
    public const string FullyAutomated = "fullyAutomated";

    private const string ClusterComputeResource = "ClusterComputeResource";

    private readonly VSphereSession _session;
    private readonly PropertyReader _properties;

    public DrsControl(VSphereSession session)
    {
        _session = session;
        _properties = new PropertyReader(session);
    }

    /// <summary>How DRS of a cluster stands; null for one where it is off.</summary>
    /// <exception cref="VSphereException">That could not be read, which is not the same as off.</exception>
    public async Task<DrsSighting?> ReadAsync(string clusterId, CancellationToken cancel)
    {
        ClusterDrsConfigInfo? drs = null;
        ClusterDrsVmConfigInfo[] machines = [];
        bool isSaid = false;
        await _properties.ReadObjectsAsync(
            [new ObjectSpec { Obj = new ManagedObjectReference(ClusterComputeResource, clusterId), Skip = false }],
            [new PropertySpec { Type = ClusterComputeResource, PathSet = ["configurationEx"] }],
            null,
            cluster =>
            {
                if (cluster.Missing.Count > 0) throw Faults.ToException(_session.Client.Server, "the question for the cluster's DRS", cluster.Missing[0]);
                isSaid = true;
                drs = cluster.Get<ClusterDrsConfigInfo>("configurationEx.drsConfig");
                machines = cluster.Get<ClusterDrsVmConfigInfo[]>("configurationEx.drsVmConfig") ?? [];
            },
            null,
            cancel).ConfigureAwait(false);
        if (!isSaid) throw new VSphereReplyException(_session.Client.Server, ReplyProblem.Malformed, $"{_session.Client.Server} says nothing of cluster {clusterId}.");
        if (drs is not { Enabled: true, DefaultVmBehavior: string level }) return null;
        ManagedObjectReference[] automatic = machines
            .Where(machine => machine is { Enabled: not false, Behavior: FullyAutomated })
            .Select(machine => machine.Key)
            .OfType<ManagedObjectReference>()
            .ToArray();
        return new DrsSighting(level, automatic.Length == 0 ? [] : await NamesOfAsync(automatic, cancel).ConfigureAwait(false));
    }

    /// <summary>Sets the automation level, and waits until vCenter has done it.</summary>
    /// <exception cref="VSphereException">It failed, or nobody knows whether it did.</exception>
    public async Task SetLevelAsync(string clusterId, string level, CancellationToken cancel)
    {
        ManagedObjectReference? task = await _session.CallAsync(
            new ReconfigureComputeResource_Task
            {
                This = new ManagedObjectReference(ClusterComputeResource, clusterId),
                Spec = new ClusterConfigSpecEx { DrsConfig = new ClusterDrsConfigInfo { DefaultVmBehavior = level } },
                Modify = true,
            },
            cancel).ConfigureAwait(false);
        if (task is null || await new TaskWaiter(_session).GetEndAsync(task, nameof(ReconfigureComputeResource_Task), cancel).ConfigureAwait(false) is not null) return;
        // One that is gone has ended: what came of it is read off the cluster.
        DrsSighting? now = await ReadAsync(clusterId, cancel).ConfigureAwait(false);
        if (now?.Level == level) return;
        throw new VSphereReplyException(
            _session.Client.Server, ReplyProblem.Malformed, $"The task {task.Value} is gone, and the automation level is {now?.Level ?? "off"} instead of {level}.");
    }

    private async Task<IReadOnlyList<string>> NamesOfAsync(ManagedObjectReference[] machines, CancellationToken cancel)
    {
        var names = new List<string>();
        await _properties.ReadObjectsAsync(
            machines.Select(machine => new ObjectSpec { Obj = machine, Skip = false }).ToArray(),
            [new PropertySpec { Type = "VirtualMachine", PathSet = ["name"] }],
            null,
            machine => names.Add(InventoryNames.Decode(machine.Get<string>("name") ?? machine.Obj.Value)),
            null,
            cancel).ConfigureAwait(false);
        return names;
    }
}
