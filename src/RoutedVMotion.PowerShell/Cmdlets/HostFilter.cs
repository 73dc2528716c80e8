using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.PowerShell.Connections;
using RoutedVMotion.PowerShell.Errors;

namespace RoutedVMotion.PowerShell.Cmdlets;

/// <summary>Which hosts are reported, and what was asked for and never seen. Several servers ask at once.</summary>
internal sealed class HostFilter
{
    private readonly IReadOnlyList<HostReference> _hosts;
    private readonly NamePattern[] _clusters;
    private readonly NamePattern[] _datacenters;

    /// <param name="hosts">The hosts; all where there are none.</param>
    /// <param name="clusters">Names or patterns of clusters; any where it is null.</param>
    /// <param name="datacenters">Names or patterns of datacenters; any where it is null.</param>
    internal HostFilter(IReadOnlyList<HostReference> hosts, IEnumerable<string>? clusters, IEnumerable<string>? datacenters)
    {
        _hosts = hosts;
        _clusters = Patterns(clusters);
        _datacenters = Patterns(datacenters);
    }

    /// <summary>This host is meant.</summary>
    internal bool Wants(string server, EsxHost host) => Wants(server, HostPlace.Of(host));

    /// <summary>The host of this place is meant.</summary>
    internal bool Wants(string server, HostPlace host)
    {
        if (!Matches(_datacenters, host.Datacenter) || !Matches(_clusters, host.Cluster)) return false;
        if (_hosts.Count == 0) return true;

        bool wanted = false;
        foreach (HostReference reference in _hosts)
        {
            if (!reference.Matches(server, host.Name, host.Id)) continue;
            reference.Name?.MarkFound();
            wanted = true;
        }

        return wanted;
    }

    /// <summary>An error for each name without a wildcard that nothing was found by.</summary>
    internal IEnumerable<ErrorRecord> GetNotFound(IReadOnlyList<string> servers)
    {
        foreach (NamePattern missing in Missing(_datacenters))
            yield return ErrorRecords.NotFound(ErrorKinds.DatacenterNotFound, "datacenter", missing.Text, servers);
        foreach (NamePattern missing in Missing(_clusters))
            yield return ErrorRecords.NotFound(ErrorKinds.ClusterNotFound, "cluster", missing.Text, servers);
        // In a cluster that does not exist there is no host either; one error tells it.
        if (Missing(_datacenters).Any() || Missing(_clusters).Any()) yield break;
        IEnumerable<NamePattern> hosts = _hosts.Where(host => host.Name is not null).Select(host => host.Name!);
        foreach (string missing in Missing(hosts).Select(name => name.Text).Distinct(StringComparer.OrdinalIgnoreCase))
            yield return ErrorRecords.NotFound(ErrorKinds.VMHostNotFound, "host", missing, servers);
    }

    private static NamePattern[] Patterns(IEnumerable<string>? names) =>
        names?.Where(name => !string.IsNullOrEmpty(name)).Select(name => new NamePattern(name)).ToArray() ?? [];

    private static IEnumerable<NamePattern> Missing(IEnumerable<NamePattern> patterns) =>
        patterns.Where(pattern => pattern.IsExact && !pattern.IsFound);

    private static bool Matches(NamePattern[] patterns, string? name)
    {
        bool any = patterns.Length == 0;
        foreach (NamePattern pattern in patterns)
        {
            if (!pattern.Matches(name)) continue;
            pattern.MarkFound();
            any = true;
        }

        return any;
    }
}
