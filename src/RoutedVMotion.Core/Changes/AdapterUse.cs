using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// What else hangs on an old vMotion adapter: services, storage that is bound to it or reached through nothing but its subnet,
/// static routes (facts 6.8). What could not be read counts as used.
/// </summary>
public static class AdapterUse
{
    /// <summary>Why the adapter must stay, a clause each ("it carries vsan, too"); empty if it may go.</summary>
    /// <param name="host">The host.</param>
    /// <param name="adapter">The adapter.</param>
    /// <param name="storage">The host's storage; null if it was not read.</param>
    public static IReadOnlyList<string> Of(EsxHost host, Adapter adapter, HostStorage? storage)
    {
        var uses = new List<string>();
        if (adapter.Services is null) uses.Add("its services could not be read");
        foreach (string service in adapter.Services ?? Array.Empty<string>())
            if (service != ServiceNames.VMotion) uses.Add($"it carries {service}, too");
        foreach (Route route in NextHop.StaticRoutes(host.FindStack(adapter.Stack)))
        {
            if (route.Device == adapter.Device || (route.Gateway is InetAddress gateway && adapter.IsOnLink(gateway)))
                uses.Add($"the static route {route} goes through it");
        }

        // No storage is reached by the vmotion stack.
        if (adapter.Stack == NetstackKeys.VMotion) return uses;
        if (storage is null)
        {
            uses.Add("whether storage uses it was not read");
            return uses;
        }

        uses.AddRange(storage.Unread);
        if (storage.BoundDevices.Contains(adapter.Device, StringComparer.Ordinal)) uses.Add("an iSCSI or NVMe adapter is bound to it");
        uses.AddRange(Targets(adapter, storage.NasServers, "NFS server"));
        uses.AddRange(Targets(adapter, storage.IscsiTargets, "iSCSI target"));
        return uses;
    }

    private static IEnumerable<string> Targets(Adapter adapter, IEnumerable<string> targets, string what)
    {
        foreach (string target in targets.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!InetAddress.TryParse(target, out InetAddress address))
                yield return $"{what} {target} is known by its name only, and could lie in its subnet";
            else if (adapter.IsOnLink(address))
                yield return $"{what} {target} lies in its subnet";
        }
    }
}
