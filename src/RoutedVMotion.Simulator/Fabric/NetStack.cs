using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;

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

    public int MaxConnections { get; set; } = 11000;

    public string CongestionControl { get; set; } = "newreno";
}
