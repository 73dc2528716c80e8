using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Plan;

/// <summary>The addresses that one adapter of one host is pinned to.</summary>
/// <param name="IPv4">The IPv4 address.</param>
/// <param name="IPv6">The IPv6 address.</param>
/// <param name="Position">Where it stands.</param>
public sealed record PlannedAddress(InetAddress? IPv4, InetAddress? IPv6, SourcePosition Position);
