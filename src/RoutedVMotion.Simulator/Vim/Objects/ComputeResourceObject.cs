using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A cluster, or what stands in its place above a host that is in none.</summary>
internal sealed class ComputeResourceObject : ManagedEntityObject
{
    private readonly bool _isCluster;

    public ComputeResourceObject(string id, string name, ManagedReference parent, bool isCluster)
        : base(isCluster ? "ClusterComputeResource" : "ComputeResource", id, name, parent) =>
        _isCluster = isCluster;

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
        "configurationEx" => _isCluster ? RenderClusterConfiguration() : new DataObject("ComputeResourceConfigInfo") { ["vmSwapPlacement"] = "vmDirectory" },
        "lifecycleManaged" => false,
        _ => base.GetProperty(name, session),
    };

    private DataObject RenderSummary()
    {
        int effective = Hosts.Count(host => host.Host.State == HostState.Connected && !host.Host.InMaintenanceMode);
        var summary = new DataObject(_isCluster ? "ClusterComputeResourceSummary" : "ComputeResourceSummary")
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
        if (_isCluster)
        {
            summary["currentFailoverLevel"] = 1;
            summary["numVmotions"] = 0;
        }

        return summary;
    }

    private static DataObject RenderClusterConfiguration() => new("ClusterConfigInfoEx")
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
    };
}
