using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;

namespace RoutedVMotion.Core.Rules;

/// <summary>Runs all rules on a fabric. Pure and lazy: findings come host by host, as a table is read.</summary>
public static class RuleEngine
{
    /// <summary>
    /// The findings: rack by rack and host by host, each host's own and then those of its virtual machines; the clusters' at
    /// the end.
    /// </summary>
    /// <param name="fabric">All that was read.</param>
    /// <param name="wanted">
    /// Which hosts to report on; null means all. It narrows what is reported and never what is judged: a cluster is reported if
    /// one of its hosts is wanted.
    /// </param>
    public static IEnumerable<Finding> Run(FabricIndex fabric, Func<EsxHost, bool>? wanted = null)
    {
        var selection = new RuleSelection(fabric.Plan);
        return selection.Apply(RunAll(fabric, wanted ?? (_ => true), selection));
    }

    private static IEnumerable<Finding> RunAll(FabricIndex fabric, Func<EsxHost, bool> wanted, RuleSelection selection)
    {
        bool IsOn(ValidationRule rule) => selection.IsOn(rule.Info.Name) && (fabric.Plan is not null || !rule.Info.NeedsPlan);
        HostRule[] hostRules = RuleCatalog.Rules.OfType<HostRule>().Where(IsOn).ToArray();
        VirtualMachineRule[] machineRules = RuleCatalog.Rules.OfType<VirtualMachineRule>().Where(IsOn).ToArray();
        ClusterRule[] clusterRules = RuleCatalog.Rules.OfType<ClusterRule>().Where(IsOn).ToArray();
        Dictionary<HostContext, List<VirtualMachineContext>> machines = MachinesByHost(fabric, wanted, machineRules.Length > 0);

        foreach (HostContext host in fabric.Hosts)
        {
            if (!wanted(host.Host)) continue;
            foreach (HostRule rule in hostRules)
            {
                if (!host.IsRead && !rule.JudgesUnreadHosts) continue;
                foreach (Finding finding in rule.Judge(host)) yield return finding;
            }

            if (!machines.TryGetValue(host, out List<VirtualMachineContext>? ofHost)) continue;
            foreach (Finding finding in ofHost
                .OrderBy(machine => machine.Machine.Name, StringComparer.Ordinal)
                .SelectMany(machine => machineRules, (machine, rule) => rule.Judge(machine))
                .SelectMany(findings => findings))
            {
                yield return finding;
            }
        }

        foreach (ClusterContext cluster in fabric.Clusters)
        {
            if (!cluster.Hosts.Any(host => wanted(host.Host))) continue;
            foreach (Finding finding in clusterRules.SelectMany(rule => rule.Judge(cluster))) yield return finding;
        }
    }

    private static Dictionary<HostContext, List<VirtualMachineContext>> MachinesByHost(
        FabricIndex fabric, Func<EsxHost, bool> wanted, bool isAsked)
    {
        var machines = new Dictionary<HostContext, List<VirtualMachineContext>>();
        if (!isAsked) return machines;
        foreach (VirtualMachine machine in fabric.Fabric.VirtualMachines)
        {
            if (fabric.Networks.Find(machine) is not VirtualMachineContext found || !wanted(found.Host.Host)) continue;
            if (!machines.TryGetValue(found.Host, out List<VirtualMachineContext>? ofHost))
                machines.Add(found.Host, ofHost = new List<VirtualMachineContext>());
            ofHost.Add(found);
        }

        return machines;
    }
}
