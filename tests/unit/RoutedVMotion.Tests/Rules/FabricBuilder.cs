using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Tests.Rules;

/// <summary>
/// A leaf-spine fabric with nothing wrong, and the plan that goes with it: racks rack-01..., hosts esx-0101..., one cluster over
/// all racks, VMs on an overlay segment. Faults are put where a test wants them.
/// </summary>
internal sealed class FabricBuilder
{
    private readonly Dictionary<string, EsxHost> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cluster> _clusters = new(StringComparer.Ordinal);
    private readonly List<VirtualMachine> _machines = [];
    private readonly Dictionary<string, VirtualMachineNetwork> _networks = new(StringComparer.Ordinal);
    private RackPlan? _plan;

    public FabricBuilder(int racks = 3, int hostsPerRack = 4)
    {
        _plan = new RackPlan
        {
            DefaultMtu = 9000,
            MaxRttMs = 5,
            Racks = [.. Enumerable.Range(1, racks).Select(Rack)],
            VMNetworks = [],
            File = "racks.json",
        };
        for (int rack = 1; rack <= racks; rack++)
        {
            for (int number = 1; number <= hostsPerRack; number++)
            {
                EsxHost host = Host(rack, number);
                _hosts.Add(Short(host), host);
            }
        }

        _clusters.Add("cl-01", new Cluster { Server = "vc01", Id = "domain-c1", Name = "cl-01", DrsEnabled = true });
        Network("overlay", "seg-app", SwitchKind.Nsx, Vlan.Overlay(69632));
        foreach (string host in _hosts.Keys.ToArray()) Machine($"vm-{host[4..]}", host, "overlay");
    }

    /// <summary>esx-0103 for esx-0103.example.com.</summary>
    public static string Short(EsxHost host) => host.Name.Split('.')[0];

    /// <summary>IPv6 beside IPv4.</summary>
    public FabricBuilder DualStack() => EachRack((rack, number) => rack with
    {
        VMotion = rack.VMotion with
        {
            Subnet6 = Subnet.Parse($"fd00:16:{number}::/64"),
            Gateway6 = InetAddress.Parse($"fd00:16:{number}::1"),
            Adapters = [.. rack.VMotion.Adapters.Select(adapter => adapter with
            {
                Pool6 = new AddressPool(InetAddress.Parse($"fd00:16:{number}::11"), InetAddress.Parse($"fd00:16:{number}::60")),
            })],
        },
    }).Each((host, rack) => host
        .Adapter("vmk1", adapter => adapter with
        {
            IPv6 = [InterfaceAddress.Parse("fe80::1/64"), new InterfaceAddress(InetAddress.Parse($"fd00:16:{rack}::").Add(16 + NumberOf(host)), 64)],
        })
        .Stack(NetstackKeys.VMotion, stack => stack with { Gateway6 = InetAddress.Parse($"fd00:16:{rack}::1") }));

    /// <summary>IPv6 instead of IPv4.</summary>
    public FabricBuilder OnlyIPv6() => DualStack()
        .EachRack((rack, _) => rack with
        {
            VMotion = rack.VMotion with { Subnet = null, Gateway = null, Adapters = [.. rack.VMotion.Adapters.Select(adapter => adapter with { Pool = null })] },
        })
        .Each((host, _) => host.Adapter("vmk1", adapter => adapter with { IPv4 = null }).Stack(NetstackKeys.VMotion, stack => stack with { Gateway = null }));

    /// <summary>A second vMotion adapter in the rack's subnet, on a port group of its own.</summary>
    public FabricBuilder MultiNic() => EachRack((rack, number) => rack with
    {
        VMotion = rack.VMotion with
        {
            Adapters =
            [
                rack.VMotion.Adapters[0],
                rack.VMotion.Adapters[0] with
                {
                    PortGroups = [$"dvpg-vmotion-b-r{number:00}"],
                    Pool = new AddressPool(InetAddress.Parse($"172.16.{number}.111"), InetAddress.Parse($"172.16.{number}.160")),
                },
            ],
        },
    }).Each((host, rack) => host with
    {
        Adapters =
        [
            .. host.Adapters,
            host.Adapters[1] with
            {
                Device = "vmk2",
                Mac = null,
                IPv4 = InterfaceAddress.Parse($"172.16.{rack}.{110 + NumberOf(host)}/24"),
                PortGroup = host.Adapters[1].PortGroup! with { Name = $"dvpg-vmotion-b-r{rack:00}", Id = $"dvportgroup-2{rack}" },
            },
        ],
    });

