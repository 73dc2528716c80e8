using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Builds a fabric in which everything is right. Each rack has its own vMotion subnet behind its own pair of leaves, each
/// host one vMotion adapter on the vmotion stack. What differs from rack to rack, so that a reader meets all of it:
/// the first cluster is prepared for NSX (tunnel end points, overlay port groups); rack 2 has a provisioning stack in use;
/// rack 3 has standard switches and CDP; rack 4 has an N-VDS with opaque networks and an older ESXi. Virtual machines whose
/// network is not in every rack of their cluster are held in theirs by a rule that must hold.
/// </summary>
internal sealed class FabricBuilder
{
    /// <summary>The MTU of adapters and switches for vMotion, in bytes.</summary>
    internal const int FabricMtu = 9000;

    private const int SharedVlan = 2000;
    private const int MostSharedLeavesHosts = 100;

    private readonly SimulatorOptions _options;
    private readonly DeterministicRandom _random;
    // Names alone, so that more of them move no fault to another host.
    private readonly DeterministicRandom _names = new(0x5EED);
    private readonly LeafSpineFabric _fabric;
    private readonly int _rackDigits;
    private readonly int _hostDigits;
    private readonly int _clusterDigits;
    private readonly Dictionary<(VMotionSegment Segment, DistributedSwitch Switch), string> _vMotionPortGroups = new();
    private readonly BladeInterconnect[] _interconnects =
    {
        new("chassis-01-a", Mac(0x44, 0, 0, 1), "10.255.0.1"), new("chassis-01-b", Mac(0x44, 0, 0, 2), "10.255.0.2"),
    };

    private int _machines;

    private FabricBuilder(SimulatorOptions options)
    {
        _options = options;
        _random = new DeterministicRandom(options.Seed);
        _fabric = new LeafSpineFabric { IsDualStack = options.DualStack, Behavior = options.Behavior };
        _rackDigits = Math.Max(2, options.Racks.ToString(CultureInfo.InvariantCulture).Length);
        _hostDigits = Math.Max(2, options.HostsPerRack.ToString(CultureInfo.InvariantCulture).Length);
        _clusterDigits = Math.Max(2, ClustersOf(options).ToString(CultureInfo.InvariantCulture).Length);
    }

    /// <summary>Builds the fabric and puts the faults on its hosts.</summary>
    public static LeafSpineFabric Build(SimulatorOptions options)
    {
        if (options.Snapshot is not null) return TwinBuilder.Build(options.Snapshot, options.Plan, options.Behavior);
        Check(options);
        var builder = new FabricBuilder(options);
        builder.BuildNetwork();
        builder.BuildInventory();
        new FaultPlacer(builder._fabric, builder._random).Place(options.Faults);
        return builder._fabric;
    }

    private static void Check(SimulatorOptions options)
    {
        Between(options.Racks, 1, SimulatorOptions.MaximumRacks, nameof(options.Racks));
        Between(options.HostsPerRack, 1, SimulatorOptions.MaximumHostsPerRack, nameof(options.HostsPerRack));
        Between(options.RacksPerCluster, 1, SimulatorOptions.MaximumRacks, nameof(options.RacksPerCluster));
        Between(options.StandaloneHosts, 0, options.HostsPerRack, nameof(options.StandaloneHosts));
        Between(options.VirtualMachinesPerHost, 0, 100, nameof(options.VirtualMachinesPerHost));
        if ((options.Layout & (SimulatorLayout.BladeInterconnect | SimulatorLayout.SharedLeaves)) != 0)
            Between(options.Racks, 2, SimulatorOptions.MaximumRacks, nameof(options.Racks));
        if (options.Layout.HasFlag(SimulatorLayout.SharedCabinet))
            Between(options.HostsPerRack, 2, SimulatorOptions.MaximumHostsPerRack, nameof(options.HostsPerRack));
        if (options.Layout.HasFlag(SimulatorLayout.SharedLeaves))
            Between(options.HostsPerRack, 1, MostSharedLeavesHosts, nameof(options.HostsPerRack));
        Between(options.Datacenters, 1, ClustersOf(options), nameof(options.Datacenters));
        Between(options.Port, 0, ushort.MaxValue, nameof(options.Port));
    }

    private static int ClustersOf(SimulatorOptions options) => (options.Racks + options.RacksPerCluster - 1) / options.RacksPerCluster;

