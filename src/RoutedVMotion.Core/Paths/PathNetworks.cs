using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Catalogue;

using Words = RoutedVMotion.Core.Rules.Words;

namespace RoutedVMotion.Core.Paths;

/// <summary>
/// Which networks of which virtual machines reach from one group of hosts to another, and by what. It is another question than
/// vMotion's own path: a machine arrives there and has lost its network, or cannot even leave. For one thread at a time.
/// </summary>
/// <remarks>
/// A network is there if at least one host that could take the machine has it, and with the machine's VLAN: more a migration does not
/// need. On how many of them is said where it is not on all. The host that the machine is on is none of them.
/// </remarks>
public sealed class PathNetworks
{
    /// <summary>What a migration has to mind that ends on another port group: DRS, HA and a host that is evacuated choose none.</summary>
    private const string ByName = "by another port group of that name, which the migration has to choose";

    private static readonly RuleInfo NotThere = Rule<VMNetworkNotInEveryRack>(), OtherVlan = Rule<VMNetworkVlanDiffers>(), EndsAtRack = Rule<VMNetworkEndsAtRack>();

    private readonly FabricIndex _fabric;
    private readonly Dictionary<(string Server, string Id), Known> _networks = new();
    private readonly Dictionary<HostContext, List<VirtualMachine>> _machines = new();

    internal PathNetworks(FabricIndex fabric)
    {
        _fabric = fabric;
        foreach (VirtualMachineNetwork network in fabric.Fabric.Networks) _networks[(network.Server, network.Id)] = new Known(network, fabric);
        foreach (IGrouping<string, Known> name in _networks.Values.GroupBy(known => known.Network.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (name.Skip(1).Any()) foreach (Known known in name) known.Namesakes = name.Where(other => other != known).ToArray();
        }

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

    /// <summary>The rule that must hold and keeps the one machine that is asked about away from the other group; null where none does.</summary>
    public string? HeldBy(PathGroup source, PathGroup destination) =>
        source.Machine is VirtualMachine machine && _fabric.Networks.Hold(machine) is MandatoryHold hold && IsHeld(hold, source.Ends[0].Host, destination)
            ? hold.Rule
            : null;

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
            HostContext? only = null;
            bool isOwn = true;
            for (; i < used.Length && used[i].Network == first.Network && used[i].Vlan == first.Vlan; i++)
            {
                if (used[i].Hold is MandatoryHold hold && IsHeld(hold, used[i].Host, destination)) continue;
                if (machines is null)
                {
                    machines = used[i].Machines;
                    only = used[i].Only;
                    continue;
                }

                if (isOwn) machines = new List<VirtualMachine>(machines);
                isOwn = false;
                machines.AddRange(used[i].Machines);
                if (only != used[i].Only) only = null;
            }

            if (machines is null || Judge(first.Network, first.Vlan, first.Host, only, destination) is not NetworkPath path) continue;
            (path.By is null ? lost : reached).Add(new NetworkUse(path, machines));
        }

        lost.AddRange(reached);
        return lost;
    }

    private Used[] UsedIn(PathGroup group)
    {
        if (group.Used is not null) return group.Used;
        var found = new Dictionary<(Known, Vlan, MandatoryHold?, RackContext?), Used>();
        foreach (HostContext host in group.Hosts)
        {
            foreach (VirtualMachine machine in group.Machine is VirtualMachine one ? [one] : MachinesOn(host))
            {
                MandatoryHold? hold = _fabric.Networks.Hold(machine);
                foreach (string id in machine.NetworkIds.Distinct(StringComparer.Ordinal))
                {
                    if (!_networks.TryGetValue((machine.Server, id), out Known? network)) continue;
                    Vlan vlan = VlanOn(host, network);
                    if (!found.TryGetValue((network, vlan, hold, host.Rack), out Used? known))
                        found.Add((network, vlan, hold, host.Rack), known = new Used(network, vlan, host, hold));
                    if (known.Only != host) known.Only = null;
                    known.Machines.Add(machine);
                }
            }
        }

        return group.Used = found.Values
            .OrderBy(used => used.Network.Network.Name, StringComparer.Ordinal)
            .ThenBy(used => used.Network.Network.Id, StringComparer.Ordinal)
            .ThenBy(used => used.Network.Network.Server, StringComparer.Ordinal)
            .ThenBy(used => used.Vlan.ToString(), StringComparer.Ordinal)
            .ToArray();
    }

