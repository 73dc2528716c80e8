using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Rules;

/// <summary>The addresses that one adapter of a host is meant to have.</summary>
/// <param name="IPv4">The IPv4 address; null where the rack has no IPv4.</param>
/// <param name="IPv6">The IPv6 address; null where the rack has no IPv6.</param>
public sealed record AssignedAddress(InetAddress? IPv4, InetAddress? IPv6)
{
    /// <summary>The address of this family.</summary>
    public InetAddress? Get(AddressFamily family) => family == AddressFamily.IPv4 ? IPv4 : IPv6;
}
