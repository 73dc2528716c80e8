using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A cluster, or what stands in its place above a host that is in none.</summary>
internal sealed class ComputeResourceObject : ManagedEntityObject
{
    private readonly Cluster? _cluster;
    private readonly References _references;
    private readonly ObjectRegistry _registry;

    /// <param name="id">The managed object id.</param>
    /// <param name="name">The name.</param>
    /// <param name="parent">The folder.</param>
    /// <param name="cluster">The cluster; null for what stands above a host that is in none.</param>
    /// <param name="references">References.</param>
    /// <param name="registry">Where tasks are found.</param>
    public ComputeResourceObject(string id, string name, ManagedReference parent, Cluster? cluster, References references, ObjectRegistry registry)
        : base(cluster is null ? "ComputeResource" : "ClusterComputeResource", id, name, parent)
    {
        _cluster = cluster;
        _references = references;
        _registry = registry;
    }

    /// <summary>The user may not reconfigure it.</summary>
    public bool IsEditDenied => _cluster?.IsEditDenied == true;

    public List<HostSystemObject> Hosts { get; } = new();

    public ResourcePoolObject Pool { get; set; } = null!;

    public override IEnumerable<ManagedObject> Children => Hosts.Cast<ManagedObject>().Append(Pool);

    public override bool IsContainer => true;

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "host" => Hosts.Select(host => host.Reference).ToArray(),
        "resourcePool" => Pool.Reference,
        "network" => Hosts
            .SelectMany(host => (IReadOnlyList<ManagedReference>)host.GetProperty("network", session)!)
            .Distinct()
            .ToArray(),
        "datastore" => System.Array.Empty<ManagedReference>(),
        "summary" => RenderSummary(),
        "configurationEx" => _cluster is not null ? RenderConfiguration(_cluster) : new DataObject("ComputeResourceConfigInfo") { ["vmSwapPlacement"] = "vmDirectory" },
        "lifecycleManaged" or "configManagerEnabled" => _cluster?.IsManagedAsWhole == true,
        _ => base.GetProperty(name, session),
    };

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "ReconfigureComputeResource_Task") return base.Invoke(call);
        if (_cluster is null) throw VimFault.NotSupported("a host that is in no cluster has no DRS");
        if (IsEditDenied) throw VimFault.NoPermission(Reference, AuthorizationManagerObject.EditClusterPrivilege);
        var spec = call.Argument<DataObject>(0);
        if (!call.Argument<bool>(1)) throw VimFault.NotSupported("modify = false would reset all that the spec does not say");
        if (spec.Type.Name != "ClusterConfigSpecEx") throw VimFault.InvalidArgument("spec");
        bool hasOthers = spec.Type.Fields.Any(field => field.Name != "drsConfig" && spec[field.Name] is not (null or IReadOnlyList<object> { Count: 0 }));
        if (hasOthers) throw VimFault.NotSupported("of a cluster only drsConfig can be changed here");
        if (spec["drsConfig"] is DataObject drs && drs["defaultVmBehavior"] is string level) _cluster.DrsLevel = level;
        var task = new TaskObject(_registry.NextTaskId(), "ClusterComputeResource.reconfigureEx", this, call.Session!.UserName, System.DateTime.UtcNow);
        task.End(System.DateTime.UtcNow);
        _registry.Add(task);
        return task.Reference;
    }

    private DataObject RenderSummary()
    {
        int effective = Hosts.Count(host => host.Host.State == HostState.Connected && !host.Host.InMaintenanceMode);
        var summary = new DataObject(_cluster is null ? "ComputeResourceSummary" : "ClusterComputeResourceSummary")
        {
            ["totalCpu"] = Hosts.Count * 64 * 2600,
            ["totalMemory"] = Hosts.Count * 549_755_813_888L,
            ["numCpuCores"] = (short)(Hosts.Count * 64),
            ["numCpuThreads"] = (short)(Hosts.Count * 128),
            ["effectiveCpu"] = effective * 64 * 2600,
            ["effectiveMemory"] = effective * 524_288L,
            ["numHosts"] = Hosts.Count,
            ["numEffectiveHosts"] = effective,
            ["overallStatus"] = Status,
        };
        if (_cluster is not null)
        {
            summary["currentFailoverLevel"] = 1;
            summary["numVmotions"] = 0;
        }

        return summary;
    }

    private DataObject RenderConfiguration(Cluster cluster) => new("ClusterConfigInfoEx")
    {
        ["vmSwapPlacement"] = "vmDirectory",
        ["dasConfig"] = new DataObject("ClusterDasConfigInfo") { ["enabled"] = true, ["hostMonitoring"] = "enabled" },
        ["drsConfig"] = new DataObject("ClusterDrsConfigInfo")
        {
            ["enabled"] = cluster.IsDrsEnabled,
            ["enableVmBehaviorOverrides"] = true,
            ["defaultVmBehavior"] = cluster.DrsLevel,
            ["vmotionRate"] = 3,
        },
        ["drsVmConfig"] = cluster.DrsOverrides.Select(pair => new DataObject("ClusterDrsVmConfigInfo")
        {
            ["key"] = _references[pair.Key],
            ["enabled"] = true,
            ["behavior"] = pair.Value,
        }).ToArray(),
        ["rule"] = cluster.Rules.Select(RenderRule).ToArray(),
        ["group"] = cluster.Rules.SelectMany(RenderGroups).ToArray(),
    };

    private DataObject RenderRule(VMHostRule rule, int index) => new("ClusterVmHostRuleInfo")
    {
        ["key"] = index + 1,
        ["status"] = "green",
        ["enabled"] = true,
        ["name"] = rule.Name,
        ["mandatory"] = rule.IsMandatory,
        ["userCreated"] = true,
        ["inCompliance"] = true,
        ["vmGroupName"] = MachineGroup(rule),
        ["affineHostGroupName"] = HostGroup(rule),
    };

    private IEnumerable<DataObject> RenderGroups(VMHostRule rule)
    {
        yield return new DataObject("ClusterVmGroup")
        {
            ["name"] = MachineGroup(rule),
            ["userCreated"] = true,
            ["vm"] = rule.Machines.Select(machine => _references[machine]).ToArray(),
        };
        yield return new DataObject("ClusterHostGroup")
        {
            ["name"] = HostGroup(rule),
            ["userCreated"] = true,
            ["host"] = rule.Hosts.Select(host => _references[host]).ToArray(),
        };
    }

    private static string MachineGroup(VMHostRule rule) => rule.Name + "-vms";

    private static string HostGroup(VMHostRule rule) => rule.Name + "-hosts";
}