    // A rule ties machines to hosts of their own cluster; of another cluster it says nothing.
    private static bool IsHeld(MandatoryHold hold, HostContext home, PathGroup destination) =>
        home.Cluster is not null && destination.Hosts.All(host => host.Cluster == home.Cluster && !hold.Hosts.Contains(host));

    private NetworkPath? Judge(Known known, Vlan vlan, HostContext from, HostContext? only, PathGroup destination)
    {
        // Whichever host of a rack it is, the answer is the same; for a single host it is its own. So it is where all machines are on one.
        object place = destination.IsHost ? destination.Ends[0].Host : destination.IsWholeRack ? destination.Rack! : destination;
        if (only is not null && !destination.Has(only)) only = null;
        (object, RackContext?, Vlan, HostContext?) key = (place, from.Rack, vlan, only);
        if (!known.Paths.TryGetValue(key, out NetworkPath? path)) known.Paths.Add(key, path = JudgeOnce(known, vlan, from, only, destination, place));
        return path;
    }

    /// <summary>Null where there is no other host to go to.</summary>
    private NetworkPath? JudgeOnce(Known known, Vlan vlan, HostContext from, HostContext? only, PathGroup destination, object place)
    {
        VirtualMachineNetwork network = known.Network;
        IReadOnlyList<HostContext> takers = only is null ? destination.Takers : destination.TakersBut(only);
        if (takers.Count == 0) return null;
        HostContext[] there = only is null ? known.On(place, destination) : takers.Where(known.Hosts.Contains).ToArray();
        // vCenter lets a migration choose a port group of another switch, or of another server; of those only a namesake is as good as said.
        Known found = known;
        if (there.Length == 0)
        {
            if (known.Namesakes.Count == 0 || Namesake(known, vlan, takers) is not Known namesake)
                return new NetworkPath(network, vlan, null, NotThere, Nowhere());
            found = namesake;
            there = takers.Where(namesake.Hosts.Contains).ToArray();
        }

        bool isNamesake = found != known;
        if (NetworkIndex.IsOverlay(network) && (!isNamesake || IsSameSegment(known, found)))
            return Reaches(nameof(NetworkReach.Overlay), there, needsChoice: false);

        VMNetworkPlan[] entries = known.Entries ??= _fabric.Networks.EntriesFor(network);
        bool isSamePlace = from.Rack is not null && destination.Rack is not null && from.Rack.Place == destination.Rack.Place;
        VMNetworkPlan? by = null;
        Vouching vouching = isSamePlace && !isNamesake ? Vouching.None : NetworkIndex.Vouch(entries, NamesOf(from.Rack), NamesOf(destination.Rack), out by);
        if (vouching == Vouching.ForThese) return Reaches(by!.By.ToString(), there, isNamesake);

        HostContext[] same = there;
        if (isNamesake || network.Kind == SwitchKind.Standard)
        {
            same = there.Where(host => IsSameVlan(VlanOn(host, found))).ToArray();
            if (same.Length == 0)
            {
                Vlan other = VlanOn(there[0], found);
                return isNamesake
                    ? new NetworkPath(network, vlan, null, NotThere, $"{Nowhere()}; another port group of that name has {InWords(other)} there")
                    : new NetworkPath(network, vlan, null, OtherVlan, $"VLAN {other} there, VLAN {vlan} here");
            }
        }

        if (isSamePlace) return Reaches("SameLeaves", same, isNamesake);
        string says = _fabric.Plan is null
            ? $"VLAN {vlan}, and without a plan nothing says where it ends"
            : VMNetworkEndsAtRack.Says(network, vlan, vouching, NetworkIndex.VouchedRacks(entries));
        return new NetworkPath(network, vlan, null, EndsAtRack, Join(says, OnSome(same), isNamesake ? ByName : null));

        // Of what vCenter itself matches a VLAN that could not be read is no objection; of a namesake it is no proof.
        bool IsSameVlan(Vlan other) => isNamesake
            ? other == vlan && other.Kind is not (VlanKind.Unknown or VlanKind.Overlay)
            : other == vlan || other.Kind == VlanKind.Unknown || vlan.Kind == VlanKind.Unknown;

        NetworkPath Reaches(string word, HostContext[] hosts, bool needsChoice) => new(network, vlan, word, null, Join(OnSome(hosts), needsChoice ? ByName : null));

        string Nowhere()
        {
            if (!destination.Servers.Contains(network.Server, StringComparer.OrdinalIgnoreCase)) return "not on " + string.Join(", ", destination.Servers);
            if (destination.IsHost) return "not on that host";
            string which = only is not null ? "other " : known.IsOn(destination) ? "connected " : string.Empty;
            return $"on no {which}host of {destination.Name}";
        }

        string? OnSome(HostContext[] hosts) => hosts.Length == takers.Count
            ? null
            : $"{(hosts.Length < there.Length ? $"with VLAN {vlan} " : string.Empty)}on {Words.Number(hosts.Length)} of {Words.Count(takers.Count, "host")} of {destination.Name}";
    }