    private static void Between(int value, int low, int high, string name)
    {
        if (value < low || value > high)
            throw new ArgumentException($"{name} is {value}; the simulator takes {low} to {high}.", name);
    }

    private void BuildNetwork()
    {
        int spines = _options.Racks > 16 ? 4 : 2;
        for (int i = 1; i <= spines; i++)
        {
            string number = i.ToString("00", CultureInfo.InvariantCulture);
            _fabric.Network.Spines.Add(new Spine("spine-" + number));
        }

        _fabric.OutOfBand.Spines.Add(new Spine("oob-core"));
        for (int number = 1; number <= _options.Racks; number++) _fabric.Racks.Add(BuildRack(number));
    }

    private Rack BuildRack(int number)
    {
        string digits = Digits(number, _rackDigits);
        var rack = new Rack(number, "rack-" + digits);
        AddressPlan plan = rack.AddressPlan;

        rack.Leaves = SharesLeaves(number) ? _fabric.Racks[0].Leaves : BuildLeaves(rack, digits);
        AddSvi(rack.Leaves, number, plan.VsanVlan, plan.Vsan(0));
        AddSvi(rack.Leaves, number, plan.OverlayVlan, plan.Overlay(0));
        AddSvi(rack.Leaves, number, plan.ApplicationVlan);
        if (HasProvisioningStack(number)) AddSvi(rack.Leaves, number, plan.ProvisioningVlan, plan.Provisioning(0));
        AddSegments(rack);

        var outOfBand = new LeafGroup("oob-" + digits, rack, _fabric.OutOfBand);
        outOfBand.Leaves.Add(new Leaf(outOfBand.Name, Mac(0x44, number, 0, 3), Format("10.255.{0}.3", number), outOfBand));
        Connect(outOfBand);
        AddSvi(outOfBand, number, AddressPlan.ManagementVlan, plan.Management(0));
        rack.OutOfBand = outOfBand;
        return rack;
    }

    private LeafGroup BuildLeaves(Rack rack, string digits)
    {
        var leaves = new LeafGroup("leaf-" + digits, rack, _fabric.Network);
        leaves.Leaves.Add(new Leaf(leaves.Name + "a", Mac(0x44, rack.Number, 0, 1), Format("10.255.{0}.1", rack.Number), leaves));
        leaves.Leaves.Add(new Leaf(leaves.Name + "b", Mac(0x44, rack.Number, 0, 2), Format("10.255.{0}.2", rack.Number), leaves));
        Connect(leaves);
        return leaves;
    }

    private void AddSegments(Rack rack)
    {
        if (SharesLeaves(rack.Number))
        {
            rack.Segments.Add(_fabric.Segments[0]);
            return;
        }

        AddressPlan plan = rack.AddressPlan;
        AddSegment(rack, rack.Name, plan, Has(SimulatorLayout.SharedVlan) ? SharedVlan : plan.VMotionVlan);
        if (!SharesCabinet(rack.Number)) return;
        // The second cluster's; behind the same leaves it cannot have the VLAN of the first.
        var second = new AddressPlan(SimulatorOptions.MaximumRacks + 1);
        AddSegment(rack, rack.Name + "b", second, second.VMotionVlan);
    }

    private void AddSegment(Rack rack, string name, AddressPlan plan, int vlan)
    {
        var segment = new VMotionSegment(name, rack.Leaves, plan, vlan);
        AddSvi(rack.Leaves, rack.Number, vlan, plan.VMotion(0), plan.VMotion6(0));
        rack.Segments.Add(segment);
        _fabric.Segments.Add(segment);
    }

    private static void Connect(LeafGroup group)
    {
        foreach (Leaf leaf in group.Leaves) group.Network.Connect(leaf);
    }

    private static void AddSvi(LeafGroup group, int rack, int vlan, params InterfaceAddress[] addresses)
    {
        group.HostVlans.Add(vlan);
        InterfaceAddress[] gateways = addresses.Select(AddressPlan.GatewayOf).ToArray();
        if (gateways.Length > 0) group.Svis.Add(vlan, new Svi(vlan, Mac(0x48, rack, vlan >> 8, vlan & 255), gateways));
    }

