using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Changes;

/// <summary>A cluster in two parts: hosts that use the vmotion stack and hosts that do not cannot migrate to each other (design 6.3).</summary>
public static class ClusterSplit
{
    /// <summary>The split, in a sentence; null where there is none.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="hosts">Its hosts. What is disconnected, unread, or has no vMotion at all, is in neither part.</param>
    public static string? Describe(string cluster, IEnumerable<EsxHost> hosts)
    {
        ILookup<bool, string> parts = hosts
            .Where(host => host.Connection == HostConnection.Connected && !host.AdaptersUnread && host.VMotionAdapters.Any())
            .OrderBy(host => host.Name, StringComparer.Ordinal)
            .ToLookup(host => host.UsesVMotionStack, host => host.Name);
        string[] on = parts[true].ToArray(), off = parts[false].ToArray();
        return on.Length == 0 || off.Length == 0
            ? null
            : $"{cluster} is split: {Words.List(on)} {(on.Length == 1 ? "uses" : "use")} the vmotion stack, and {Words.List(off)} {(off.Length == 1 ? "does" : "do")} not. "
                + "Between the two no virtual machine migrates.";
    }
}
