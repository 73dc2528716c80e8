using System;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Whether the network carries a migration: from each vMotion adapter of the one host to each of the other, and back, as pings are
/// computed. Nobody knows which of them a migration takes, nor which address family where both have both.
/// </summary>
internal static class MigrationNetwork
{
    // TCP's first packet, with room for its options.
    private const int SynPacket = 128;

    /// <summary>Why it does not, as the hosts would put it; null where it does.</summary>
    public static string? FindProblem(Host source, Host target) => FindProblemOneWay(source, target) ?? FindProblemOneWay(target, source);

    private static string? FindProblemOneWay(Host source, Host target)
    {
        foreach (VMKernelAdapter sender in source.MigrationAdapters)
        {
            foreach (VMKernelAdapter receiver in target.MigrationAdapters)
                if (FindProblem(source, sender, receiver) is string problem) return problem;
        }

        return null;
    }

    private static string? FindProblem(Host source, VMKernelAdapter sender, VMKernelAdapter receiver)
    {
        AddressFamily[] families = new[] { AddressFamily.IPv4, AddressFamily.IPv6 }.Where(family => AddressOf(sender, family) is not null && AddressOf(receiver, family) is not null).ToArray();
        if (families.Length == 0) return $"vMotion migration failed: {sender.Device} and the adapter of the other host have no address of one family";
        foreach (AddressFamily family in families)
        {
            InetAddress from = AddressOf(sender, family)!.Value, to = AddressOf(receiver, family)!.Value;
            // Both ends settle on what the smaller adapter takes (MSS); of what lies between they know nothing.
            if (Pinger.Carries(source, sender, receiver, family, Math.Min(sender.Mtu, receiver.Mtu))) continue;
            if (HostRouter.Find(source, sender, to) is null) return $"Migration failed to connect to remote host <{to}> from host <{from}>: Network unreachable";
            return Pinger.Carries(source, sender, receiver, family, SynPacket)
                ? $"Migration to host <{to}> from host <{from}> failed: timed out waiting for migration data"
                : $"Migration failed to connect to remote host <{to}> from host <{from}>: Timeout";
        }

        return null;
    }

    // The link-local address is there for neighbours, and not for this.
    private static InetAddress? AddressOf(VMKernelAdapter adapter, AddressFamily family) =>
        family == AddressFamily.IPv4 ? adapter.IPv4?.Address : adapter.IPv6.Select(address => (InetAddress?)address.Address).FirstOrDefault();
}
