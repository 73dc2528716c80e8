namespace RoutedVMotion.Core.Addresses;

/// <summary>The two families that a vmkernel adapter can have addresses of.</summary>
public enum AddressFamily
{
    /// <summary>IPv4, 32 bits.</summary>
    IPv4,

    /// <summary>IPv6, 128 bits.</summary>
    IPv6,
}
