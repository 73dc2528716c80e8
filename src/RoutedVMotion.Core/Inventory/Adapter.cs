using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A vmkernel adapter: what is configured, without any judgement.</summary>
public sealed record Adapter
{
    /// <summary>The device, for example vmk1.</summary>
    public required string Device { get; init; }

    /// <summary>The key of the TCP/IP stack that it is on; fixed for its life.</summary>
    public required string Stack { get; init; }

    /// <summary>The port group it is connected to; null where that could not be read.</summary>
    public PortGroup? PortGroup { get; init; }

    /// <summary>The addresses come from DHCP (IPv4).</summary>
    public bool Dhcp { get; init; }

    /// <summary>The IPv4 address with its prefix length; null where there is none.</summary>
    public InterfaceAddress? IPv4 { get; init; }

    /// <summary>The IPv6 addresses, link-local ones included.</summary>
    public IReadOnlyList<InterfaceAddress> IPv6 { get; init; } = Array.Empty<InterfaceAddress>();

    /// <summary>IPv6 addresses come from router advertisements (SLAAC).</summary>
    public bool AutoconfiguredIPv6 { get; init; }

    /// <summary>IPv6 addresses come from DHCPv6.</summary>
    public bool Dhcp6 { get; init; }

    /// <summary>Those of <see cref="IPv6"/> that nobody configured: link-local ones, and what routers or DHCPv6 gave.</summary>
    public IReadOnlyList<InterfaceAddress> LearnedIPv6 { get; init; } = Array.Empty<InterfaceAddress>();

    /// <summary>MTU in bytes; null where it could not be read.</summary>
    public int? Mtu { get; init; }

    /// <summary>The MAC address, lower case with colons.</summary>
    public string? Mac { get; init; }

    /// <summary>
    /// The services selected for it, sorted; null where they could not be read, which is not the same as none.
    /// An adapter on the vmotion stack carries vMotion whether or not that stands here (facts A2, B5).
    /// </summary>
    public IReadOnlyList<string>? Services { get; init; }

    /// <summary>The gateway that overrides the stack's for this adapter, IPv4 (6.5 and later).</summary>
    public InetAddress? OverrideGateway { get; init; }

    /// <summary>The gateway that overrides the stack's for this adapter, IPv6.</summary>
    public InetAddress? OverrideGateway6 { get; init; }

    /// <summary>It belongs to the system or to NSX and is never changed by us.</summary>
    public bool SystemOwned { get; init; }

    /// <summary>All addresses of both families.</summary>
    public IEnumerable<InterfaceAddress> Addresses =>
        IPv4 is InterfaceAddress ipv4 ? new[] { ipv4 }.Concat(IPv6) : IPv6;

    /// <summary>The IPv6 addresses that somebody configured.</summary>
    public IEnumerable<InterfaceAddress> StaticIPv6 => IPv6.Where(own => !own.Address.IsLinkLocal && !LearnedIPv6.Contains(own));

    /// <summary>
    /// It is meant to carry vMotion: it is on the vmotion stack, or vMotion is selected for it. Whether it can is another
    /// matter: see <see cref="EsxHost.IsDead"/>.
    /// </summary>
    public bool IsForVMotion => Stack == NetstackKeys.VMotion || HasService(ServiceNames.VMotion);

    /// <summary>The service is known to be selected.</summary>
    public bool HasService(string service) => Services is not null && Services.Contains(service, StringComparer.Ordinal);

    /// <summary>The gateway that overrides the stack's, for this family.</summary>
    public InetAddress? GetOverride(AddressFamily family) => family == AddressFamily.IPv4 ? OverrideGateway : OverrideGateway6;

    /// <summary>An address of this adapter lies in the same subnet as <paramref name="address"/>.</summary>
    public bool IsOnLink(InetAddress address) => Addresses.Any(own => own.Subnet.Contains(address));
}