    private void BuildInventory()
    {
        int clusters = ClustersOf(_options);
        for (int i = 1; i <= _options.Datacenters; i++)
            _fabric.Datacenters.Add(new Datacenter("dc-" + Digits(i, 2)));

        for (int number = 1; number <= clusters; number++)
        {
            Cluster cluster = AddCluster(_fabric.Datacenters[(number - 1) * _options.Datacenters / clusters], number);
            Rack[] racks = _fabric.Racks.Skip((number - 1) * _options.RacksPerCluster).Take(_options.RacksPerCluster).ToArray();
            foreach (Rack rack in racks) AddRackPortGroups(cluster.Switch, rack, rack.Segments[0], Digits(rack.Number, _rackDigits));
            if (number == 1) AddNsxPortGroups(cluster.Switch, racks);
            foreach (Rack rack in racks) BuildHosts(rack, cluster);
        }

        foreach (Cluster cluster in _fabric.Datacenters.SelectMany(datacenter => datacenter.Clusters).ToArray()) AddRules(cluster);
        if (!Has(SimulatorLayout.ManagedConfiguration)) return;
        _fabric.Datacenters[_fabric.Datacenters.Count - 1].Clusters.Last().IsManagedAsWhole = true;
        _fabric.HostProfiles.Add(new HostProfile("esx-baseline", _fabric.Racks[0].Hosts.ToArray()));
    }

    private Cluster AddCluster(Datacenter datacenter, int number)
    {
        var cluster = new Cluster(datacenter, "cluster-" + Digits(number, _clusterDigits));
        datacenter.Clusters.Add(cluster);
        cluster.Switch = Has(SimulatorLayout.SharedVlan) && datacenter.Switches.Count > 0 ? datacenter.Switches[0] : BuildSwitch(datacenter, number);
        return cluster;
    }

    private DistributedSwitch BuildSwitch(Datacenter datacenter, int number)
    {
        string digits = Digits(number, 2);
        byte[] id = new byte[16];
        for (int i = 0; i < 16; i++) id[i] = (byte)_random.Next(256);
        id[0] = 0x50;
        string uuid = string.Join(" ", id.Take(8).Select(Hex)) + "-" + string.Join(" ", id.Skip(8).Select(Hex));
        var result = new DistributedSwitch(
            datacenter, number, "vds-" + digits, uuid, Has(SimulatorLayout.LinkAggregation) ? "lag1" : null);
        datacenter.Switches.Add(result);
        result.PortGroups.Add(new DistributedPortGroup(result, Format("vds-{0}-DVUplinks", digits), VlanSetting.Trunk((0, 4094))) { IsUplink = true });
        result.PrivateVlans.Add((300, 300, "promiscuous"));
        result.PrivateVlans.Add((300, 301, "isolated"));
        result.AddPortGroup(Format("dvpg-trunk-{0}", digits), VlanSetting.Trunk((100, 199), (400, 400)));
        result.AddPortGroup(Format("dvpg-dmz-{0}", digits), VlanSetting.Private(301), isForMachines: true);
        result.AddPortGroup(Format("dvpg-vmotion-legacy-{0}", digits), VlanSetting.Single(FaultPlacer.LegacyVlan));
        return result;
    }

    private void AddRackPortGroups(DistributedSwitch distributedSwitch, Rack rack, VMotionSegment segment, string label)
    {
        AddressPlan plan = rack.AddressPlan;
        // One for each segment on a switch; of several with the same VLAN one for all.
        if (!distributedSwitch.PortGroups.Any(portGroup => portGroup.Name == VMotionPortGroup(segment, distributedSwitch)))
        {
            string name = Has(SimulatorLayout.SharedVlan) && segment.Vlan == SharedVlan ? "dvpg-vmotion" : "dvpg-vmotion-r" + label;
            if (!distributedSwitch.PortGroups.Any(portGroup => portGroup.Name == name))
                distributedSwitch.AddPortGroup(name, VlanSetting.Single(segment.Vlan));
            _vMotionPortGroups[(segment, distributedSwitch)] = name;
        }

        distributedSwitch.AddPortGroup("dvpg-vsan-r" + label, VlanSetting.Single(plan.VsanVlan));
        if (HasProvisioningStack(rack.Number))
            distributedSwitch.AddPortGroup("dvpg-provisioning-r" + label, VlanSetting.Single(plan.ProvisioningVlan));
        distributedSwitch.AddPortGroup("app/web-r" + label, VlanSetting.Single(plan.ApplicationVlan), isForMachines: true);
    }

