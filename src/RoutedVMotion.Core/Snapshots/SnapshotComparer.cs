using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Snapshots.Format;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>Says what is different between two snapshots, property by property.</summary>
public static class SnapshotComparer
{
    /// <summary>The differences, by server and host.</summary>
    /// <param name="before">The older ones.</param>
    /// <param name="after">The newer ones.</param>
    /// <param name="withVirtualMachines">Virtual machines, too, which DRS moves all the time.</param>
    public static IEnumerable<SnapshotDifference> Compare(
        IReadOnlyList<SnapshotServer> before, IReadOnlyList<SnapshotServer> after, bool withVirtualMachines = false) =>
        Pair(before, after).SelectMany(pair => Compare(pair.Before, pair.After, withVirtualMachines));

    // One vCenter by two names, or by two ports, is the same one: by its id, then by its name, and where there is only one, that.
    private static IEnumerable<(SnapshotServer? Before, SnapshotServer? After)> Pair(IReadOnlyList<SnapshotServer> before, IReadOnlyList<SnapshotServer> after)
    {
        var left = new List<SnapshotServer>(after);
        foreach (SnapshotServer was in before)
        {
            SnapshotServer? isNow = left.Find(server => was.Identity.InstanceUuid is { Length: > 0 } id && string.Equals(server.Identity.InstanceUuid, id, StringComparison.OrdinalIgnoreCase))
                ?? left.Find(server => string.Equals(server.Identity.Name, was.Identity.Name, StringComparison.OrdinalIgnoreCase))
                ?? (before.Count == 1 && after.Count == 1 ? after[0] : null);
            if (isNow is not null) left.Remove(isNow);
            yield return (was, isNow);
        }

        foreach (SnapshotServer added in left) yield return (null, added);
    }

    private static IEnumerable<SnapshotDifference> Compare(SnapshotServer? before, SnapshotServer? after, bool withVirtualMachines)
    {
        string server = (after ?? before)!.Identity.Name;
        if (before is null || after is null)
        {
            yield return new SnapshotDifference(server, null, null, "server", string.Empty, before?.Identity.Product ?? before?.Identity.Name, after?.Identity.Product ?? after?.Identity.Name);
            yield break;
        }

        foreach (SnapshotDifference difference in Compare(before.Fabric.Hosts, after.Fabric.Hosts, SnapshotFormat.Host, host => (host.Name, host.Id), _ => string.Empty, host => host)) yield return difference;
        foreach (SnapshotDifference difference in Compare(before.Fabric.Clusters, after.Fabric.Clusters, SnapshotFormat.Cluster, cluster => (cluster.Name, cluster.Id), cluster => "cluster " + cluster.Name, _ => null))
            yield return difference;
        foreach (SnapshotDifference difference in Compare(before.Fabric.Networks, after.Fabric.Networks, SnapshotFormat.Network, network => (network.Name, network.Id), network => "network " + network.Name, _ => null))
            yield return difference;
        if (!withVirtualMachines) yield break;
        foreach (SnapshotDifference difference in Compare(
            before.Fabric.VirtualMachines, after.Fabric.VirtualMachines, SnapshotFormat.VirtualMachine, machine => (machine.Name, machine.Id), machine => "VM " + machine.Name, _ => null))
        {
            yield return difference;
        }

        IEnumerable<SnapshotDifference> Compare<T>(
            IReadOnlyList<T> was, IReadOnlyList<T> isNow, Codec<T> codec, Func<T, (string Name, string Id)> key, Func<T, string> item, Func<T, EsxHost?> host)
            where T : class
        {
            foreach ((T? one, T? other) in PairByName(was, isNow, key))
            {
                T known = (other ?? one)!;
                EsxHost? owner = host(known);
                var found = new List<SnapshotDifference>();
                if (one is null || other is null)
                    Add(string.Empty, string.Empty, one is null ? null : codec.Describe(one), other is null ? null : codec.Describe(other));
                else
                    codec.Compare(one, other, new DifferencePlace(Add));
                foreach (SnapshotDifference difference in found) yield return difference;

                void Add(string part, string property, string? wasThere, string? isThere) => found.Add(new SnapshotDifference(
                    server, owner?.Name, owner?.Cluster, string.Join(", ", new[] { item(known), part }.Where(words => words.Length > 0)), property, wasThere, isThere));
            }
        }
    }

    // What was removed and added again has another id, and what is there in several datacenters one name: by name, and of several by id.
    private static IEnumerable<(T? Before, T? After)> PairByName<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, (string Name, string Id)> key)
        where T : class
    {
        ILookup<string, T> was = before.ToLookup(one => key(one).Name, StringComparer.OrdinalIgnoreCase), isNow = after.ToLookup(one => key(one).Name, StringComparer.OrdinalIgnoreCase);
        foreach (string name in before.Concat(after).Select(one => key(one).Name).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => name, StringComparer.Ordinal))
        {
            List<T> olds = was[name].ToList(), currents = isNow[name].ToList();
            if (olds.Count > 1 || currents.Count > 1)
            {
                foreach (T old in olds.ToArray())
                {
                    if (currents.Find(one => key(one).Id == key(old).Id) is not T same) continue;
                    olds.Remove(old);
                    currents.Remove(same);
                    yield return (old, same);
                }
            }

            for (int i = 0; i < Math.Max(olds.Count, currents.Count); i++)
                yield return (i < olds.Count ? olds[i] : null, i < currents.Count ? currents[i] : null);
        }
    }
}
