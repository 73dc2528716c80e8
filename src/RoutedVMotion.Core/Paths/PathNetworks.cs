using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Catalogue;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// Which networks of which virtual machines reach from one group of hosts to another, and by what. It is another question than
/// vMotion's own path: a machine arrives there and has lost its network, or cannot even leave. For one thread at a time.
/// </summary>
public sealed class PathNetworks
{
    private static readonly RuleInfo NotThere = Rule<VMNetworkNotInEveryRack>(), OtherVlan = Rule<VMNetworkVlanDiffers>(), EndsAtRack = Rule<VMNetworkEndsAtRack>();

    private readonly FabricIndex _fabric;
    private readonly Dictionary<(string Server, string Id), Known> _networks = new();
    private readonly Dictionary<HostContext, List<VirtualMachine>> _machines = new();

    internal PathNetworks(FabricIndex fabric)
    {
        _fabric = fabric;
        foreach (VirtualMachineNetwork network in fabric.Fabric.Networks) _networks[(network.Server, network.Id)] = new Known(network, fabric);
        foreach (VirtualMachine machine in fabric.Fabric.VirtualMachines)
        {
            // What does not migrate has no path.
            if (machine.IsTemplate || machine.IsClusterAgent || machine.HostId is null || fabric.FindHost(machine.Server, machine.HostId) is not HostContext host) continue;
            if (!_machines.TryGetValue(host, out List<VirtualMachine>? machines)) _machines.Add(host, machines = new List<VirtualMachine>());
            machines.Add(machine);
        }
    }

    /// <summary>The virtual machines of a host that can migrate.</summary>
    public IReadOnlyList<VirtualMachine> MachinesOn(HostContext host) =>
        _machines.TryGetValue(host, out List<VirtualMachine>? machines) ? machines : Array.Empty<VirtualMachine>();

    /// <summary>
    /// The networks of the virtual machines of the one group, and how each reaches the other, those that do not first. Machines that a
    /// rule which must hold keeps away from the other group do not count.
    /// </summary>
    public IReadOnlyList<NetworkUse> Between(PathGroup source, PathGroup destination)
    {
        var reached = new List<NetworkUse>();
        var lost = new List<NetworkUse>();
        Used[] used = UsedIn(source);
        // They are in order, those of one network and VLAN next to each other.
        for (int i = 0; i < used.Length;)
        {
            Used first = used[i];
            List<VirtualMachine>? machines = null;
            bool isOwn = true;
            for (; i < used.Length && used[i].Network == first.Network && used[i].Vlan == first.Vlan; i++)
            {
                if (IsHeld(used[i], destination)) continue;
                if (machines is null)
                {
                    machines = used[i].Machines;
                    continue;
                }

                if (isOwn) machines = new List<VirtualMachine>(machines);
                isOwn = false;
                machines.AddRange(used[i].Machines);
            }

            if (machines is null) continue;
            NetworkPath path = Judge(first.Network, first.Vlan, first.Host, destination);
            (path.By is null ? lost : reached).Add(new NetworkUse(path, machines));
        }

        lost.AddRange(reached);
        return lost;
    }

    private Used[] UsedIn(PathGroup group)
    {
        if (group.Used is not null) return group.Used;
        var found = new Dictionary<(Known, Vlan, HashSet<HostContext>?, RackContext?), Used>();
        foreach (HostContext host in group.Hosts)
        {
            foreach (VirtualMachine machine in group.Machine is VirtualMachine one ? [one] : MachinesOn(host))
            {
                HashSet<HostContext>? heldOn = _fabric.Networks.HeldOn(machine);
                foreach (string id in machine.NetworkIds.Distinct(StringComparer.Ordinal))
                {
                    if (!_networks.TryGetValue((machine.Server, id), out Known? network)) continue;
                    Vlan vlan = VlanOn(host, network);
                    if (!found.TryGetValue((network, vlan, heldOn, host.Rack), out Used? known))
                        found.Add((network, vlan, heldOn, host.Rack), known = new Used(network, vlan, host, heldOn));
                    known.Machines.Add(machine);
                }
            }
        }

        return group.Used = found.Values
            .OrderBy(used => used.Network.Network.Name, StringComparer.Ordinal)
            .ThenBy(used => used.Network.Network.Id, StringComparer.Ordinal)
            .ThenBy(used => used.Vlan.ToString(), StringComparer.Ordinal)
            .ToArray();
    }

    // A rule ties machines to hosts of their own cluster; of another cluster it says nothing.
    private static bool IsHeld(Used used, PathGroup destination) => used.HeldOn is HashSet<HostContext> held
        && used.Host.Cluster is ClusterContext cluster && destination.Clusters.Contains(cluster) && !destination.Hosts.Any(held.Contains);

