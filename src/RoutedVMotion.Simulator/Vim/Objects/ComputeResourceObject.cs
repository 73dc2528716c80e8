using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A cluster, or what stands in its place above a host that is in none.</summary>
internal sealed class ComputeResourceObject : ManagedEntityObject
{
    private readonly Cluster? _cluster;
    private readonly References _references;

    /// <param name="id">The managed object id.</param>
    /// <param name="name">The name.</param>
    /// <param name="parent">The folder.</param>
    /// <param name="cluster">The cluster; null for what stands above a host that is in none.</param>
    /// <param name="references">References.</param>
    public ComputeResourceObject(string id, string name, ManagedReference parent, Cluster? cluster, References references)
        : base(cluster is null ? "ComputeResource" : "ClusterComputeResource", id, name, parent)
    {
        _cluster = cluster;
        _references = references;
    }

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
            ["enabled"] = true,
            ["enableVmBehaviorOverrides"] = true,
            ["defaultVmBehavior"] = "fullyAutomated",
            ["vmotionRate"] = 3,
        },
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
