using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>The switches that a host's vMotion traffic goes to.</summary>
public static class VMotionLeaves
{
    /// <summary>
    /// The neighbours behind the uplinks, active and standby, of the port groups of the adapters that carry vMotion; each name
    /// once, sorted. Other NICs (out-of-band, storage) do not count. Empty where no neighbour is known.
    /// </summary>
    public static IReadOnlyList<string> Of(EsxHost host) => Names(
        host,
        host.VMotionAdapters.SelectMany(adapter => adapter.PortGroup?.Uplinks ?? Array.Empty<Uplink>()).Select(uplink => uplink.Device));

    /// <summary>The neighbours behind all of its NICs.</summary>
    internal static IReadOnlyList<string> OfAllNics(EsxHost host) => Names(host, host.PhysicalNics.Select(nic => nic.Device));

    private static string[] Names(EsxHost host, IEnumerable<string> devices)
    {
        var wanted = new HashSet<string>(devices, StringComparer.Ordinal);
        return host.PhysicalNics
            .Where(nic => nic.Neighbor is not null && wanted.Contains(nic.Device))
            .Select(nic => nic.Neighbor!.SystemName)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
            .ToArray();
    }
}
