using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A TCP/IP stack of a host: what is configured, without any judgement.</summary>
public sealed record TcpIpStack
{
    /// <summary>Its key, for example "vmotion"; see <see cref="NetstackKeys"/>.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// A vmkernel adapter uses it. A stack that nobody uses is listed all the same: ESXi lists vmotion and
    /// vSphereProvisioning on every host (facts 0.1).
    /// </summary>
    public required bool IsActive { get; init; }

    /// <summary>The default gateway, IPv4; null where there is none.</summary>
    public InetAddress? Gateway { get; init; }

    /// <summary>The default gateway, IPv6; link-local and router-advertised ones are legal.</summary>
    public InetAddress? Gateway6 { get; init; }

    /// <summary>Its DNS servers.</summary>
    public IReadOnlyList<string> DnsServers { get; init; } = Array.Empty<string>();

    /// <summary>Its routing table, connected subnets included; empty where the host lists none.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = Array.Empty<Route>();

    /// <summary>The congestion control algorithm, "newreno" or "cubic".</summary>
    public string? CongestionControl { get; init; }

    /// <summary>The maximum number of connections asked for.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>IPv6 is on in this stack.</summary>
    public bool? IPv6Enabled { get; init; }

    /// <summary>The default gateway of this family.</summary>
    public InetAddress? GetGateway(AddressFamily family) => family == AddressFamily.IPv4 ? Gateway : Gateway6;
}
