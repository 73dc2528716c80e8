using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Tests.Paths;

/// <summary>
/// What a simulated fabric really does with vMotion, by brute force: every pair of hosts, every adapter and address family, each way,
/// packet by packet through cables, VLANs, leaves and spines. It knows of no plan, no rule and no class of hosts.
/// </summary>
internal static class PhysicalWalk
{
    /// <summary>By the names of both hosts, whether a migration from the one to the other gets through.</summary>
    /// <param name="fabric">The fabric.</param>
    /// <param name="families">The families that a migration may take; none for all.</param>
    public static Dictionary<(string From, string To), bool> Of(LeafSpineFabric fabric, params AddressFamily[] families)
    {
        Host[] hosts = fabric.Hosts.ToArray();
        var oneWay = new Dictionary<(Host, Host), bool>();
        foreach (Host from in hosts)
            foreach (Host to in hosts.Where(other => other != from)) oneWay.Add((from, to), Carries(from, to, families));
        return oneWay.ToDictionary(pair => (pair.Key.Item1.Name, pair.Key.Item2.Name), pair => pair.Value && oneWay[(pair.Key.Item2, pair.Key.Item1)]);
    }

    /// <summary>Puts right what is wrong with the network, and leaves what is configured on hosts.</summary>
    public static void Heal(LeafSpineFabric fabric)
    {
        foreach (LeafGroup group in fabric.Network.Groups)
        {
            foreach (Svi svi in group.Svis.Values) (svi.IsUp, svi.AnswersEcho) = (true, true);
            foreach (LeafPort port in group.Leaves.SelectMany(leaf => leaf.Ports)) port.Vlans = group.HostVlans;
        }

        foreach (FabricLink link in fabric.Network.Links) link.Mtu = 9216;
        foreach (Spine spine in fabric.Network.Spines) spine.BlackHoles.Clear();
        fabric.Network.Detours.Clear();
        foreach (VMKernelAdapter adapter in fabric.Hosts.SelectMany(host => host.Adapters)) adapter.AnswersEcho = true;
    }

    private static bool Carries(Host from, Host to, AddressFamily[] families)
    {
        // vCenter has to reach both.
        if (from.State != HostState.Connected || to.State != HostState.Connected) return false;
        IReadOnlyList<VMKernelAdapter> senders = from.MigrationAdapters, receivers = to.MigrationAdapters;
        return senders.Count > 0 && receivers.Count > 0 && senders.All(sender => receivers.All(receiver => Carries(from, sender, receiver, families)));
    }

    // Whichever family both have: nobody knows which one a migration takes. TCP settles on the smaller MTU of both ends.
    private static bool Carries(Host from, VMKernelAdapter sender, VMKernelAdapter receiver, AddressFamily[] families)
    {
        AddressFamily[] common = Enum.GetValues<AddressFamily>().Where(family => Has(sender, family) && Has(receiver, family) && (families.Length == 0 || families.Contains(family))).ToArray();
        return common.Length > 0 && common.All(family => Pinger.Carries(from, sender, receiver, family, Math.Min(sender.Mtu, receiver.Mtu)));
    }

    private static bool Has(VMKernelAdapter adapter, AddressFamily family) => family == AddressFamily.IPv4 ? adapter.IPv4 is not null : adapter.IPv6.Count > 0;
}
