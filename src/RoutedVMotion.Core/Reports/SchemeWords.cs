using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Reports;

/// <summary>A rack's part of the addressing in words, as the page and the document have it.</summary>
internal static class SchemeWords
{
    /// <summary>The port groups of the rack's adapters, alternatives by "or", adapters by commas.</summary>
    public static string PortGroupsOf(Rack rack) =>
        string.Join(", ", rack.VMotion.Adapters.Where(adapter => adapter.PortGroups.Count > 0).Select(adapter => string.Join(" or ", adapter.PortGroups)));

    /// <summary>Where the addresses of the rack come from: the pools of all adapters, and what is pinned.</summary>
    public static string AddressesOf(Rack rack)
    {
        IEnumerable<string> pools = rack.VMotion.Adapters.SelectMany(adapter => new[] { adapter.Pool?.ToString(), adapter.Pool6?.ToString() }).OfType<string>();
        int pinned = rack.VMotion.Addresses.Count;
        if (pinned > 0) pools = pools.Append(string.Format(CultureInfo.InvariantCulture, "pinned for {0} {1}", pinned, pinned == 1 ? "host" : "hosts"));
        string[] all = pools.ToArray();
        return all.Length == 0 ? "what the hosts have" : string.Join(", ", all);
    }
}
