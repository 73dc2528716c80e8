using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Puts faults into a fabric: in the same places for the same seed, and none on a host, the leaves of a rack or a pair of racks
/// that has one already.
/// </summary>
internal sealed class FaultPlacer
{
    // One way, that is half of what a round trip takes longer.
    private const int DetourMicroseconds = 12_000;
    internal const int LegacyVlan = 1999;

    private readonly LeafSpineFabric _fabric;
    private readonly DeterministicRandom _random;
    private readonly Dictionary<Host, FaultName> _faults = new();

    public FaultPlacer(LeafSpineFabric fabric, DeterministicRandom random)
    {
        _fabric = fabric;
        _random = random;
    }

    public void Place(IReadOnlyList<SimulatorFault> faults)
    {
        List<Host> free = _fabric.Hosts.ToList();
        _random.Shuffle(free);
        foreach (SimulatorFault fault in faults.Where(fault => ScopeOf(fault.Name) == FaultScope.Host))
        {
            foreach (Host host in Take(free, fault, faults, FaultScope.Host, "host")) _faults.Add(host, fault.Name);
        }

        // Last those that need a neighbour whose address is still its own.
        foreach (Host host in _fabric.Hosts.Where(_faults.ContainsKey).OrderBy(host => _faults[host] == FaultName.DuplicateAddress))
        {
            Apply(_faults[host], host);
            host.Touch();
            _fabric.PlacedFaults.Add(new PlacedFault(_faults[host], host.Name, host.Rack.Name));
        }

        PlaceOnLeaves(faults);
        _fabric.PlacedFaults.Sort((left, right) =>
        {
            int order = string.CompareOrdinal(left.VMHost, right.VMHost);
            return order != 0 ? order : string.CompareOrdinal(left.Rack, right.Rack);
        });
    }

    private void PlaceOnLeaves(IReadOnlyList<SimulatorFault> faults)
    {
        List<LeafGroup> free = _fabric.Network.Groups.ToList();
        _random.Shuffle(free);
        foreach (SimulatorFault fault in faults.Where(fault => ScopeOf(fault.Name) == FaultScope.Rack))
        {
            foreach (LeafGroup leaves in Take(free, fault, faults, FaultScope.Rack, "rack"))
            {
                Apply(fault.Name, leaves);
                _fabric.PlacedFaults.Add(new PlacedFault(fault.Name, string.Empty, leaves.Rack.Name));
            }
        }

        LeafGroup[] groups = _fabric.Network.Groups.ToArray();
        var pairs = groups.SelectMany((from, i) => groups.Skip(i + 1), (from, to) => (From: from, To: to)).ToList();
        _random.Shuffle(pairs);
        // Taken from the end: first those where no other fault hides this one.
        pairs = pairs.OrderBy(pair => free.Contains(pair.From) && free.Contains(pair.To)).ToList();
        foreach (SimulatorFault fault in faults.Where(fault => ScopeOf(fault.Name) == FaultScope.RackPair))
        {
            foreach ((LeafGroup from, LeafGroup to) in Take(pairs, fault, faults, FaultScope.RackPair, "pair of racks"))
            {
                Apply(fault.Name, from, to);
                _fabric.PlacedFaults.Add(new PlacedFault(fault.Name, string.Empty, from.Rack.Name + ", " + to.Rack.Name));
            }
        }
    }

    private static List<T> Take<T>(
        List<T> free, SimulatorFault fault, IReadOnlyList<SimulatorFault> faults, FaultScope scope, string what)
    {
        if (fault.Count > free.Count)
        {
            int wanted = faults.Where(each => ScopeOf(each.Name) == scope).Sum(each => each.Count);
            throw new ArgumentException(
                $"There is no {what} left for {fault.Name}: {wanted} such faults are asked for, and a {what} gets at most one.", nameof(faults));
        }

        List<T> taken = free.GetRange(free.Count - fault.Count, fault.Count);
        free.RemoveRange(free.Count - fault.Count, fault.Count);
        taken.Reverse();
        return taken;
    }

    private static FaultScope ScopeOf(FaultName fault) => fault switch
    {
        FaultName.SviDown or FaultName.FabricMtu1500 or FaultName.GatewayIgnoresIcmp => FaultScope.Rack,
        FaultName.SpineBlackhole or FaultName.SlowPath => FaultScope.RackPair,
        _ => FaultScope.Host,
    };

