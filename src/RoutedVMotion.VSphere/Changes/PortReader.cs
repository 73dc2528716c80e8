using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>How many ports of distributed port groups are free, where their number is fixed.</summary>
internal sealed class PortReader
{
    private readonly VSphereSession _session;

    public PortReader(VSphereSession session) => _session = session;

    /// <summary>
    /// Free ports by port group; none for one that grows by itself (early binding with autoExpand, the default since vSphere 5.1), makes
    /// ports as they are needed (ephemeral), or of which the server does not tell: then the host's answer to the change decides.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, int>> CountFreeAsync(IEnumerable<string> portGroupIds, CancellationToken cancel)
    {
        var free = new Dictionary<string, int>(StringComparer.Ordinal);
        ObjectSpec[] objects = portGroupIds.Distinct().Select(id => new ObjectSpec { Obj = new ManagedObjectReference("DistributedVirtualPortgroup", id), Skip = false }).ToArray();
        if (objects.Length == 0) return free;
        try
        {
            var limited = new List<(string Id, ManagedObjectReference Switch)>();
            await new PropertyReader(_session).ReadObjectsAsync(
                objects,
                [new PropertySpec { Type = "DistributedVirtualPortgroup", PathSet = ["config.distributedVirtualSwitch", "config.type", "config.autoExpand"] }],
                pageSize: null,
                group =>
                {
                    if (group.Missing.Count > 0 || group.Get<string>("config.type") == "ephemeral" || group.GetBoolean("config.autoExpand") == true) return;
                    if (group.Get<ManagedObjectReference>("config.distributedVirtualSwitch") is ManagedObjectReference vds) limited.Add((group.Obj.Value, vds));
                },
                onPage: null,
                cancel).ConfigureAwait(false);
            foreach ((string id, ManagedObjectReference vds) in limited)
            {
                string[] keys = await _session.CallAsync(
                    new FetchDVPortKeys { This = vds, Criteria = new DistributedVirtualSwitchPortCriteria { Connected = false, PortgroupKey = [id], Inside = true } },
                    cancel).ConfigureAwait(false) ?? [];
                free[id] = keys.Length;
            }
        }
        catch (VSphereFaultException) when (_session.IsConnected)
        {
            // One that must not be asked, or does not know. A full port group is found by the change then, and the host taken back.
        }

        return free;
    }
}
