using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Plan;

/// <summary>The address that an adapter of a host is to have, or why there is none.</summary>
/// <param name="Address">The address with the rack's prefix length; null where there is a problem.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Problem">Why there is none.</param>
/// <param name="Explanation">The same in words: "the lowest free of pool 172.16.1.11-172.16.1.60".</param>
public sealed record AssignedAddress(InterfaceAddress? Address, AddressSource Source, AddressProblem Problem, string Explanation);
