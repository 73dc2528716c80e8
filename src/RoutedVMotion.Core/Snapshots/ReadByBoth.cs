using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>What two snapshots both could read of a host. What one of them could not has neither gone nor come.</summary>
internal static class ReadByBoth
{
    /// <summary>The host as it was, with what cannot be compared taken for unchanged.</summary>
    public static EsxHost Of(EsxHost was, EsxHost isNow)
    {
        if (was.AdaptersUnread || isNow.AdaptersUnread)
        {
            // A host that vCenter does not reach, or that the account may not see, has nothing else to be compared.
            return isNow with
            {
                Name = was.Name, Cluster = was.Cluster, Connection = was.Connection, InMaintenanceMode = was.InMaintenanceMode,
                AdaptersUnread = was.AdaptersUnread, Unread = was.Unread,
            };
        }

        return was with
        {
            Adapters = was.Adapters.Select(adapter => WithServices(adapter, isNow)).ToArray(),
            Stacks = Choose(was, isNow, host => host.Stacks),
            PhysicalNics = HasNoNeighbors(was) || HasNoNeighbors(isNow)
                ? Choose(was, isNow, host => host.PhysicalNics).Select(nic => nic with { Neighbor = Find(isNow, nic)?.Neighbor }).ToArray()
                : Choose(was, isNow, host => host.PhysicalNics),
            StandardPortGroups = Choose(was, isNow, host => host.StandardPortGroups),
            Storage = Choose(was.Storage, isNow.Storage),
        };
    }

    // A host that has been asked says something of each of these, or says why it does not.
    private static IReadOnlyList<T> Choose<T>(EsxHost was, EsxHost isNow, Func<EsxHost, IReadOnlyList<T>> get)
    {
        bool isUnread = new[] { was, isNow }.Any(host => get(host).Count == 0 && host.Unread.Count > 0);
        return get(isUnread ? isNow : was);
    }

    private static HostStorage? Choose(HostStorage? was, HostStorage? isNow)
    {
        if (was is null || isNow is null) return isNow;
        return was.Unread.Count + isNow.Unread.Count == 0 ? was : isNow with { Unread = was.Unread };
    }

    private static Adapter WithServices(Adapter was, EsxHost host) =>
        host.Adapters.FirstOrDefault(adapter => adapter.Device == was.Device) is Adapter isNow && (was.Services is null || isNow.Services is null)
            ? was with { Services = isNow.Services }
            : was;

    // Only hosts that are connected are asked for neighbours.
    private static bool HasNoNeighbors(EsxHost host) =>
        host.PhysicalNics.All(nic => nic.Neighbor is null) && (host.Connection != HostConnection.Connected || host.Unread.Count > 0);

    private static PhysicalNic? Find(EsxHost host, PhysicalNic nic) => host.PhysicalNics.FirstOrDefault(other => other.Device == nic.Device);
}
