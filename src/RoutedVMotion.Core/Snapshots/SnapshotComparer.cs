using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots.Format;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>Says what is different between two snapshots, property by property.</summary>
public static class SnapshotComparer
{
    /// <summary>The differences, by server and host.</summary>
    /// <param name="before">The older ones.</param>
    /// <param name="after">The newer ones.</param>
    /// <param name="withVirtualMachines">Virtual machines, too, which DRS moves all the time.</param>
    /// <param name="withProbes">What pings came to, too, where both have them.</param>
    public static IEnumerable<SnapshotDifference> Compare(
        IReadOnlyList<SnapshotServer> before, IReadOnlyList<SnapshotServer> after, bool withVirtualMachines = false, bool withProbes = false) =>
        Pair(before, after).SelectMany(pair => Compare(pair.Before, pair.After, withVirtualMachines, withProbes));

    // One vCenter by two names, or by two ports, is the same one: by its id, then by its name, and where there is only one, that.
    private static IEnumerable<(SnapshotServer? Before, SnapshotServer? After)> Pair(IReadOnlyList<SnapshotServer> before, IReadOnlyList<SnapshotServer> after)
    {
        var left = new List<SnapshotServer>(after);
        var found = new SnapshotServer?[before.Count];
        Find(IsSame);
        Find((was, isNow) => string.Equals(was.Identity.Name, isNow.Identity.Name, StringComparison.OrdinalIgnoreCase));
        if (before.Count == 1 && after.Count == 1) Find((_, _) => true);
        return before.Select((was, i) => ((SnapshotServer?)was, found[i])).Concat(left.Select(added => ((SnapshotServer?)null, (SnapshotServer?)added)));

        // All of one kind before any of the next: a name must not take away what an id is sure of.
        void Find(Func<SnapshotServer, SnapshotServer, bool> isIt)
        {
            for (int i = 0; i < found.Length; i++)
            {
                if (found[i] is not null || left.Find(server => isIt(before[i], server)) is not SnapshotServer isNow) continue;
                found[i] = isNow;
                left.Remove(isNow);
            }
        }
    }

    private static bool IsSame(SnapshotServer was, SnapshotServer isNow) =>
        was.Identity.InstanceUuid is { Length: > 0 } id && string.Equals(isNow.Identity.InstanceUuid, id, StringComparison.OrdinalIgnoreCase);

    private static List<SnapshotDifference> Compare(SnapshotServer? before, SnapshotServer? after, bool withVirtualMachines, bool withProbes)
    {
        string server = (after ?? before)!.Identity.Name;
        if (before is null || after is null)
            return [new SnapshotDifference(server, null, null, "server", string.Empty, before?.Identity.Product ?? before?.Identity.Name, after?.Identity.Product ?? after?.Identity.Name)];

        bool idsCount = IsSame(before, after);
        var found = new List<SnapshotDifference>();
        ILookup<string, ProbeObservation> pinged = before.Observations.ToLookup(seen => seen.Ping.HostId, StringComparer.Ordinal), pings = after.Observations.ToLookup(seen => seen.Ping.HostId, StringComparer.Ordinal);
        foreach ((EsxHost? was, EsxHost? isNow) in PairByName(before.Fabric.Hosts, after.Fabric.Hosts, host => (host.Name, host.Id), idsCount))
        {
            EsxHost known = (isNow ?? was)!;
            Compare(was is null || isNow is null ? was : ReadByBoth.Of(was, isNow), isNow, SnapshotFormat.Host, string.Empty, known);
            if (withProbes && was is not null && isNow is not null) ComparePings(pinged[was.Id], pings[isNow.Id], Report(string.Empty, known));
        }

        string[] unread = before.Fabric.Unread.ToArray(), isUnread = after.Fabric.Unread.ToArray();
        if (unread.Length + isUnread.Length > 0)
        {
            // What may be missing on either side cannot be said to have come or gone.
            if (!unread.SequenceEqual(isUnread, StringComparer.Ordinal))
                found.Add(new SnapshotDifference(server, null, null, "server", "unread", InWords(unread), InWords(isUnread)));
            return found;
        }

        foreach ((Cluster? was, Cluster? isNow) in PairByName(before.Fabric.Clusters, after.Fabric.Clusters, cluster => (cluster.Name, cluster.Id), idsCount))
            Compare(was, isNow, SnapshotFormat.Cluster, "cluster " + (isNow ?? was)!.Name, null);
        foreach ((VirtualMachineNetwork? was, VirtualMachineNetwork? isNow) in PairByName(before.Fabric.Networks, after.Fabric.Networks, network => (network.Name, network.Id), idsCount))
            Compare(was, isNow, SnapshotFormat.Network, "network " + (isNow ?? was)!.Name, null);
        if (!withVirtualMachines) return found;
        foreach ((VirtualMachine? was, VirtualMachine? isNow) in PairByName(before.Fabric.VirtualMachines, after.Fabric.VirtualMachines, machine => (machine.Name, machine.Id), idsCount))
            Compare(was, isNow, SnapshotFormat.VirtualMachine, "VM " + (isNow ?? was)!.Name, null);
        return found;

        void Compare<T>(T? was, T? isNow, Codec<T> codec, string item, EsxHost? owner)
            where T : class
        {
            DifferencePlace place = Report(item, owner);
            if (was is null || isNow is null) place.Report(was is null ? null : codec.Describe(was), isNow is null ? null : codec.Describe(isNow));
            else codec.Compare(was, isNow, place);
        }

        DifferencePlace Report(string item, EsxHost? owner) => new((part, property, wasThere, isThere) => found.Add(new SnapshotDifference(
            server, owner?.Name, owner?.Cluster, string.Join(", ", new[] { item, part }.Where(words => words.Length > 0)), property, wasThere, isThere)));

        static string? InWords(string[] sentences) => sentences.Length == 0 ? null : string.Join(" ", sentences);
    }