    private string? VMotionPortGroup(VMotionSegment segment, DistributedSwitch distributedSwitch) =>
        _vMotionPortGroups.TryGetValue((segment, distributedSwitch), out string? name) ? name : null;

    private void AddNsxPortGroups(DistributedSwitch distributedSwitch, Rack[] racks)
    {
        string overlay = NewUuid();
        string vlan = NewUuid();
        foreach (Rack rack in racks)
        {
            var segment = new NsxSegment(NewUuid(), vlan, "tz-vlan", null);
            string name = "nsx-tep-r" + Digits(rack.Number, _rackDigits);
            distributedSwitch.AddPortGroup(name, VlanSetting.Single(rack.AddressPlan.OverlayVlan), segment);
        }

        for (int i = 1; i <= 2; i++)
        {
            var segment = new NsxSegment(NewUuid(), overlay, "tz-overlay", 69632 + i);
            distributedSwitch.AddPortGroup("seg-app-" + Digits(i, 2), VlanSetting.Single(0), segment, isForMachines: true);
        }

        // A VLAN segment is NSX's too and no overlay: it is in the racks that the VLAN is in.
        var edge = new NsxSegment(Uuid(_names), vlan, "tz-vlan", null);
        distributedSwitch.AddPortGroup("seg-vlan-01", VlanSetting.Single(400), edge, isForMachines: true);
    }

    private void BuildHosts(Rack rack, Cluster cluster)
    {
        string label = Digits(rack.Number, _rackDigits);
        if (!SharesCabinet(rack.Number))
        {
            BuildHosts(rack, cluster, rack.Segments[0], label, 1, _options.HostsPerRack);
            return;
        }

        int half = _options.HostsPerRack / 2;
        BuildHosts(rack, cluster, rack.Segments[0], label, 1, half);
        Cluster second = AddCluster(cluster.Datacenter, _fabric.Datacenters.Sum(datacenter => datacenter.Clusters.Count) + 1);
        AddRackPortGroups(second.Switch, rack, rack.Segments[1], label + "b");
        BuildHosts(rack, second, rack.Segments[1], label + "b", half + 1, _options.HostsPerRack);
    }

    private void BuildHosts(Rack rack, Cluster cluster, VMotionSegment segment, string label, int first, int last)
    {
        bool isLast = rack.Number == _options.Racks;
        for (int number = first; number <= last; number++)
        {
            string name = "esx-" + Digits(rack.Number, _rackDigits) + Digits(number, _hostDigits) + ".example.com";
            var host = new Host(rack, number, name) { Datacenter = cluster.Datacenter, Segment = segment };
            rack.Hosts.Add(host);
            segment.Hosts.Add(host);
            if (isLast && number > _options.HostsPerRack - _options.StandaloneHosts)
            {
                cluster.Datacenter.StandaloneHosts.Add(host);
            }
            else
            {
                host.Cluster = cluster;
                cluster.Hosts.Add(host);
            }

            Configure(host, cluster, label);
            for (int i = 0; i < _options.VirtualMachinesPerHost; i++) AddVirtualMachine(host);
        }
    }

