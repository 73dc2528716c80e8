using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Rules;

/// <summary>
/// How far the networks of virtual machines reach. A verdict is made once for each network, cluster and place, however many
/// virtual machines share it.
/// </summary>
public sealed class NetworkIndex
{
    private readonly FabricIndex _fabric;
    private readonly Dictionary<(string Server, string Id), Known> _networks = new();
    private readonly Dictionary<(string Server, string Id), MandatoryHold> _holds = new();
    private readonly int _places;

    internal NetworkIndex(FabricIndex fabric)
    {
        _fabric = fabric;
        foreach (VirtualMachineNetwork network in fabric.Fabric.Networks)
            _networks[(network.Server, network.Id)] = new Known(network);
        foreach (ClusterContext cluster in fabric.Clusters)
        {
            foreach (MandatoryHostRule rule in cluster.Cluster?.MandatoryHostRules ?? Array.Empty<MandatoryHostRule>()) Note(cluster, rule);
            if (cluster.Places.Count < 2) continue;
            foreach (PlaceContext place in cluster.Places)
            {
                foreach (HostContext host in place.Hosts) host.PlaceNumber = _places;
                place.Number = _places++;
            }
        }
    }

    /// <summary>
    /// The virtual machine with those of its networks that do not reach every place where it could land. Null where there is
    /// nothing to say: its cluster is in one place, or rules that must hold keep it in one, or it does not migrate at all.
    /// </summary>
    public VirtualMachineContext? Find(VirtualMachine machine)
    {
        if (machine.IsTemplate || machine.IsClusterAgent || machine.HostId is null || machine.NetworkIds.Count == 0) return null;
        if (_fabric.FindHost(machine.Server, machine.HostId) is not { PlaceNumber: >= 0 } host) return null;
        HashSet<HostContext>? heldOn = Hold(machine)?.Hosts;

        List<NetworkReachability>? found = null;
        foreach (string id in machine.NetworkIds.Distinct(StringComparer.Ordinal))
        {
            if (!_networks.TryGetValue((machine.Server, id), out Known? network)) continue;
            if (Judge(network, host, heldOn) is NetworkReachability reach) (found ??= new List<NetworkReachability>()).Add(reach);
        }

        return found is null ? null : new VirtualMachineContext(machine, host, found);
    }

    private NetworkReachability? Judge(Known known, HostContext home, HashSet<HostContext>? heldOn)
    {
        Vlan vlan = known.Network.Kind == SwitchKind.Standard ? StandardVlan(home, known) ?? Vlan.Unknown : known.Network.Vlan;
        if (heldOn is not null) return Judge(known, home, vlan, heldOn);

        var key = (home.PlaceNumber, vlan);
        if (!known.Verdicts.TryGetValue(key, out NetworkReachability? verdict))
            known.Verdicts.Add(key, verdict = Judge(known, home, vlan, heldOn: null));
        return verdict;
    }

    private NetworkReachability? Judge(Known known, HostContext home, Vlan vlan, HashSet<HostContext>? heldOn)
    {
        VirtualMachineNetwork network = known.Network;
        var missing = new List<string>();
        var otherVlan = new List<string>();
        var unproven = new List<string>();
        Vouching vouching = Vouching.None;
        PlaceContext here = home.Cluster!.Places.First(place => place.Number == home.PlaceNumber);
        foreach (PlaceContext place in home.Cluster.Places)
        {
            if (place == here || (heldOn is not null && !place.Hosts.Any(heldOn.Contains))) continue;
            string name = string.Join("/", place.Racks);
            if (!IsIn(place, known))
            {
                missing.Add(name);
                continue;
            }

            if (IsOverlay(network)) continue;
            Vouching says = Vouch(Entries(known), here.Racks, place.Racks, out _);
            if (says == Vouching.ForThese) continue;
            if (network.Kind == SwitchKind.Standard && vlan.Kind != VlanKind.Unknown && OtherVlan(place, known, vlan) is string other)
            {
                otherVlan.Add($"{name} ({other})");
            }
            else
            {
                unproven.Add(name);
                vouching = says;
            }
        }

        if (missing.Count + otherVlan.Count + unproven.Count == 0) return null;
        return new NetworkReachability
        {
            Network = network,
            Vlan = vlan,
            MissingIn = missing,
            OtherVlanIn = otherVlan,
            UnprovenIn = unproven,
            Vouching = vouching,
            VouchedRacks = VouchedRacks(Entries(known)),
        };
    }

