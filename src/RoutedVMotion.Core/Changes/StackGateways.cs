using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Changes;

/// <summary>The default gateways of a TCP/IP stack.</summary>
/// <param name="IPv4">The IPv4 gateway; null for none.</param>
/// <param name="IPv6">The IPv6 gateway; null for none.</param>
public sealed record StackGateways(InetAddress? IPv4, InetAddress? IPv6)
{
    /// <summary>No gateway at all.</summary>
    public static StackGateways None { get; } = new(null, null);

    /// <summary>The gateway of this family.</summary>
    public InetAddress? Get(AddressFamily family) => family == AddressFamily.IPv4 ? IPv4 : IPv6;

    /// <summary>The same with another gateway in this family.</summary>
    public StackGateways With(AddressFamily family, InetAddress? gateway) =>
        family == AddressFamily.IPv4 ? this with { IPv4 = gateway } : this with { IPv6 = gateway };

    /// <summary>For example "172.16.1.1", "172.16.1.1 and fd00:1::1" or "none".</summary>
    public override string ToString() =>
        IPv4 is null ? IPv6?.ToString() ?? "none" : IPv6 is null ? IPv4.ToString()! : IPv4 + " and " + IPv6;
}
