using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// How an ESXi kernel chooses the next hop: on the link of the sending adapter, else by its override, else by the longest
/// match in its stack's table, where the connected subnets of the stack's other adapters and the default gateway stand too.
/// </summary>
internal static class HostRouter
{
    /// <summary>The next hop for a packet that this adapter sends; null if the destination is unreachable.</summary>
    public static NextHop? Find(Host host, VMKernelAdapter adapter, InetAddress destination)
    {
        if (adapter.IsOnLink(destination)) return new NextHop(adapter, destination);

        InetAddress? byOverride = destination.Family == AddressFamily.IPv4 ? adapter.OverrideGateway : adapter.OverrideGateway6;
        // An override binds its adapter: a gateway that is not on its link is none.
        if (byOverride is InetAddress gateway) return adapter.IsOnLink(gateway) ? new NextHop(adapter, gateway) : null;

        return Table(host, adapter.Stack)
            .Where(row => row.Destination.Contains(destination))
            .OrderByDescending(row => row.Destination.PrefixLength)
            .Select(row => new NextHop(row.By, row.Gateway ?? destination))
            .FirstOrDefault();
    }

    private static IEnumerable<(Subnet Destination, InetAddress? Gateway, VMKernelAdapter By)> Table(Host host, string stackKey)
    {
        VMKernelAdapter[] adapters = host.Adapters.Where(adapter => adapter.Stack == stackKey).ToArray();
        foreach (VMKernelAdapter adapter in adapters)
        {
            foreach (InterfaceAddress own in adapter.Addresses) yield return (own.Subnet, null, adapter);
        }

        if (host.FindStack(stackKey) is not NetStack stack) yield break;
        var routes = new List<(Subnet Destination, InetAddress Gateway)>(stack.StaticRoutes);
        if (stack.Gateway is InetAddress gateway) routes.Add((Subnet.Parse("0.0.0.0/0"), gateway));
        if (stack.Gateway6 is InetAddress gateway6) routes.Add((Subnet.Parse("::/0"), gateway6));
        foreach ((Subnet destination, InetAddress via) in routes)
        {
            // The kernel installs a route only where its gateway is on a link.
            if (adapters.FirstOrDefault(adapter => adapter.IsOnLink(via)) is VMKernelAdapter by) yield return (destination, via, by);
        }
    }
}