    // An NSX segment is an overlay by its network identifier, not by being NSX: VLAN segments are NSX too (facts 0.10).
    // NSX for vSphere made ordinary port groups with names of its own for its VXLAN networks (facts A9).
    internal static bool IsOverlay(VirtualMachineNetwork network) =>
        network.Vlan.Kind == VlanKind.Overlay
        || (network.Name.StartsWith("vxw-dvs-", StringComparison.OrdinalIgnoreCase)
            && network.Name.IndexOf("-virtualwire-", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>What a plan's entries for a network say of it and two places.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="here">The racks of the one place.</param>
    /// <param name="there">The racks of the other.</param>
    /// <param name="by">The entry that says so, where one vouches for both.</param>
    internal static Vouching Vouch(
        IReadOnlyList<VMNetworkPlan> entries, IReadOnlyList<string> here, IReadOnlyList<string> there, out VMNetworkPlan? by)
    {
        Vouching best = Vouching.None;
        by = null;
        foreach (VMNetworkPlan entry in entries)
        {
            if (entry.By == NetworkReach.Local)
            {
                if (best == Vouching.None) best = Vouching.Local;
            }
            else if (entry.Racks is null || (Names(entry.Racks, here) && Names(entry.Racks, there)))
            {
                by = entry;
                return Vouching.ForThese;
            }
            else
            {
                best = Vouching.ForOtherRacks;
            }
        }

        return best;
    }

    /// <summary>The plan's entries for a network.</summary>
    internal VMNetworkPlan[] EntriesFor(VirtualMachineNetwork network) => _fabric.Plan is null
        ? Array.Empty<VMNetworkPlan>()
        : _fabric.Plan.VMNetworks.Where(entry => Wildcard.Of(entry.Match).IsMatch(network.Name)).ToArray();

    /// <summary>The racks that entries name for a network which ends somewhere.</summary>
    internal static string[] VouchedRacks(IEnumerable<VMNetworkPlan> entries) => entries
        .Where(entry => entry.By != NetworkReach.Local)
        .SelectMany(entry => entry.Racks ?? Array.Empty<string>())
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .ToArray();

    /// <summary>What rules that must hold leave a virtual machine of its cluster; null where none concerns it.</summary>
    internal MandatoryHold? Hold(VirtualMachine machine) => _holds.TryGetValue((machine.Server, machine.Id), out MandatoryHold? hold) ? hold : null;

    private static bool Names(IReadOnlyList<string> racks, IReadOnlyList<string> place) =>
        place.Any(rack => racks.Contains(rack, StringComparer.OrdinalIgnoreCase));

    private VMNetworkPlan[] Entries(Known known) => known.Entries ??= EntriesFor(known.Network);

    private bool IsIn(PlaceContext place, Known known)
    {
        if (known.Present is null)
        {
            known.Present = new bool[_places];
            foreach (string id in known.Network.HostIds)
                if (_fabric.FindHost(known.Network.Server, id) is { PlaceNumber: >= 0 } host) known.Present[host.PlaceNumber] = true;
        }

        return known.Present[place.Number];
    }

    // DRS may take the machine to whichever host it likes: one that has another VLAN is enough.
    private static string? OtherVlan(PlaceContext place, Known known, Vlan vlan)
    {
        Vlan[] found = place.Hosts.Select(host => StandardVlan(host, known)).OfType<Vlan>().Where(other => other.Kind != VlanKind.Unknown).ToArray();
        Vlan[] others = found.Where(other => other != vlan).ToArray();
        if (others.Length == 0) return null;
        return others.Length == found.Length ? $"VLAN {others[0]}" : $"VLAN {others[0]} on {Words.Number(others.Length)} of {Words.Count(found.Length, "host")}";
    }

    private static Vlan? StandardVlan(HostContext host, Known known)
    {
        if (!known.Vlans.TryGetValue(host, out Vlan? vlan))
        {
            vlan = host.Host.StandardPortGroups.FirstOrDefault(group => group.Name == known.Network.Name)?.Vlan;
            known.Vlans.Add(host, vlan);
        }

        return vlan;
    }

    private void Note(ClusterContext cluster, MandatoryHostRule rule)
    {
        HostContext[] hosts = rule.HostIds.Select(id => _fabric.FindHost(cluster.Server, id)).OfType<HostContext>().ToArray();
        // A rule whose hosts are unknown holds nothing anywhere.
        if (hosts.Length == 0) return;
        // One set for all the rule's machines; only a machine of several rules needs one of its own.
        var ofRule = new MandatoryHold(new HashSet<HostContext>(hosts), rule.Name);
        foreach (string id in rule.VirtualMachineIds)
        {
            (string, string) machine = (cluster.Server, id);
            _holds[machine] = _holds.TryGetValue(machine, out MandatoryHold? held)
                ? new MandatoryHold(new HashSet<HostContext>(held.Hosts.Intersect(ofRule.Hosts)), $"{held.Rule}, {ofRule.Rule}")
                : ofRule;
        }
    }

    /// <summary>A network with what has been found out about it so far.</summary>
    private sealed class Known
    {
        public Known(VirtualMachineNetwork network) => Network = network;

        public VirtualMachineNetwork Network { get; }

        public bool[]? Present { get; set; }

        public VMNetworkPlan[]? Entries { get; set; }

        public Dictionary<HostContext, Vlan?> Vlans { get; } = new();

        public Dictionary<(int Place, Vlan Vlan), NetworkReachability?> Verdicts { get; } = new();
    }
}