    /// <summary>vMotion on the default stack, with a gateway of the adapter's own.</summary>
    public FabricBuilder DefaultStackWithOverride() => EachRack((rack, _) => rack with { VMotion = rack.VMotion with { Stack = NetstackKeys.Default } })
        .Each((host, rack) => host
            .Adapter("vmk1", adapter => adapter with
            {
                Stack = NetstackKeys.Default,
                Services = [ServiceNames.VMotion],
                OverrideGateway = InetAddress.Parse($"172.16.{rack}.1"),
            })
            .Stack(NetstackKeys.VMotion, stack => stack with { Gateway = null, IsActive = false }));

    /// <summary>No default gateway, but a static route that covers every rack.</summary>
    public FabricBuilder StaticRoutes() => Each((host, rack) => host.Stack(NetstackKeys.VMotion, stack => stack with
    {
        Gateway = null,
        Routes = [Route($"172.16.0.0/16 172.16.{rack}.1")],
    }));

    /// <summary>One VLAN id and one distributed port group in every rack.</summary>
    public FabricBuilder OneVlanEverywhere() => EachRack((rack, _) => rack with
    {
        VMotion = rack.VMotion with { Vlan = 2000, Adapters = [.. rack.VMotion.Adapters.Select(adapter => adapter with { PortGroups = ["dvpg-vmotion"] })] },
    }).Each((host, _) => host.Adapter("vmk1", adapter => adapter with
    {
        PortGroup = adapter.PortGroup! with { Name = "dvpg-vmotion", Id = "dvportgroup-9", Vlan = Vlan.Single(2000) },
    }));

    /// <summary>One subnet, gateway and VLAN for all racks, stretched by the fabric (EVPN); the hosts are numbered through.</summary>
    public FabricBuilder Stretched() => EachRack((rack, number) => rack with
    {
        VMotion = rack.VMotion with
        {
            Subnet = Subnet.Parse("172.16.0.0/16"),
            Gateway = InetAddress.Parse("172.16.0.1"),
            Vlan = 2000,
        },
    }).Each((host, rack) => host
        .Adapter("vmk1", adapter => adapter with
        {
            IPv4 = new InterfaceAddress(adapter.IPv4!.Value.Address, 16),
            PortGroup = adapter.PortGroup! with { Vlan = Vlan.Single(2000) },
        })
        .Stack(NetstackKeys.VMotion, stack => stack with { Gateway = InetAddress.Parse("172.16.0.1") }));

    /// <summary>Nobody hears a neighbour: a blade interconnect hides the leaves.</summary>
    public FabricBuilder WithoutNeighbors() => Each((host, _) => host with { PhysicalNics = [.. host.PhysicalNics.Select(nic => nic with { Neighbor = null })] });

    /// <summary>One flat segment as before leaf and spine: vMotion on the default stack, without a way out and without need of one.</summary>
    public FabricBuilder FlatDefaultStack() => Each((host, rack) => host
        .Adapter("vmk1", adapter => adapter with
        {
            Stack = NetstackKeys.Default,
            Services = [ServiceNames.VMotion],
            IPv4 = InterfaceAddress.Parse($"172.16.0.{(10 * rack) + NumberOf(host)}/24"),
            PortGroup = adapter.PortGroup! with { Vlan = Vlan.Single(2000) },
        })
        .Stack(NetstackKeys.VMotion, stack => stack with { Gateway = null, IsActive = false })).WithoutPlan();

    public FabricBuilder WithoutPlan()
    {
        _plan = null;
        return this;
    }

    public FabricBuilder Host(string name, Func<EsxHost, EsxHost> change)
    {
        _hosts[name] = change(_hosts[name]);
        return this;
    }

    public FabricBuilder RemoveHost(string name)
    {
        _hosts.Remove(name);
        _machines.RemoveAll(machine => machine.Name == $"vm-{name[4..]}");
        return this;
    }

    public FabricBuilder AddHost(EsxHost host)
    {
        _hosts.Add(Short(host), host);
        return this;
    }

    /// <summary>Changes every host; the number is its rack's.</summary>
    public FabricBuilder Each(Func<EsxHost, int, EsxHost> change)
    {
        foreach (string name in _hosts.Keys.ToArray()) _hosts[name] = change(_hosts[name], RackOf(name));
        return this;
    }

