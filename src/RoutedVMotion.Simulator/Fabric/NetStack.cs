using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A TCP/IP stack of a host. Every host lists several that nobody uses (facts 0.1).</summary>
internal sealed class NetStack
{
    public NetStack(string key) => Key = key;

    public string Key { get; }

    public InetAddress? Gateway { get; set; }

    public InetAddress? Gateway6 { get; set; }

    /// <summary>Routes that somebody added, other than the default.</summary>
    public List<(Subnet Destination, InetAddress Gateway)> StaticRoutes { get; } = new();

    public IReadOnlyList<string> DnsServers { get; set; } = Array.Empty<string>();

    public string HostName { get; set; } = string.Empty;

    public string DomainName { get; set; } = string.Empty;

    public int? MaxConnections { get; set; } = 11000;

    /// <summary>It is up although no adapter is on it.</summary>
    public bool IsUp { get; init; }

    public bool? IPv6Enabled { get; init; } = true;

    /// <summary>
    /// The table as the host of which this is a twin had it; shown until something is changed by which it would be another. A
    /// kernel has rows that do not follow from what is configured.
    /// </summary>
    public (string State, IReadOnlyList<Route> Rows)? FirstTable { get; set; }

    public string CongestionControl { get; set; } = "newreno";
}
