using System.Globalization;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Inventory;

/// <summary>A row of a TCP/IP stack's routing table.</summary>
/// <param name="Destination">The destination; 0.0.0.0/0 or ::/0 for the default route.</param>
/// <param name="Gateway">The next hop; null for a connected subnet.</param>
/// <param name="Device">The adapter it leaves by, where the host says so.</param>
public sealed record Route(Subnet Destination, InetAddress? Gateway, string? Device)
{
    /// <summary>For example "172.16.0.0/16 via 172.16.1.1" or "172.16.1.0/24 on vmk1".</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0}{1}{2}",
        Destination.IsDefault ? "default" : Destination,
        Gateway is InetAddress gateway ? " via " + gateway : string.Empty,
        Gateway is null && Device is not null ? " on " + Device : string.Empty);
}
