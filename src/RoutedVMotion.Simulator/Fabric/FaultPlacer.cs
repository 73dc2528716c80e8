using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>Puts faults on hosts: the same ones for the same seed, and none on a host that has one already.</summary>
internal sealed class FaultPlacer
{
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
        int wanted = faults.Sum(fault => fault.Hosts);
        if (wanted > free.Count)
            throw new ArgumentException($"{wanted} hosts shall have a fault and the fabric has {free.Count}; a host gets at most one.", nameof(faults));
        _random.Shuffle(free);

        foreach (SimulatorFault fault in faults)
        {
            for (int i = 0; i < fault.Hosts; i++)
            {
                _faults.Add(free[free.Count - 1], fault.Name);
                free.RemoveAt(free.Count - 1);
            }
        }

        // Last those that need a neighbour whose address is still its own.
        foreach (Host host in _fabric.Hosts.Where(_faults.ContainsKey).OrderBy(host => _faults[host] == FaultName.DuplicateAddress))
        {
            Apply(_faults[host], host);
            host.Touch();
            _fabric.PlacedFaults.Add(new PlacedFault(_faults[host], host.Name));
        }

        _fabric.PlacedFaults.Sort((left, right) => string.CompareOrdinal(left.VMHost, right.VMHost));
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
                stack.Gateway = AddressPlan.GatewayOf(OtherRack(host, fault).AddressPlan.VMotion(0)).Address;
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
            case FaultName.OverrideOnDefaultStack:
                (InetAddress? gateway, InetAddress? gateway6) = (stack.Gateway, stack.Gateway6);
                VMKernelAdapter moved = MoveToDefaultStack(host, adapter, stack);
                moved.OverrideGateway = gateway;
                moved.OverrideGateway6 = gateway6;
                break;
            case FaultName.MixedStacks:
                AddLegacyAdapter(host);
                break;
            case FaultName.NoVMotion:
                host.Adapters.Remove(adapter);
                stack.Gateway = null;
                stack.Gateway6 = null;
                break;
            case FaultName.StaticRoutesOnly:
                stack.StaticRoutes.Add((Subnet.Parse("172.16.0.0/16"), stack.Gateway!.Value));
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
                MoveToOtherVlan(host, adapter, OtherRack(host, fault));
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
                LeafGroup other = OtherRack(host, fault).Leaves;
                foreach (PhysicalNic nic in host.PhysicalNics.Where(nic => nic.Port?.Leaf.Group == host.Rack.Leaves).ToArray())
                    nic.Connect(other.Leaves[host.Rack.Leaves.Leaves.IndexOf(nic.Port!.Leaf)].AddPort());
                break;
            case FaultName.UplinksDown:
                foreach (PhysicalNic nic in host.UplinksOf(adapter.Connection)) nic.IsBroken = true;
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

    private static void AddLegacyAdapter(Host host)
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

    private static void MoveToOtherVlan(Host host, VMKernelAdapter adapter, Rack other)
    {
        int vlan = other.AddressPlan.VMotionVlan;
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

    // The next rack; of the last one the one before.
    private Rack OtherRack(Host host, FaultName fault)
    {
        if (_fabric.Racks.Count < 2) throw new ArgumentException($"{fault} needs a fabric with two racks or more.");
        int index = _fabric.Racks.IndexOf(host.Rack);
        return _fabric.Racks[index + 1 < _fabric.Racks.Count ? index + 1 : index - 1];
    }

    // One without a fault if there is any; never one that has taken somebody's address itself.
    private Host FindNeighbor(Host host) =>
        host.Rack.Hosts
            .Where(other => other != host
                && other.VMotionAdapter is not null
                && (!_faults.TryGetValue(other, out FaultName fault) || fault != FaultName.DuplicateAddress))
            .OrderBy(_faults.ContainsKey)
            .FirstOrDefault()
        ?? throw new ArgumentException(
            $"{FaultName.DuplicateAddress} needs another host in the rack whose address is its own; {host.Rack.Name} has none left.");
}