    /// <summary>Of the other networks of the same name that the hosts have the one that is most like it.</summary>
    private static Known? Namesake(Known known, Vlan vlan, IReadOnlyList<HostContext> takers) => known.Namesakes
        .Where(other => takers.Any(other.Hosts.Contains))
        .OrderBy(other => VlanOn(takers.First(other.Hosts.Contains), other) != vlan)
        .ThenBy(other => other.Network.Server, StringComparer.Ordinal)
        .ThenBy(other => other.Network.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    // A segment has a port group on each switch of its transport zone, and one identifier.
    private static bool IsSameSegment(Known known, Known other) => known.Network.Vlan is { Kind: VlanKind.Overlay, Ranges: not null } vlan
        && other.Network.Vlan == vlan && string.Equals(known.Network.Server, other.Network.Server, StringComparison.OrdinalIgnoreCase);

    private static string[] NamesOf(RackContext? rack) => rack is null ? Array.Empty<string>() : [rack.Name];

    private static string InWords(Vlan vlan) => vlan.Kind == VlanKind.Overlay ? vlan.ToString() : $"VLAN {vlan}";

    private static string? Join(params string?[] parts) => parts.OfType<string>().ToArray() is { Length: > 0 } said ? string.Join("; ", said) : null;

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
        private readonly HashSet<RackContext> _racks;
        private readonly Dictionary<object, HostContext[]> _on = new();

        public Known(VirtualMachineNetwork network, FabricIndex fabric)
        {
            Network = network;
            Hosts = new HashSet<HostContext>(network.HostIds.Select(id => fabric.FindHost(network.Server, id)).OfType<HostContext>());
            _racks = new HashSet<RackContext>(Hosts.Select(host => host.Rack).OfType<RackContext>());
        }

        public VirtualMachineNetwork Network { get; }

        public HashSet<HostContext> Hosts { get; }

        /// <summary>The other networks of the same name.</summary>
        public IReadOnlyList<Known> Namesakes { get; set; } = Array.Empty<Known>();

        public VMNetworkPlan[]? Entries { get; set; }

        public Dictionary<HostContext, Vlan> Vlans { get; } = new();

        public Dictionary<(object Place, RackContext? From, Vlan Vlan, HostContext? Only), NetworkPath?> Paths { get; } = new();

        /// <summary>The hosts of a group that could take a machine and have it.</summary>
        public HostContext[] On(object place, PathGroup group)
        {
            if (!MayBeOn(group)) return Array.Empty<HostContext>();
            if (!_on.TryGetValue(place, out HostContext[]? hosts)) _on.Add(place, hosts = group.Takers.Where(Hosts.Contains).ToArray());
            return hosts;
        }

        /// <summary>A host of the group has it, whether it could take a machine or not.</summary>
        public bool IsOn(PathGroup group) => MayBeOn(group) && group.Hosts.Any(Hosts.Contains);

        // Most networks are in few racks.
        private bool MayBeOn(PathGroup group) => group.Rack is null || _racks.Contains(group.Rack);
    }

    /// <summary>Machines of a group that have a network, its VLAN and what holds them in common.</summary>
    internal sealed class Used
    {
        public Used(Known network, Vlan vlan, HostContext host, MandatoryHold? hold)
        {
            Network = network;
            Vlan = vlan;
            Host = host;
            Only = host;
            Hold = hold;
        }

        public Known Network { get; }

        public Vlan Vlan { get; }

        public HostContext Host { get; }

        /// <summary>The host that all of them are on; null where they are on several.</summary>
        public HostContext? Only { get; set; }

        public MandatoryHold? Hold { get; }

        public List<VirtualMachine> Machines { get; } = new();
    }
}