    private NetworkPath Judge(Known known, Vlan vlan, HostContext from, PathGroup destination)
    {
        // Whichever host of a rack it is, the answer is the same; for a single host it is its own.
        object there = destination.IsHost ? destination.Ends[0].Host : destination.Ends.Count == destination.Rack!.Hosts.Count ? destination.Rack : destination;
        (object, RackContext?, Vlan) key = (there, from.Rack, vlan);
        if (!known.Paths.TryGetValue(key, out NetworkPath? path)) known.Paths.Add(key, path = JudgeOnce(known, vlan, from, destination));
        return path;
    }

    private NetworkPath JudgeOnce(Known known, Vlan vlan, HostContext from, PathGroup destination)
    {
        VirtualMachineNetwork network = known.Network;
        bool isWhole = destination.Rack is not null && destination.Ends.Count == destination.Rack.Hosts.Count;
        if (isWhole ? !known.Racks.Contains(destination.Rack!) : !destination.Hosts.Any(known.Hosts.Contains))
            return new NetworkPath(network, vlan, null, NotThere, destination.IsHost ? "not on that host" : $"on no host of {destination.Name}");
        if (NetworkIndex.IsOverlay(network)) return new NetworkPath(network, vlan, nameof(NetworkReach.Overlay), null, null);

        VMNetworkPlan[] entries = known.Entries ??= _fabric.Networks.EntriesFor(network);
        bool isSamePlace = from.Rack is not null && destination.Rack is not null && from.Rack.Place == destination.Rack.Place;
        VMNetworkPlan? by = null;
        Vouching vouching = isSamePlace || from.Rack is null || destination.Rack is null
            ? Vouching.None
            : NetworkIndex.Vouch(entries, [from.Rack.Name], [destination.Rack.Name], out by);
        if (vouching == Vouching.ForThese) return new NetworkPath(network, vlan, by!.By.ToString(), null, null);
        if (network.Kind == SwitchKind.Standard && vlan.Kind != VlanKind.Unknown
            && destination.Hosts.Where(known.Hosts.Contains).Select(host => VlanOn(host, known)).FirstOrDefault(other => other != vlan && other.Kind != VlanKind.Unknown) is Vlan found)
        {
            return new NetworkPath(network, vlan, null, OtherVlan, $"VLAN {found} there, VLAN {vlan} here");
        }

        return isSamePlace
            ? new NetworkPath(network, vlan, "SameLeaves", null, null)
            : new NetworkPath(network, vlan, null, EndsAtRack, _fabric.Plan is null
                ? $"VLAN {vlan}, and without a plan nothing says where it ends"
                : VMNetworkEndsAtRack.Says(network, vlan, vouching, NetworkIndex.VouchedRacks(entries)));
    }

    private static Vlan VlanOn(HostContext host, Known known)
    {
        if (known.Network.Kind != SwitchKind.Standard) return known.Network.Vlan;
        if (!known.Vlans.TryGetValue(host, out Vlan? vlan))
        {
            vlan = host.Host.StandardPortGroups.FirstOrDefault(group => group.Name == known.Network.Name)?.Vlan ?? Vlan.Unknown;
            known.Vlans.Add(host, vlan);
        }

        return vlan;
    }

    private static RuleInfo Rule<T>()
        where T : VirtualMachineRule => RuleCatalog.Rules.OfType<T>().Single().Info;

    /// <summary>A network with what has been found out about it so far.</summary>
    internal sealed class Known
    {
        public Known(VirtualMachineNetwork network, FabricIndex fabric)
        {
            Network = network;
            Hosts = new HashSet<HostContext>(network.HostIds.Select(id => fabric.FindHost(network.Server, id)).OfType<HostContext>());
            Racks = new HashSet<RackContext>(Hosts.Select(host => host.Rack).OfType<RackContext>());
        }

        public VirtualMachineNetwork Network { get; }

        public HashSet<HostContext> Hosts { get; }

        public HashSet<RackContext> Racks { get; }

        public VMNetworkPlan[]? Entries { get; set; }

        public Dictionary<HostContext, Vlan> Vlans { get; } = new();

        public Dictionary<(object There, RackContext? From, Vlan Vlan), NetworkPath> Paths { get; } = new();
    }

    /// <summary>Machines of a group that have a network, its VLAN and what holds them in common.</summary>
    internal sealed class Used
    {
        public Used(Known network, Vlan vlan, HostContext host, HashSet<HostContext>? heldOn)
        {
            Network = network;
            Vlan = vlan;
            Host = host;
            HeldOn = heldOn;
        }

        public Known Network { get; }

        public Vlan Vlan { get; }

        public HostContext Host { get; }

        public HashSet<HostContext>? HeldOn { get; }

        public List<VirtualMachine> Machines { get; } = new();
    }
}