    public FabricBuilder EachRack(Func<Rack, int, Rack> change)
    {
        if (_plan is not null) _plan = _plan with { Racks = [.. _plan.Racks.Select((rack, index) => change(rack, index + 1))] };
        return this;
    }

    public FabricBuilder Plan(Func<RackPlan, RackPlan> change)
    {
        _plan = change(_plan!);
        return this;
    }

    public FabricBuilder Rack(string name, Func<Rack, Rack> change) => EachRack((rack, _) => rack.Name == name ? change(rack) : rack);

    public FabricBuilder Cluster(string name, Func<Cluster, Cluster> change)
    {
        _clusters[name] = change(_clusters[name]);
        return this;
    }

    public FabricBuilder ClusterPerRack()
    {
        for (int rack = 1; rack <= _plan!.Racks.Count; rack++)
            _clusters[$"cl-1{rack}"] = new Cluster { Server = "vc01", Id = $"domain-c1{rack}", Name = $"cl-1{rack}" };
        return Each((host, rack) => host with { Cluster = $"cl-1{rack}", ClusterId = $"domain-c1{rack}" });
    }

    /// <summary>A network on all hosts, or on those named.</summary>
    public FabricBuilder Network(string id, string name, SwitchKind kind, Vlan vlan, params string[] hosts)
    {
        _networks[id] = new VirtualMachineNetwork
        {
            Server = "vc01",
            Id = id,
            Name = name,
            Kind = kind,
            Vlan = vlan,
            HostIds = [.. (hosts.Length == 0 ? (IEnumerable<string>)_hosts.Keys : hosts).Select(host => _hosts[host].Id)],
        };
        return this;
    }

    /// <summary>Racks whose hosts and networks another vCenter knows.</summary>
    public FabricBuilder OnServer(string server, params int[] racks)
    {
        Each((host, rack) => racks.Contains(rack) ? host with { Server = server } : host);
        foreach (VirtualMachineNetwork network in _networks.Values.ToArray())
        {
            EsxHost[] theirs = [.. _hosts.Values.Where(host => host.Server == server && network.HostIds.Contains(host.Id))];
            if (theirs.Length == 0) continue;
            _networks[network.Id] = network with { HostIds = [.. network.HostIds.Except(theirs.Select(host => host.Id))] };
            _networks[$"{network.Id}@{server}"] = network with { Server = server, HostIds = [.. theirs.Select(host => host.Id)] };
        }

        for (int i = 0; i < _machines.Count; i++)
            if (_hosts.Values.Any(host => host.Server == server && host.Id == _machines[i].HostId)) _machines[i] = _machines[i] with { Server = server };
        return this;
    }

    /// <summary>A standard port group for VMs on every host, with a VLAN that may depend on the rack.</summary>
    public FabricBuilder StandardNetwork(string id, string name, Func<int, int> vlan) => Network(id, name, SwitchKind.Standard, Vlan.Unknown)
        .Each((host, rack) => host with
        {
            StandardPortGroups = [new PortGroup { Name = name, Id = name, Kind = SwitchKind.Standard, Switch = "vSwitch0", Vlan = Vlan.Single(vlan(rack)) }],
        });

    public FabricBuilder Machine(string name, string host, params string[] networks)
    {
        _machines.Add(new VirtualMachine { Server = "vc01", Id = "vm-" + _machines.Count, Name = name, HostId = _hosts[host].Id, NetworkIds = networks });
        return this;
    }

    public FabricBuilder Machine(string name, Func<VirtualMachine, VirtualMachine> change)
    {
        int index = _machines.FindIndex(machine => machine.Name == name);
        _machines[index] = change(_machines[index]);
        return this;
    }

    public string IdOfMachine(string name) => _machines.Single(machine => machine.Name == name).Id;

    public string IdOfHost(string name) => _hosts[name].Id;

    public FabricBuilder VMNetwork(string match, NetworkReach by, params string[] racks) => Plan(plan => plan with
    {
        VMNetworks = [.. plan.VMNetworks, new VMNetworkPlan { Match = match, By = by, Racks = racks.Length == 0 ? null : racks, Position = At("vmNetworks[0]") }],
    });

