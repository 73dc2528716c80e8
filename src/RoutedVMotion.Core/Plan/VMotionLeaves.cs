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

    /// <summary>
    /// Two names of one switch: equal, case ignored, or equal up to the first dot where one of them has no domain. Switches
    /// announce their name with or without it, and people write it as they like.
    /// </summary>
    public static bool IsSame(string left, string right)
    {
        left = left.Trim();
        right = right.Trim();
        if (string.Equals(left, right, StringComparison.OrdinalIgnoreCase)) return true;
        int leftDot = left.IndexOf('.'), rightDot = right.IndexOf('.');
        return leftDot < 0 != rightDot < 0 && string.Equals(
            leftDot < 0 ? left : left.Substring(0, leftDot),
            rightDot < 0 ? right : right.Substring(0, rightDot),
            StringComparison.OrdinalIgnoreCase);
    }

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