    private void Apply(FaultName fault, LeafGroup leaves)
    {
        Svi[] svis = _fabric.Segments.Where(segment => segment.Leaves == leaves).Select(segment => leaves.Svis[segment.Vlan]).ToArray();
        switch (fault)
        {
            case FaultName.SviDown:
                foreach (Svi svi in svis) svi.IsUp = false;
                break;
            case FaultName.GatewayIgnoresIcmp:
                foreach (Svi svi in svis) svi.AnswersEcho = false;
                break;
            case FaultName.FabricMtu1500:
                foreach (FabricLink link in _fabric.Network.LinksOf(leaves)) link.Mtu = 1500;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "No fault of a rack's leaves.");
        }
    }

    private void Apply(FaultName fault, LeafGroup from, LeafGroup to)
    {
        RoutedNetwork network = _fabric.Network;
        switch (fault)
        {
            case FaultName.SpineBlackhole:
                // The spine that carries the first host's traffic to the first host there, so that somebody notices.
                Host source = _fabric.Hosts.First(host => host.Rack.Leaves == from), target = _fabric.Hosts.First(host => host.Rack.Leaves == to);
                FabricPath path = network.FindPath(from.Leaves[0], to, source.Segment.AddressOf(1).Address, target.Segment.AddressOf(1).Address)!;
                path.Up.Spine.BlackHoles.Add((from, to));
                path.Up.Spine.BlackHoles.Add((to, from));
                break;
            case FaultName.SlowPath:
                network.Detours.Add((from, to), DetourMicroseconds);
                network.Detours.Add((to, from), DetourMicroseconds);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "No fault between two racks.");
        }
    }

    private void Apply(FaultName fault, Host host)
    {
        VMKernelAdapter adapter = host.VMotionAdapter!;
        NetStack stack = host.FindStack(NetstackKeys.VMotion)!;
        switch (fault)
        {
            case FaultName.MissingGateway:
                stack.Gateway = null;
                stack.Gateway6 = null;
                break;
            case FaultName.WrongGateway:
                stack.Gateway = OtherSegment(host, fault).Gateway.Address;
                break;
            case FaultName.GatewayOutsideSubnet:
                stack.Gateway = InetAddress.Parse("172.30.255.1");
                break;
            case FaultName.GatewayIsOwnAddress:
                stack.Gateway = adapter.IPv4!.Value.Address;
                break;
            case FaultName.DefaultStackOnly:
                MoveToDefaultStack(host, adapter, stack);
                break;
            case FaultName.VsanOnVMotionAdapter:
                host.Services.Add((ServiceNames.Vsan, MoveToDefaultStack(host, adapter, stack).Device));
                break;
            case FaultName.NfsOnVMotionAdapter:
                host.NfsServers.Add(MoveToDefaultStack(host, adapter, stack).IPv4!.Value.Subnet.Last.Add(-1).ToString());
                break;
            case FaultName.IscsiOnVMotionAdapter:
                host.IscsiDevices.Add(MoveToDefaultStack(host, adapter, stack).Device);
                host.IscsiTargets.Add("192.0.2.10");
                break;
            case FaultName.OverrideOnDefaultStack:
                (InetAddress? gateway, InetAddress? gateway6) = (stack.Gateway, stack.Gateway6);
                VMKernelAdapter moved = MoveToDefaultStack(host, adapter, stack);
                moved.OverrideGateway = gateway;
                moved.OverrideGateway6 = gateway6;
                break;
            case FaultName.MixedStacks:
                // Whichever of the two it has not yet.
                if (adapter.Stack == NetstackKeys.Default) AddRoutedAdapter(host);
                else AddLegacyAdapter(host);
                break;
            case FaultName.NoVMotion:
                host.Adapters.Remove(adapter);
                stack.Gateway = null;
                stack.Gateway6 = null;
                break;
            case FaultName.StaticRoutesOnly:
                stack.StaticRoutes.Add((Subnet.Parse("172.16.0.0/16"), host.Segment.Gateway.Address));
                stack.Gateway = null;
                break;
            case FaultName.MtuMismatch:
                adapter.Mtu = 1500;
                break;
            case FaultName.SwitchMtuTooSmall:
                foreach (ProxySwitch proxy in host.ProxySwitches) proxy.Mtu = 1500;
                foreach (StandardSwitch vSwitch in host.StandardSwitches) vSwitch.Mtu = 1500;
                break;
            case FaultName.WrongVlan:
                MoveToOtherVlan(host, adapter, OtherSegment(host, fault));
                break;
            case FaultName.DuplicateAddress:
                adapter.IPv4 = FindNeighbor(host).VMotionAdapter!.IPv4;
                break;
            case FaultName.Disconnected:
                host.State = HostState.Disconnected;
                break;
            case FaultName.MaintenanceMode:
                host.InMaintenanceMode = true;
                break;
            case FaultName.NotResponding:
                host.State = HostState.NotResponding;
                break;
            case FaultName.MiscabledHost:
                LeafGroup other = OtherSegment(host, fault).Leaves;
                foreach (PhysicalNic nic in host.PhysicalNics.Where(nic => nic.Port?.Leaf.Group == host.Rack.Leaves).ToArray())
                    nic.Connect(other.Leaves[host.Rack.Leaves.Leaves.IndexOf(nic.Port!.Leaf)].AddPort());
                break;
            case FaultName.UplinksDown:
                foreach (PhysicalNic nic in host.UplinksOf(adapter.Connection)) nic.IsBroken = true;
                break;
            case FaultName.VlanNotTrunked:
                foreach (LeafPort port in host.UplinksOf(adapter.Connection).Select(nic => nic.Port).OfType<LeafPort>())
                    port.Vlans = new HashSet<int>(port.Vlans.Where(vlan => vlan != host.Segment.Vlan));
                break;
            case FaultName.SilentHost:
                adapter.AnswersEcho = false;
                break;
            case FaultName.Unreadable:
                host.IsUnreadable = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, "Unknown fault.");
        }
    }

    private static VMKernelAdapter MoveToDefaultStack(Host host, VMKernelAdapter adapter, NetStack stack)
    {
        // Where nothing has been converted it is there already.
        if (adapter.Stack == NetstackKeys.Default) return adapter;
        var moved = new VMKernelAdapter(adapter.Device, adapter.Mac, NetstackKeys.Default, adapter.Connection)
        {
            IPv4 = adapter.IPv4,
            Mtu = adapter.Mtu,
        };
        moved.IPv6.AddRange(adapter.IPv6);
        host.Adapters[host.Adapters.IndexOf(adapter)] = moved;
        host.Services.Add((ServiceNames.VMotion, moved.Device));
        stack.Gateway = null;
        stack.Gateway6 = null;
        return moved;
    }

    /// <summary>Adds the adapter that vMotion had before: on the default stack, in the old flat network.</summary>
    internal static void AddLegacyAdapter(Host host)
    {
        NetworkConnection connection = host.ProxySwitches.Count > 0
            ? new DistributedConnection(host.ProxySwitches[0].Switch.PortGroups.First(
                portGroup => portGroup.Name.StartsWith("dvpg-vmotion-legacy", StringComparison.Ordinal)))
            : FabricBuilder.Connect(
                host, host.StandardSwitches.SelectMany(vSwitch => vSwitch.PortGroups).First(portGroup => portGroup.Name == "vMotion Legacy"));
        string device = host.NextDevice();
        int number = int.Parse(device.Substring(3), System.Globalization.CultureInfo.InvariantCulture);
        host.Adapters.Add(new VMKernelAdapter(device, FabricBuilder.AdapterMac(host, number), NetstackKeys.Default, connection)
        {
            IPv4 = host.Rack.AddressPlan.LegacyVMotion(host.Number),
        });
        host.Services.Add((ServiceNames.VMotion, device));
    }

    private static void AddRoutedAdapter(Host host)
    {
        NetworkConnection connection = host.ProxySwitches.Count > 0
            ? new DistributedConnection(host.ProxySwitches[0].Switch.PortGroups.First(portGroup => host.Segment.PortGroups.Contains(portGroup.Name)))
            : FabricBuilder.Connect(
                host, host.StandardSwitches.SelectMany(vSwitch => vSwitch.PortGroups).First(portGroup => host.Segment.PortGroups.Contains(portGroup.Name)));
        FabricBuilder.AddAdapter(
            host, NetstackKeys.VMotion, connection, host.Segment.AddressOf(host.Segment.Hosts.IndexOf(host)), FabricBuilder.FabricMtu);
        host.FindStack(NetstackKeys.VMotion)!.Gateway = host.Segment.Gateway.Address;
    }

    private static void MoveToOtherVlan(Host host, VMKernelAdapter adapter, VMotionSegment other)
    {
        // Where all racks have one VLAN, the one that vMotion had before.
        int vlan = other.Vlan != host.Segment.Vlan ? other.Vlan : LegacyVlan;
        if (adapter.Connection is StandardConnection standard)
        {
            standard.PortGroup.Vlan = vlan;
            return;
        }

        DistributedSwitch vds = ((DistributedConnection)adapter.Connection).PortGroup.Switch;
        DistributedPortGroup wrong = vds.PortGroups.FirstOrDefault(portGroup => portGroup.Vlan.Id == vlan && !portGroup.IsOverlay)
            ?? vds.AddPortGroup("dvpg-vmotion-other", VlanSetting.Single(vlan));
        adapter.Connection = new DistributedConnection(wrong);
    }

    // The next one behind other leaves; of the last one the one before.
    private VMotionSegment OtherSegment(Host host, FaultName fault)
    {
        int index = _fabric.Segments.IndexOf(host.Segment);
        return _fabric.Segments.Skip(index).FirstOrDefault(segment => segment.Leaves != host.Segment.Leaves)
            ?? _fabric.Segments.LastOrDefault(segment => segment.Leaves != host.Segment.Leaves)
            ?? throw new ArgumentException($"{fault} needs a fabric with two racks or more.");
    }

    // One without a fault if there is any; never one that has taken somebody's address itself.
    private Host FindNeighbor(Host host) =>
        host.Segment.Hosts
            .Where(other => other != host
                && other.VMotionAdapter is not null
                && (!_faults.TryGetValue(other, out FaultName fault) || fault != FaultName.DuplicateAddress))
            .OrderBy(_faults.ContainsKey)
            .FirstOrDefault()
        ?? throw new ArgumentException(
            $"{FaultName.DuplicateAddress} needs another host in the rack whose address is its own; {host.Rack.Name} has none left.");
}