    public FabricIndex Build() => new(
        new Fabric { Hosts = [.. _hosts.Values], Clusters = [.. _clusters.Values], VirtualMachines = _machines, Networks = [.. _networks.Values] }, _plan);

    /// <summary>"172.16.0.0/16 172.16.1.1".</summary>
    public static Route Route(string text) => Routing.Hosts.Route(text);

    public static int RackOf(string name) => int.Parse(name.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture);

    private static int NumberOf(EsxHost host) => int.Parse(host.Name.AsSpan(6, 2), System.Globalization.CultureInfo.InvariantCulture);

    private static SourcePosition At(string path) => new("racks.json", 1, 1, path);

    private static Rack Rack(int number) => new()
    {
        Name = $"rack-{number:00}",
        Leaves = [$"leaf-{number:00}a", $"leaf-{number:00}b"],
        Hosts = [$"esx-{number:00}*"],
        VMotion = new RackVMotion
        {
            Subnet = Subnet.Parse($"172.16.{number}.0/24"),
            Gateway = InetAddress.Parse($"172.16.{number}.1"),
            Vlan = 2000 + number,
            Mtu = 9000,
            Adapters =
            [
                new RackAdapter
                {
                    PortGroups = [$"dvpg-vmotion-r{number:00}"],
                    Pool = new AddressPool(InetAddress.Parse($"172.16.{number}.11"), InetAddress.Parse($"172.16.{number}.60")),
                    Position = At($"racks[{number - 1}].vmotion.adapters[0]"),
                },
            ],
        },
        Position = At($"racks[{number - 1}]"),
    };

    private static EsxHost Host(int rack, int number)
    {
        Uplink[] uplinks = [new("vmnic4", UplinkRole.Active), new("vmnic5", UplinkRole.Standby)];
        return new EsxHost
        {
            Server = "vc01",
            Id = $"host-{(100 * rack) + number}",
            Name = $"esx-{rack:00}{number:00}.example.com",
            Cluster = "cl-01",
            ClusterId = "domain-c1",
            Version = "8.0.3",
            Connection = HostConnection.Connected,
            MultipleStacksSupported = true,
            Adapters =
            [
                new Adapter
                {
                    Device = "vmk0",
                    Stack = NetstackKeys.Default,
                    Services = [ServiceNames.Management],
                    IPv4 = InterfaceAddress.Parse($"10.0.{rack}.{10 + number}/24"),
                    Mtu = 1500,
                    Mac = $"00:50:56:00:{rack:00}:{number:00}",
                },
                new Adapter
                {
                    Device = "vmk1",
                    Stack = NetstackKeys.VMotion,
                    Services = [],
                    IPv4 = InterfaceAddress.Parse($"172.16.{rack}.{10 + number}/24"),
                    Mtu = 9000,
                    Mac = $"00:50:56:01:{rack:00}:{number:00}",
                    PortGroup = new PortGroup
                    {
                        Name = $"dvpg-vmotion-r{rack:00}",
                        Id = $"dvportgroup-1{rack}",
                        Kind = SwitchKind.Distributed,
                        Switch = "dvs-01",
                        SwitchMtu = 9000,
                        Vlan = Vlan.Single(2000 + rack),
                        Uplinks = uplinks,
                    },
                },
            ],
            Stacks =
            [
                new TcpIpStack { Key = NetstackKeys.Default, IsActive = true, Gateway = InetAddress.Parse($"10.0.{rack}.1") },
                new TcpIpStack { Key = NetstackKeys.VMotion, IsActive = true, Gateway = InetAddress.Parse($"172.16.{rack}.1") },
                new TcpIpStack { Key = NetstackKeys.Provisioning, IsActive = false },
            ],
            PhysicalNics =
            [
                Nic("vmnic4", $"leaf-{rack:00}a", number),
                Nic("vmnic5", $"leaf-{rack:00}b", number),
                new PhysicalNic { Device = "vmnic0", SpeedMbps = 100, Neighbor = new Neighbor { Protocol = "CDP", SystemName = "oob-sw-01", Mtu = 1500 } },
            ],
        };
    }

    private static PhysicalNic Nic(string device, string leaf, int port) => new()
    {
        Device = device,
        SpeedMbps = 25000,
        Neighbor = new Neighbor { Protocol = "LLDP", SystemName = leaf, Port = "Ethernet1/" + port, Mtu = 9216 },
    };
}