    // What only one of them has asked is no difference.
    private static void ComparePings(IEnumerable<ProbeObservation> before, IEnumerable<ProbeObservation> after, DifferencePlace place)
    {
        var isNow = after.ToLookup(seen => KeyOf(seen.Ping));
        foreach (var was in before.GroupBy(seen => KeyOf(seen.Ping)).Where(was => isNow.Contains(was.Key)))
        {
            string wasSaid = ProbeOutcome.InWords(was.ToArray()), isSaid = ProbeOutcome.InWords(isNow[was.Key].ToArray());
            if (wasSaid != isSaid) place.Item(was.Key.Device).Property("ping " + was.Key.Destination).Report(wasSaid, isSaid);
        }

        static (ProbeKind Kind, string Device, string Netstack, InetAddress Destination) KeyOf(ProbePing ping) => (ping.Kind, ping.Device, ping.Netstack, ping.Destination);
    }

    // What was removed and added again has another id, and what is there in several datacenters one name: by name, and of several by id.
    // What has got another name is what has its id, if one vCenter gave both.
    private static IEnumerable<(T? Before, T? After)> PairByName<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, (string Name, string Id)> key, bool idsCount)
        where T : class
    {
        var pairs = new List<(T? Before, T? After)>();
        List<T> gone = new(), come = new();
        ILookup<string, T> was = before.ToLookup(one => key(one).Name, StringComparer.OrdinalIgnoreCase), isNow = after.ToLookup(one => key(one).Name, StringComparer.OrdinalIgnoreCase);
        foreach (string name in before.Concat(after).Select(one => key(one).Name).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            List<T> olds = was[name].ToList(), currents = isNow[name].ToList();
            if (olds.Count > 1 || currents.Count > 1) PairById(olds, currents);
            for (int i = 0; i < Math.Min(olds.Count, currents.Count); i++) pairs.Add((olds[i], currents[i]));
            gone.AddRange(olds.Skip(currents.Count));
            come.AddRange(currents.Skip(olds.Count));
        }

        if (idsCount) PairById(gone, come);
        return pairs.Concat(gone.Select(old => ((T?)old, (T?)null))).Concat(come.Select(current => ((T?)null, (T?)current)))
            .OrderBy(pair => key((pair.Item2 ?? pair.Item1)!).Name, StringComparer.Ordinal);

        void PairById(List<T> olds, List<T> currents)
        {
            Dictionary<string, T> byId = currents.ToDictionary(one => key(one).Id, StringComparer.Ordinal);
            foreach (T old in olds.ToArray())
            {
                if (!byId.TryGetValue(key(old).Id, out T? same)) continue;
                olds.Remove(old);
                currents.Remove(same);
                pairs.Add((old, same));
            }
        }
    }
}