    private void Configure(Host host, Cluster cluster, string label)
    {
        Rack rack = host.Rack;
        AddressPlan plan = rack.AddressPlan;
        VMotionSegment segment = host.Segment;
        int place = segment.Hosts.Count;
        AddStacks(host);

        PhysicalNic[] nics = AddPhysicalNics(host);
        nics[0].Connect(rack.OutOfBand.Leaves[0].AddPort());
        bool isBlade = Has(SimulatorLayout.BladeInterconnect) && rack.Number <= 3;
        for (int i = 0; i < 2; i++)
        {
            LeafPort port = rack.Leaves.Leaves[i].AddPort();
            nics[2 + i].Connect(isBlade ? _interconnects[i].Extend(port) : port);
        }

        var vSwitch0 = new StandardSwitch("vSwitch0", 1500, nics[0]);
        host.StandardSwitches.Add(vSwitch0);
        StandardPortGroup management = vSwitch0.AddPortGroup("Management Network", 0);
        management.HasOwnTeaming = true;
        vSwitch0.AddPortGroup("VM Network", 0);

        VMKernelAdapter vmk0 = AddAdapter(host, NetstackKeys.Default, Connect(host, management), plan.Management(host.Number), 1500);
        host.Services.Add((ServiceNames.Management, vmk0.Device));

        NetworkConnection vMotion, vsan;
        if (HasStandardSwitches(rack.Number))
        {
            var vSwitch1 = new StandardSwitch("vSwitch1", FabricMtu, nics[2], nics[3]);
            host.StandardSwitches.Add(vSwitch1);
            vMotion = Connect(host, vSwitch1.AddPortGroup("vMotion", segment.Vlan));
            vsan = Connect(host, vSwitch1.AddPortGroup("vSAN", plan.VsanVlan));
            vSwitch1.AddPortGroup("vMotion Legacy", FaultPlacer.LegacyVlan);
            vSwitch1.AddPortGroup("App Network", plan.ApplicationVlan);
        }
        else
        {
            host.ProxySwitches.Add(new ProxySwitch(cluster.Switch, nics[2], nics[3]));
            cluster.Switch.Members.Add(host);
            vMotion = new DistributedConnection(Find(cluster.Switch, VMotionPortGroup(segment, cluster.Switch)!));
            vsan = new DistributedConnection(Find(cluster.Switch, "dvpg-vsan-r" + label));
        }

        segment.PortGroups.Add(vMotion is StandardConnection standard ? standard.PortGroup.Name : ((DistributedConnection)vMotion).PortGroup.Name);
        VMKernelAdapter vmk1 = AddAdapter(host, NetstackKeys.VMotion, vMotion, segment.AddressOf(place), FabricMtu);
        NetStack vMotionStack = host.FindStack(NetstackKeys.VMotion)!;
        vMotionStack.Gateway = segment.Gateway.Address;
        if (_options.DualStack)
        {
            vmk1.IPv6.Add(segment.Address6Of(place));
            vMotionStack.Gateway6 = segment.Gateway6.Address;
        }

        // vSAN routes by an override, which shows that overrides are not for vMotion alone.
        VMKernelAdapter vmk2 = AddAdapter(host, NetstackKeys.Default, vsan, plan.Vsan(host.Number), FabricMtu);
        vmk2.OverrideGateway = AddressPlan.GatewayOf(plan.Vsan(host.Number)).Address;
        host.Services.Add((ServiceNames.Vsan, vmk2.Device));

        if (HasProvisioningStack(rack.Number))
        {
            var connection = new DistributedConnection(Find(cluster.Switch, "dvpg-provisioning-r" + label));
            AddAdapter(host, NetstackKeys.Provisioning, connection, plan.Provisioning(host.Number), FabricMtu);
            host.FindStack(NetstackKeys.Provisioning)!.Gateway = AddressPlan.GatewayOf(plan.Provisioning(host.Number)).Address;
        }

        DistributedPortGroup? tunnels = cluster.Switch.PortGroups.FirstOrDefault(portGroup => portGroup.Name == "nsx-tep-r" + label);
        if (tunnels is not null && !HasStandardSwitches(rack.Number)) AddNsx(host, tunnels);
        if (HasOpaqueSwitch(rack.Number)) AddOpaqueSwitch(host, nics);
        if (!Has(SimulatorLayout.Unconverted)) return;
        host.Adapters.Remove(vmk1);
        if (vmk1.Connection is DistributedConnection taken) taken.PortGroup.Ports.Remove(taken.PortKey);
        vMotionStack.Gateway = null;
        vMotionStack.Gateway6 = null;
        FaultPlacer.AddLegacyAdapter(host);
    }

    private static void AddStacks(Host host)
    {
        // The order of the capture of 8.0.2.
        foreach (string key in new[] { "ops", "mirror", NetstackKeys.Provisioning, NetstackKeys.VMotion, NetstackKeys.Default })
            host.Stacks.Add(new NetStack(key));
        NetStack main = host.FindStack(NetstackKeys.Default)!;
        main.HostName = host.Name.Substring(0, host.Name.IndexOf('.'));
        main.DomainName = host.Name.Substring(host.Name.IndexOf('.') + 1);
        main.DnsServers = new[] { "10.255.255.53", "10.255.254.53" };
        main.Gateway = AddressPlan.GatewayOf(host.Rack.AddressPlan.Management(host.Number)).Address;
    }

