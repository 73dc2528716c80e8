using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// Which address each vMotion adapter of each host is to have: the plan's addresses first; then what the host already has on
/// the rack's stack; then, with all of those and every address seen anywhere reserved, the lowest free of the pool, hosts in
/// ordinal order of their names; only without a pool the address of the adapter that is replaced. It always looks at the
/// whole fabric, so that the answer for a host does not depend on which hosts were asked for.
/// </summary>
public sealed class AddressAssignment
{
    private static readonly AddressFamily[] Families = [AddressFamily.IPv4, AddressFamily.IPv6];

    private readonly Dictionary<InetAddress, List<(EsxHost Host, Adapter Adapter)>> _seen = [];
    private readonly Dictionary<InetAddress, int> _pins = [];
    private readonly HashSet<InetAddress> _taken = [];
    private readonly HashSet<InetAddress> _gateways = [];
    private readonly Dictionary<(AddressPool Pool, Subnet Subnet), InetAddress?> _next = [];
    private readonly Dictionary<(string Server, string Id), AssignedHost> _hosts = [];
    private readonly Func<EsxHost, Adapter, bool> _isLeftOver;
    private readonly Func<EsxHost, Adapter, bool> _isHalfMade;

    private AddressAssignment(RackPlan plan, Fabric fabric, Func<EsxHost, Adapter, bool>? isLeftOver, Func<EsxHost, Adapter, bool>? isHalfMade)
    {
        _isLeftOver = isLeftOver ?? ((_, _) => false);
        _isHalfMade = isHalfMade ?? ((_, _) => false);
        foreach (EsxHost host in fabric.Hosts)
        {
            foreach (Adapter adapter in host.Adapters)
            {
                foreach (InterfaceAddress own in adapter.Addresses) Seen(own.Address).Add((host, adapter));
            }
        }

        foreach (RackVMotion segment in plan.Racks.Select(rack => rack.VMotion))
        {
            if (segment.Gateway is InetAddress gateway) _gateways.Add(gateway);
            if (segment.Gateway6 is InetAddress gateway6) _gateways.Add(gateway6);
            foreach (PlannedAddress pin in segment.Addresses.Values.SelectMany(pins => pins))
            {
                if (pin.IPv4 is InetAddress ip) _pins[ip] = Count(ip) + 1;
                if (pin.IPv6 is InetAddress ip6) _pins[ip6] = Count(ip6) + 1;
            }
        }

        var matcher = new HostMatcher(plan);
        Slot[] slots = fabric.Hosts
            .OrderBy(host => host.Name, StringComparer.Ordinal)
            .ThenBy(host => host.Server, StringComparer.Ordinal)
            .ThenBy(host => host.Id, StringComparer.Ordinal)
            .SelectMany(host => Slots(matcher.Match(host)))
            .ToArray();
        foreach (Slot slot in slots) ByPin(slot);
        foreach (Slot slot in slots.Where(slot => slot.Result is null)) ByCurrent(slot);
        foreach (Slot slot in slots.Where(slot => slot.Result is null)) ByPool(slot);
        foreach (Slot slot in slots.Where(slot => slot.Result is null)) ByReplaced(slot);

        foreach (IGrouping<(string, string), Slot> host in slots.GroupBy(slot => Key(slot.Match.Host)))
        {
            _hosts[host.Key] = new AssignedHost(host.First().Match)
            {
                Adapters = host.GroupBy(slot => slot.Index).Select(adapter => new AssignedAdapter
                {
                    Index = adapter.Key,
                    Current = adapter.First().Current,
                    Replaces = adapter.First().Replaces,
                    IPv4 = adapter.FirstOrDefault(slot => slot.Family == AddressFamily.IPv4)?.Result,
                    IPv6 = adapter.FirstOrDefault(slot => slot.Family == AddressFamily.IPv6)?.Result,
                }).ToArray(),
            };
        }

        foreach (EsxHost host in fabric.Hosts)
        {
            if (!_hosts.ContainsKey(Key(host))) _hosts[Key(host)] = new AssignedHost(matcher.Match(host));
        }

        Hosts = fabric.Hosts.Select(Find).ToArray();
    }

    /// <summary>Every host of the fabric, in the fabric's order.</summary>
    public IReadOnlyList<AssignedHost> Hosts { get; }

    /// <summary>The addresses of all hosts of this fabric by this plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="fabric">All hosts.</param>
    /// <param name="isLeftOver">Adapters that are about to go, so that their hosts may have their addresses; null for none.</param>
    /// <param name="isHalfMade">Adapters that are to carry vMotion, and are not selected for it yet; null for none.</param>
    public static AddressAssignment Of(
        RackPlan plan, Fabric fabric, Func<EsxHost, Adapter, bool>? isLeftOver = null, Func<EsxHost, Adapter, bool>? isHalfMade = null) => new(plan, fabric, isLeftOver, isHalfMade);

