using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Plan;

using Words = RoutedVMotion.Core.Rules.Words;

namespace RoutedVMotion.Core.Reports;

/// <summary>A rack's part of the addressing in words, as the page and the document have it.</summary>
internal static class SchemeWords
{
    private const string NotSaid = "not said";

    /// <summary>The subnets, IPv4 first.</summary>
    public static string SubnetsOf(Rack rack) => Both(rack.VMotion.Subnet, rack.VMotion.Subnet6);

    /// <summary>The gateways, IPv4 first; or that there is none, which is legal.</summary>
    public static string GatewaysOf(Rack rack) => Both(rack.VMotion.Gateway, rack.VMotion.Gateway6) is { Length: > 0 } gateways ? gateways : "none (an island)";

    /// <summary>The VLAN.</summary>
    public static string VlanOf(Rack rack) => rack.VMotion.Vlan?.ToString(CultureInfo.InvariantCulture) ?? NotSaid;

    /// <summary>The MTU in bytes.</summary>
    public static string MtuOf(Rack rack) => rack.VMotion.Mtu?.ToString(CultureInfo.InvariantCulture) ?? NotSaid;

    /// <summary>The port groups of the rack's adapters, alternatives by "or", adapters by commas.</summary>
    public static string PortGroupsOf(Rack rack) =>
        string.Join(", ", rack.VMotion.Adapters.Where(adapter => adapter.PortGroups.Count > 0).Select(adapter => string.Join(" or ", adapter.PortGroups)));

    /// <summary>Where the addresses of the rack come from: the pools of all adapters, and what is pinned.</summary>
    public static string AddressesOf(Rack rack)
    {
        IEnumerable<string> pools = rack.VMotion.Adapters.SelectMany(adapter => new[] { adapter.Pool?.ToString(), adapter.Pool6?.ToString() }).OfType<string>();
        int pinned = rack.VMotion.Addresses.Count;
        string[] all = (pinned == 0 ? pools : pools.Append("pinned for " + Words.Count(pinned, "host"))).ToArray();
        return all.Length == 0 ? "what the hosts have" : string.Join(", ", all);
    }

    /// <summary>What is there of the two, IPv4's and IPv6's; empty for neither.</summary>
    public static string Both(object? left, object? right) => string.Join(", ", new[] { left?.ToString(), right?.ToString() }.Where(part => !string.IsNullOrEmpty(part)));
}