    private static PhysicalNic[] AddPhysicalNics(Host host)
    {
        int count = HasOpaqueSwitch(host.Rack.Number) ? 6 : 4;
        for (int i = 0; i < count; i++)
        {
            // vmnic0 is out of band; vmnic1 is there and nobody has plugged anything in.
            bool isSlow = i < 2;
            host.PhysicalNics.Add(new PhysicalNic(
                host, Format("vmnic{0}", i), Mac(0x3C, host.Rack.Number, host.Number, i), isSlow ? 1000 : 25000, isSlow ? "ntg3" : "nmlx5_core"));
        }

        return host.PhysicalNics.ToArray();
    }

    private static void AddNsx(Host host, DistributedPortGroup tunnels)
    {
        var stack = new NetStack("vxlan") { Gateway = AddressPlan.GatewayOf(host.Rack.AddressPlan.Overlay(host.Number)).Address };
        host.Stacks.Insert(0, stack);
        host.Stacks.Insert(0, new NetStack("hyperbus"));
        host.Adapters.Add(new VMKernelAdapter("vmk10", AdapterMac(host, 10), stack.Key, new DistributedConnection(tunnels))
        {
            IPv4 = host.Rack.AddressPlan.Overlay(host.Number),
            Mtu = 1600,
            SystemOwned = true,
        });
        host.Adapters.Add(new VMKernelAdapter("vmk50", AdapterMac(host, 50), "hyperbus", new DistributedConnection(tunnels))
        {
            IPv4 = InterfaceAddress.Parse("169.254.1.1/16"),
            SystemOwned = true,
        });
    }

    private static void AddOpaqueSwitch(Host host, PhysicalNic[] nics)
    {
        host.Version = "7.0.3";
        host.Build = "21930508";
        nics[4].Connect(host.Rack.Leaves.Leaves[0].AddPort());
        nics[5].Connect(host.Rack.Leaves.Leaves[1].AddPort());
        var nvds = new OpaqueSwitch("c1a5b3e0-6d2f-4f0e-9b1c-0123456789ab", "nvds-01", nics[4], nics[5]);
        host.OpaqueSwitches.Add(nvds);
        if (host.Datacenter.OpaqueNetworks.Count == 0)
        {
            host.Datacenter.OpaqueNetworks.Add(
                new OpaqueNetwork(host.Datacenter, "2b3c4d5e-0001-4a4b-8c8d-000000000001", "seg-legacy-01"));
            host.Datacenter.OpaqueNetworks.Add(
                new OpaqueNetwork(host.Datacenter, "2b3c4d5e-0001-4a4b-8c8d-000000000002", "seg-legacy-02"));
        }

        nvds.Networks.AddRange(host.Datacenter.OpaqueNetworks);
    }

    internal static VMKernelAdapter AddAdapter(Host host, string stack, NetworkConnection connection, InterfaceAddress address, int mtu)
    {
        string device = host.NextDevice();
        int number = int.Parse(device.Substring(3), CultureInfo.InvariantCulture);
        var adapter = new VMKernelAdapter(device, AdapterMac(host, number), stack, connection) { IPv4 = address, Mtu = mtu };
        host.Adapters.Add(adapter);
        return adapter;
    }

    private void AddVirtualMachine(Host host)
    {
        int number = ++_machines;
        var machine = new VirtualMachine(Format("vm-{0:00000}", number), number, host);
        NetworkConnection[] choices = host.StandardSwitches
            .SelectMany(vSwitch => vSwitch.PortGroups)
            .Where(portGroup => portGroup.Name is "VM Network" or "App Network")
            .Select(portGroup => (NetworkConnection)Connect(host, portGroup))
            .Concat(host.OpaqueSwitches.SelectMany(nvds => nvds.Networks).Select(network => new OpaqueConnection(network)))
            .ToArray();
        DistributedPortGroup[] distributed = host.ProxySwitches
            .SelectMany(proxy => proxy.Switch.PortGroups)
            .Where(portGroup => portGroup.IsForMachines && IsUsable(host, portGroup))
            .ToArray();
        int choice = (number - 1) % (choices.Length + distributed.Length);
        machine.Connections.Add(
            choice < distributed.Length ? new DistributedConnection(distributed[choice]) : choices[choice - distributed.Length]);
        machine.IsPoweredOn = number % 7 != 0;
        machine.IsTemplate = number % 29 == 0;
        if (machine.IsTemplate) machine.IsPoweredOn = false;
        Add(machine);
    }

