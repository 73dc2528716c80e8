using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Changes;

/// <summary>
/// What makes a vmkernel adapter the one it is, apart from its number, its port and its MAC address, which may differ after it
/// was removed and made again. Two adapters of equal settings are as good as each other.
/// </summary>
public sealed record AdapterSettings
{
    /// <summary>The key of its TCP/IP stack.</summary>
    public required string Stack { get; init; }

    /// <summary>The port group: the managed object id of a distributed one, the name of a standard one; null where it could not be read.</summary>
    public string? PortGroupId { get; init; }

    /// <summary>The port group's name.</summary>
    public string? PortGroup { get; init; }

    /// <summary>The kind of switch that the port group is on.</summary>
    public SwitchKind Switch { get; init; }

    /// <summary>The IPv4 address comes from DHCP; <see cref="IPv4"/> is then empty, since it may change by itself.</summary>
    public bool Dhcp { get; init; }

    /// <summary>The IPv4 address.</summary>
    public InterfaceAddress? IPv4 { get; init; }

    /// <summary>The IPv6 addresses that somebody configured, in their order as numbers.</summary>
    public IReadOnlyList<InterfaceAddress> IPv6 { get; init; } = Array.Empty<InterfaceAddress>();

    /// <summary>
    /// IPv6 addresses come from router advertisements, too. Whether a host turns that on by itself for an adapter of which the request
    /// says nothing stands nowhere [K] (the capture of 8.0.2 has it off), and it makes no other adapter: equality does not ask for it.
    /// </summary>
    public bool AutoconfiguredIPv6 { get; init; }

    /// <summary>IPv6 addresses come from DHCPv6, too.</summary>
    public bool Dhcp6 { get; init; }

    /// <summary>MTU in bytes; null where it could not be read.</summary>
    public int? Mtu { get; init; }

    /// <summary>The gateway that overrides the stack's, IPv4.</summary>
    public InetAddress? OverrideGateway { get; init; }

    /// <summary>The gateway that overrides the stack's, IPv6.</summary>
    public InetAddress? OverrideGateway6 { get; init; }

    /// <summary>
    /// The services selected for it, sorted; null where they could not be read. Empty on the vmotion stack, where vMotion is
    /// implied: servers differ in whether they list it (facts B5).
    /// </summary>
    public IReadOnlyList<string>? Services { get; init; } = Array.Empty<string>();

    /// <summary>It carries vMotion, by its stack or by selection.</summary>
    public bool IsForVMotion => Stack == NetstackKeys.VMotion || HasService(ServiceNames.VMotion);

    /// <summary>All configured addresses.</summary>
    public IEnumerable<InterfaceAddress> Addresses => IPv4 is InterfaceAddress own ? IPv6.Prepend(own) : IPv6;

    /// <summary>What this adapter is made of.</summary>
    public static AdapterSettings Of(Adapter adapter) => new()
    {
        Stack = adapter.Stack,
        PortGroupId = adapter.PortGroup?.Id,
        PortGroup = adapter.PortGroup?.Name,
        Switch = adapter.PortGroup?.Kind ?? SwitchKind.Unknown,
        Dhcp = adapter.Dhcp,
        IPv4 = adapter.Dhcp ? null : adapter.IPv4,
        IPv6 = Sort(adapter.StaticIPv6),
        AutoconfiguredIPv6 = adapter.AutoconfiguredIPv6,
        Dhcp6 = adapter.Dhcp6,
        Mtu = adapter.Mtu,
        OverrideGateway = adapter.OverrideGateway,
        OverrideGateway6 = adapter.OverrideGateway6,
        Services = adapter.Stack == NetstackKeys.VMotion ? Array.Empty<string>() : adapter.Services,
    };

    /// <summary>The service is known to be selected.</summary>
    public bool HasService(string service) => Services is not null && Services.Contains(service, StringComparer.Ordinal);

    /// <summary>The same with vMotion selected, or not.</summary>
    public AdapterSettings WithVMotion(bool selected) => this with
    {
        Services = (Services ?? Array.Empty<string>())
            .Where(service => service != ServiceNames.VMotion)
            .Concat(selected ? new[] { ServiceNames.VMotion } : Array.Empty<string>())
            .OrderBy(service => service, StringComparer.Ordinal)
            .ToArray(),
    };

    /// <summary>In the order of their numbers, so that the order in which a host lists them does not matter.</summary>
    public static IReadOnlyList<InterfaceAddress> Sort(IEnumerable<InterfaceAddress> addresses) =>
        addresses.OrderBy(own => own.Address).ThenBy(own => own.PrefixLength).ToArray();

    /// <inheritdoc/>
    public bool Equals(AdapterSettings? other) =>
        other is not null
        && Stack == other.Stack
        && PortGroupId == other.PortGroupId
        && Switch == other.Switch
        && Dhcp == other.Dhcp
        && Nullable.Equals(IPv4, other.IPv4)
        && IPv6.SequenceEqual(other.IPv6)
        && Dhcp6 == other.Dhcp6
        && Mtu == other.Mtu
        && Nullable.Equals(OverrideGateway, other.OverrideGateway)
        && Nullable.Equals(OverrideGateway6, other.OverrideGateway6)
        && (Services is null ? other.Services is null : other.Services is not null && Services.SequenceEqual(other.Services, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Stack.GetHashCode() * 397) ^ (IPv4?.GetHashCode() ?? 0) ^ ((PortGroupId?.GetHashCode() ?? 0) * 31));

    /// <summary>For example "172.16.1.11/24 on vmotion, dvpg-vmotion-r01, MTU 9000".</summary>
    public override string ToString()
    {
        var parts = new List<string>
        {
            (Dhcp ? "DHCP" : Addresses.Any() ? string.Join(", ", Addresses) : "no address") + " on " + Stack,
        };
        if (PortGroup is not null) parts.Add(PortGroup);
        if (Mtu is int mtu) parts.Add("MTU " + mtu.ToString(CultureInfo.InvariantCulture));
        if (OverrideGateway is not null) parts.Add("gateway override " + OverrideGateway);
        if (OverrideGateway6 is not null) parts.Add("gateway override " + OverrideGateway6);
        if (Services is { Count: > 0 }) parts.Add("for " + string.Join(" and ", Services));
        return string.Join(", ", parts);
    }
}
