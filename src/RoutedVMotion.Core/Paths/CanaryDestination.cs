using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Paths;

/// <summary>Which host of some a canary goes to.</summary>
public static class CanaryDestination
{
    /// <summary>
    /// The one that is likeliest to take it: in use, left to it by the rules that must hold, with all its networks, and with a path to it.
    /// Null where none is of its own cluster: in another one it would lose what its own has of it (DRS groups, rules, overrides), even if
    /// it comes home, and nobody has named that.
    /// </summary>
    /// <param name="index">The paths.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="home">The host that it is on.</param>
    /// <param name="hosts">The hosts to choose from.</param>
    public static HostContext? Choose(PathIndex index, VirtualMachine machine, HostContext home, IEnumerable<HostContext> hosts)
    {
        VirtualMachineNetwork[] networks = index.Fabric.Fabric.Networks
            .Where(network => network.Server == machine.Server && machine.NetworkIds.Contains(network.Id))
            .ToArray();
        MandatoryHold? hold = index.Fabric.Networks.Hold(machine);
        return hosts
            // Hosts of no cluster are alike, as long as they share a datacenter.
            .Where(host => host != home && host.Cluster == home.Cluster && host.Host.Datacenter == home.Host.Datacenter)
            .OrderBy(host => host.Host.Connection != HostConnection.Connected || host.Host.InMaintenanceMode)
            .ThenBy(host => hold?.Hosts.Contains(host) == false)
            .ThenBy(host => networks.Count(network => !network.HostIds.Contains(host.Host.Id)))
            .ThenBy(host => index.Judge(home, host).Kind == PathKind.Blocked)
            .ThenBy(host => host.Host.Name, StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