    // NSX needs a prepared host, and the VLAN of a rack's application is in that rack.
    private static bool IsUsable(Host host, DistributedPortGroup portGroup) =>
        portGroup.Segment is not null ? host.FindStack("vxlan") is not null
        : portGroup.Vlan.PrivateId is not null || portGroup.Vlan.Id == host.Rack.AddressPlan.ApplicationVlan;

    private void Add(VirtualMachine machine)
    {
        _fabric.VirtualMachines.Add(machine);
        machine.Host.VirtualMachines.Add(machine);
    }

    /// <summary>vCenter's agents, and the rules that keep virtual machines where their networks are.</summary>
    private void AddRules(Cluster cluster)
    {
        VirtualMachine[] machines = cluster.Hosts.SelectMany(host => host.VirtualMachines).ToArray();
        foreach (Host host in cluster.Hosts.Take(3))
            Add(new VirtualMachine("vCLS-" + Uuid(_names), ++_machines, host) { IsClusterAgent = true });

        // A rule that need not hold holds nothing.
        if (machines.Length > 0)
        {
            Rack rack = machines[0].Host.Rack;
            Host[] hosts = cluster.Hosts.Where(host => host.Rack == rack).ToArray();
            cluster.Rules.Add(new VMHostRule("prefer-" + rack.Name, false, machines.Take(1).ToArray(), hosts));
        }

        IGrouping<LeafGroup, Host>[] places = cluster.Hosts.GroupBy(host => host.Rack.Leaves).ToArray();
        foreach (IGrouping<LeafGroup, Host> place in places)
        {
            VirtualMachine[] bound = machines
                .Where(machine => machine.Host.Rack.Leaves == place.Key
                    && machine.Connections.Any(connection => places.Any(other => !other.Any(host => host.Has(connection)))))
                .ToArray();
            if (bound.Length > 0) cluster.Rules.Add(new VMHostRule("keep-in-" + place.Key.Rack.Name, true, bound, place.ToArray()));
        }
    }

    /// <summary>Connects to a port group of a standard switch, on a port of its own.</summary>
    internal static StandardConnection Connect(Host host, StandardPortGroup portGroup) =>
        new(portGroup, 67108864 + host.StandardSwitches.IndexOf(portGroup.Switch) * 4096 + portGroup.Switch.PortGroups.IndexOf(portGroup) + 9);

    internal static string AdapterMac(Host host, int number) => Mac(0x50, host.Rack.Number, host.Number, number);

    internal static DistributedPortGroup Find(DistributedSwitch distributedSwitch, string name) =>
        distributedSwitch.PortGroups.First(portGroup => portGroup.Name == name);

    private bool Has(SimulatorLayout sight) => _options.Layout.HasFlag(sight);

    private bool SharesLeaves(int rack) => Has(SimulatorLayout.SharedLeaves) && rack == 2;

    private bool SharesCabinet(int rack) => Has(SimulatorLayout.SharedCabinet) && rack == _options.Racks;

    private static bool HasProvisioningStack(int rack) => rack == 2;

    private static bool HasStandardSwitches(int rack) => rack == 3;

    private static bool HasOpaqueSwitch(int rack) => rack == 4;

    private string NewUuid() => Uuid(_random);

    private static string Uuid(DeterministicRandom random)
    {
        string hex = random.Next().ToString("x16", CultureInfo.InvariantCulture) + random.Next().ToString("x16", CultureInfo.InvariantCulture);
        return string.Join(
            "-", hex.Substring(0, 8), hex.Substring(8, 4), "4" + hex.Substring(13, 3), "8" + hex.Substring(17, 3), hex.Substring(20));
    }

    // VMware's own prefix for vmkernel adapters, a vendor's for what is made of metal.
    private static string Mac(int family, int rack, int host, int number) => family == 0x50
        ? Format("00:50:56:{0:x2}:{1:x2}:{2:x2}", 0x60 + (number % 32), rack, host)
        : Format("{0:x2}:fd:fe:{1:x2}:{2:x2}:{3:x2}", family, rack, host, number);

    private static string Hex(byte octet) => octet.ToString("x2", CultureInfo.InvariantCulture);

    private static string Digits(int number, int width) =>
        number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    private static string Format(string format, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, format, arguments);
}
