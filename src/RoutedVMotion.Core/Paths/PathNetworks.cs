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
        foreach (VirtualMachineNetwork network in fabric.Fabric.Networks) _networks[(network.Server, network.Id)] = new Known(network);
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
        var uses = new List<NetworkUse>();
        foreach (IGrouping<(Known Network, Vlan Vlan), Used> network in UsedIn(source).Where(used => !IsHeld(used, destination)).GroupBy(used => (used.Network, used.Vlan)))
        {
            Used first = network.First();
            uses.Add(new NetworkUse(Judge(first.Network, first.Vlan, first.Host, destination), network.SelectMany(used => used.Machines).ToArray()));
        }

        return uses
            .OrderBy(use => use.Path.By is not null)
            .ThenBy(use => use.Path.Network.Name, StringComparer.Ordinal)
            .ThenBy(use => use.Path.Network.Id, StringComparer.Ordinal)
            .ToArray();
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

        return group.Used = found.Values.ToArray();
    }

    // A rule ties machines to hosts of their own cluster; of another cluster it says nothing.
    private static bool IsHeld(Used used, PathGroup destination) => used.HeldOn is HashSet<HostContext> held
        && destination.Hosts.Any(host => host.Cluster == used.Host.Cluster) && !destination.Hosts.Any(held.Contains);

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
        HostContext[] hosts = destination.Hosts.Where(host => known.Hosts.Contains((host.Host.Server, host.Host.Id))).ToArray();
        if (hosts.Length == 0)
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
            && hosts.Select(host => VlanOn(host, known)).FirstOrDefault(other => other != vlan && other.Kind != VlanKind.Unknown) is Vlan found)
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
        public Known(VirtualMachineNetwork network)
        {
            Network = network;
            Hosts = new HashSet<(string, string)>(network.HostIds.Select(id => (network.Server, id)));
        }

        public VirtualMachineNetwork Network { get; }

        public HashSet<(string Server, string Id)> Hosts { get; }

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