    /// <summary>The addresses of a host of the fabric.</summary>
    /// <exception cref="KeyNotFoundException">The host is not of this fabric.</exception>
    public AssignedHost Find(EsxHost host) => _hosts[Key(host)];

    /// <summary>Which of the host's adapters are the rack's adapters today, and which they would replace; one pair for each.</summary>
    /// <param name="segment">The rack's segment.</param>
    /// <param name="host">The host.</param>
    /// <param name="isHalfMade">Adapters that are to carry vMotion, and are not selected for it yet; null for none.</param>
    public static IReadOnlyList<(Adapter? Current, Adapter? Replaces)> Pair(RackVMotion segment, EsxHost host, Func<EsxHost, Adapter, bool>? isHalfMade = null)
    {
        Adapter?[] current = Pair(segment, host.Adapters.Where(adapter => adapter.Stack == segment.Stack && !adapter.SystemOwned
            && (adapter.IsForVMotion || isHalfMade?.Invoke(host, adapter) == true)));
        Adapter?[] replaces = Pair(segment, host.Adapters.Where(adapter => adapter.Stack != segment.Stack && adapter.IsForVMotion && !adapter.SystemOwned));
        return current.Zip(replaces, (now, old) => (now, old)).ToArray();
    }

    private static Adapter?[] Pair(RackVMotion segment, IEnumerable<Adapter> candidates)
    {
        List<Adapter> left = candidates.ToList();
        var paired = new Adapter?[Math.Max(1, segment.Adapters.Count)];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int index = 0; index < paired.Length; index++)
            {
                // By port group first; what is left over, in the order of the devices.
                Adapter? found = paired[index] ?? left.FirstOrDefault(adapter => pass == 1 || (index < segment.Adapters.Count
                    && segment.Adapters[index].PortGroups.Contains(adapter.PortGroup?.Name ?? string.Empty, StringComparer.OrdinalIgnoreCase)));
                if (found is null) continue;
                paired[index] = found;
                left.Remove(found);
            }
        }

        return paired;
    }

    private IEnumerable<Slot> Slots(HostMatch match)
    {
        if (match.Rack is not Rack rack) yield break;
        IReadOnlyList<(Adapter? Current, Adapter? Replaces)> pairs = Pair(rack.VMotion, match.Host, _isHalfMade);
        rack.VMotion.Addresses.TryGetValue(match.Host.Name, out IReadOnlyList<PlannedAddress>? pins);
        for (int index = 0; index < pairs.Count; index++)
        {
            foreach (AddressFamily family in Families)
            {
                if (rack.VMotion.GetSubnet(family) is not Subnet subnet) continue;
                PlannedAddress? pin = pins is not null && index < pins.Count ? pins[index] : null;
                RackAdapter? adapter = index < rack.VMotion.Adapters.Count ? rack.VMotion.Adapters[index] : null;
                yield return new Slot(match, rack, index, family, subnet)
                {
                    Current = pairs[index].Current,
                    Replaces = pairs[index].Replaces,
                    Pin = family == AddressFamily.IPv4 ? pin?.IPv4 : pin?.IPv6,
                    Pool = family == AddressFamily.IPv4 ? adapter?.Pool : adapter?.Pool6,
                };
            }
        }
    }

    private void ByPin(Slot slot)
    {
        if (slot.Pin is not InetAddress pin) return;
        if (!slot.Subnet.Contains(pin))
        {
            slot.Fail(AddressProblem.PinnedOutsideSubnet, $"{pin} lies outside {slot.Subnet}");
        }
        else if (IsReserved(slot, pin))
        {
            slot.Fail(AddressProblem.PinnedReserved, $"{pin} is a gateway, or the network or broadcast address of {slot.Subnet}");
        }
        else if (Count(pin) > 1 || _taken.Contains(pin))
        {
            // The second condition: hosts of one name on two servers share a line of the plan.
            slot.Fail(AddressProblem.PinnedTwice, $"{pin} is pinned for more than one adapter");
        }
        else if (UserOf(slot, pin) is (EsxHost other, Adapter device))
        {
            slot.Fail(AddressProblem.PinnedInUse, $"{pin} is in use by {device.Device} of {other.Name}");
        }
        else
        {
            Take(slot, pin, AddressSource.Pinned, "pinned in the plan's addresses");
        }
    }

    private void ByCurrent(Slot slot)
    {
        if (slot.Match.Host.AdaptersUnread)
        {
            slot.Fail(AddressProblem.NotRead, "the host's adapters could not be read");
            return;
        }

        InetAddress? kept = slot.Current is null ? null : Keepable(slot, slot.Current);
        if (kept is InetAddress address) Take(slot, address, AddressSource.Current, $"{slot.Current!.Device} has it");
        else if (slot.Rack.ManagedBy is not null)
            slot.Fail(AddressProblem.ManagedElsewhere, $"{slot.Rack.ManagedBy} hands out the addresses of {slot.Rack.Name}");
    }

    private void ByPool(Slot slot)
    {
        if (slot.Pool is null) return;
        if (NextFree(slot.Pool, slot.Subnet) is InetAddress free) Take(slot, free, AddressSource.Pool, $"the lowest free of pool {slot.Pool}");
        else slot.Fail(AddressProblem.PoolExhausted, $"no address of pool {slot.Pool} is free");
    }

    private void ByReplaced(Slot slot)
    {
        // An adapter that carries more, or that leases its address, stays, and so does its address.
        bool goes = slot.Replaces is { Dhcp: false, Services: not null } old && old.Services.All(service => service == ServiceNames.VMotion);
        if (goes && Keepable(slot, slot.Replaces!) is InetAddress address)
            Take(slot, address, AddressSource.Replaced, $"{slot.Replaces!.Device}, which is replaced, has it");
        else
            slot.Fail(AddressProblem.NoPool, $"{slot.Rack.Name} has no pool, and no adapter of the host has an address in {slot.Subnet} to keep");
    }

    private InetAddress? Keepable(Slot slot, Adapter adapter)
    {
        foreach (InterfaceAddress own in adapter.Addresses)
        {
            if (slot.Subnet.Contains(own.Address) && !IsReserved(slot, own.Address) && !_taken.Contains(own.Address)) return own.Address;
        }

        return null;
    }

    /// <summary>Who else has the address. A host that has it on a vMotion adapter of its own may keep it.</summary>
    private (EsxHost Host, Adapter Adapter)? UserOf(Slot slot, InetAddress address)
    {
        if (!_seen.TryGetValue(address, out List<(EsxHost Host, Adapter Adapter)>? users)) return null;
        EsxHost host = slot.Match.Host;
        if (users.Exists(user => Key(user.Host) == Key(host) && (user.Adapter.IsForVMotion || _isLeftOver(host, user.Adapter) || _isHalfMade(host, user.Adapter)))) return null;
        return users[0];
    }

    private bool IsReserved(Slot slot, InetAddress address) => _gateways.Contains(address) || IsNetworkOrBroadcast(slot.Subnet, address);

    /// <summary>The network or broadcast address, which no adapter can have; IPv6 has no broadcast, but an anycast address of all routers.</summary>
    internal static bool IsNetworkOrBroadcast(Subnet subnet, InetAddress address) =>
        subnet.PrefixLength <= address.Bits - 2
        && (address == subnet.Network || (address.Family == AddressFamily.IPv4 && address == subnet.Last));

    private InetAddress? NextFree(AddressPool pool, Subnet subnet)
    {
        // Nothing is given back, so that each pool is walked once, whoever asks; and never beyond the subnet.
        InetAddress first = pool.First >= subnet.Network ? pool.First : subnet.Network;
        InetAddress last = pool.Last <= subnet.Last ? pool.Last : subnet.Last;
        if (!_next.TryGetValue((pool, subnet), out InetAddress? next)) next = first;
        while (next is InetAddress candidate && candidate <= last)
        {
            next = candidate == last ? null : candidate.Add(1);
            bool free = !_seen.ContainsKey(candidate) && !_pins.ContainsKey(candidate) && !_taken.Contains(candidate)
                && !_gateways.Contains(candidate) && !IsNetworkOrBroadcast(subnet, candidate);
            if (!free) continue;
            _next[(pool, subnet)] = next;
            return candidate;
        }

        _next[(pool, subnet)] = null;
        return null;
    }

    private void Take(Slot slot, InetAddress address, AddressSource source, string explanation)
    {
        _taken.Add(address);
        slot.Result = new AssignedAddress(new InterfaceAddress(address, slot.Subnet.PrefixLength), source, AddressProblem.None, explanation);
    }

    private List<(EsxHost Host, Adapter Adapter)> Seen(InetAddress address)
    {
        if (!_seen.TryGetValue(address, out List<(EsxHost Host, Adapter Adapter)>? users)) _seen.Add(address, users = []);
        return users;
    }

    private int Count(InetAddress pin) => _pins.TryGetValue(pin, out int count) ? count : 0;

    private static (string Server, string Id) Key(EsxHost host) => (host.Server, host.Id);

    /// <summary>An address to be found: of one family, for one adapter of one host.</summary>
    private sealed class Slot
    {
        public Slot(HostMatch match, Rack rack, int index, AddressFamily family, Subnet subnet)
        {
            Match = match;
            Rack = rack;
            Index = index;
            Family = family;
            Subnet = subnet;
        }

        public HostMatch Match { get; }

        public Rack Rack { get; }

        public int Index { get; }

        public AddressFamily Family { get; }

        public Subnet Subnet { get; }

        public Adapter? Current { get; init; }

        public Adapter? Replaces { get; init; }

        public InetAddress? Pin { get; init; }

        public AddressPool? Pool { get; init; }

        public AssignedAddress? Result { get; set; }

        public void Fail(AddressProblem problem, string explanation) =>
            Result = new AssignedAddress(null, AddressSource.None, problem, explanation);
    }
}
