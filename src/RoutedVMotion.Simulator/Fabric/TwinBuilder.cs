using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator.Vim.Rendering;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Builds a twin of somebody's own fabric: from a snapshot what vCenter tells of it, with the same names and managed object ids,
/// and from a plan of the racks the network behind it, as it is meant to be. What neither says is made up so that nobody can see
/// it: a snapshot of the twin is the snapshot that it was made of.
/// </summary>
internal sealed class TwinBuilder
{
    private const string NoDatacenter = "Datacenter";

    private readonly Core.Inventory.Fabric _told;
    private readonly LeafSpineFabric _fabric;
    private readonly FabricIndex _index;
    private readonly Dictionary<string, EsxHost> _toldById;
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Datacenter> _datacenters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cluster> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DistributedPortGroup> _portGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpaqueNetwork> _opaque = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Leaf> _leaves = new(StringComparer.OrdinalIgnoreCase);
    private int _switches;

    private TwinBuilder(Core.Inventory.Fabric told, RackPlan plan, SimulatorBehavior behavior)
    {
        _told = told;
        _toldById = told.Hosts.ToDictionary(host => host.Id, StringComparer.Ordinal);
        _index = new FabricIndex(told, plan);
        _fabric = new LeafSpineFabric { IsTwin = true, IsDualStack = plan.Racks.Any(rack => rack.VMotion.Subnet6 is not null), Behavior = behavior };
    }

    /// <summary>Builds the twin.</summary>
    /// <param name="server">What a snapshot has of one vCenter.</param>
    /// <param name="plan">What its racks are meant to be; null to infer that from the snapshot.</param>
    /// <param name="behavior">What is left open by all evidence.</param>
    /// <exception cref="ArgumentException">There is no host in it.</exception>
    public static LeafSpineFabric Build(SnapshotServer server, RackPlan? plan, SimulatorBehavior behavior)
    {
        if (server.Fabric.Hosts.Count == 0) throw new ArgumentException($"The snapshot of {server.Identity.Name} has no hosts.", nameof(server));
        var builder = new TwinBuilder(server.Fabric, plan ?? PlanInference.Infer(server.Fabric, assignAddress: false).Plan, behavior);
        builder.BuildNetwork();
        builder.BuildHosts();
        builder.BuildDistributedSwitches();
        builder.BuildOpaqueNetworks();
        foreach (EsxHost told in builder._told.Hosts) builder.Configure(builder._hosts[told.Id], told);
        builder.BuildStandardNetworks();
        builder.BuildMachines();
        builder.BuildRules();
        return builder._fabric;
    }

    private void BuildNetwork()
    {
        for (int i = 1; i <= 2; i++) _fabric.Network.Spines.Add(new Spine("spine-" + i.ToString("00", CultureInfo.InvariantCulture)));
        var groups = new Dictionary<int, LeafGroup>();
        int number = 0;
        foreach (RackContext context in _index.Racks.Where(rack => rack.Plan is not null))
        {
            var rack = new Rack(++number, context.Name);
            _fabric.Racks.Add(rack);
            // Entries that share a leaf are segments behind the same ones.
            if (!groups.TryGetValue(context.Place, out LeafGroup? group)) groups.Add(context.Place, group = AddGroup(rack, LeavesOf(context.Place)));
            rack.Leaves = group;
        }

        AddSvis();

        // Whoever is in no rack is cabled somewhere all the same, and reaches nobody.
        var nowhere = new Rack(++number, "no rack");
        nowhere.Leaves = AddGroup(nowhere, ["switch of no rack"]);
        _fabric.Racks.Add(nowhere);
    }

    private LeafGroup AddGroup(Rack rack, string[] leaves)
    {
        var group = new LeafGroup(string.Join(", ", leaves), rack, _fabric.Network);
        foreach (string name in leaves)
        {
            var leaf = new Leaf(name, Mac(0x44, _leaves.Count), "0.0.0.0", group);
            group.Leaves.Add(leaf);
            _fabric.Network.Connect(leaf);
            if (!_leaves.ContainsKey(name)) _leaves.Add(name, leaf);
        }

        return group;
    }

    private string[] LeavesOf(int place)
    {
        RackContext[] entries = _index.Racks.Where(context => context.Place == place).ToArray();
        string[] leaves = entries.SelectMany(context => context.Plan!.Leaves).Select(leaf => leaf.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return leaves.Length > 0 ? leaves : ["leaf of " + entries[0].Name];
    }

    private void AddSvis()
    {
        var segments = new List<(LeafGroup Group, int Vlan, Subnet Subnet, InetAddress? Gateway)>();
        for (int i = 0; i < _index.Racks.Count; i++)
        {
            RackContext context = _index.Racks[i];
            if (VlanOf(context) is not int vlan) continue;
            LeafGroup group = _fabric.Racks[i].Leaves;
            group.HostVlans.Add(vlan);
            RackVMotion planned = context.Plan!.VMotion;
            if (planned.Subnet is Subnet subnet) segments.Add((group, vlan, subnet, planned.Gateway));
            if (planned.Subnet6 is Subnet subnet6) segments.Add((group, vlan, subnet6, planned.Gateway6));
        }

        // One VLAN of one pair of leaves has one interface, with the gateways of all subnets in it.
        foreach (var interfaces in segments.Where(segment => segment.Gateway is not null).GroupBy(segment => (segment.Group, segment.Vlan)))
        {
            InterfaceAddress[] gateways = interfaces.Select(segment => new InterfaceAddress(segment.Gateway!.Value, segment.Subnet.PrefixLength)).Distinct().ToArray();
            interfaces.Key.Group.Svis.Add(interfaces.Key.Vlan, new Svi(interfaces.Key.Vlan, Mac(0x48, interfaces.Key.Vlan), gateways)
            {
                // Of a gateway such as fe80::1 the plan knows what is behind it.
                Subnets = interfaces.Select(segment => segment.Subnet).Distinct().ToArray(),
            });
        }

        // The same subnet in the same VLAN behind other leaves is the same segment (EVPN).
        foreach (var stretched in segments.GroupBy(segment => (segment.Vlan, segment.Subnet)))
        {
            HashSet<LeafGroup> groups = new(stretched.SelectMany(segment => segment.Group.SegmentOf(segment.Vlan)));
            if (groups.Count < 2) continue;
            foreach (LeafGroup group in groups) group.Stretched[stretched.Key.Vlan] = groups;
        }
    }

    // As planned; else that of the port groups that its adapters are to be on; else that of the adapters that are in its subnet.
    private int? VlanOf(RackContext context)
    {
        RackVMotion planned = context.Plan!.VMotion;
        if (planned.Vlan is int known) return known;
        var names = new HashSet<string>(planned.Adapters.SelectMany(adapter => adapter.PortGroups), StringComparer.OrdinalIgnoreCase);
        var ids = new HashSet<string>(context.Hosts.Select(host => host.Host.Id), StringComparer.Ordinal);
        return Usual(context.Hosts.SelectMany(host => host.Host.StandardPortGroups).Where(group => names.Contains(group.Name)).Select(group => group.Vlan)
                .Concat(_told.Networks.Where(network => names.Contains(network.Name) && network.HostIds.Any(ids.Contains)).Select(network => network.Vlan)))
            ?? Usual(context.Hosts.SelectMany(host => host.Host.Adapters)
                .Where(adapter => adapter.Addresses.Any(own => own.Subnet == planned.Subnet || own.Subnet == planned.Subnet6)).Select(adapter => adapter.PortGroup?.Vlan ?? Vlan.Unknown));

        static int? Usual(IEnumerable<Vlan> vlans) =>
            vlans.Select(vlan => vlan.Id).Where(id => id is not null).GroupBy(id => id).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key;
    }

    private void BuildHosts()
    {
        foreach (Core.Inventory.Cluster told in _told.Clusters)
        {
            // A cluster is where its hosts are; an empty one may be anywhere.
            string? datacenter = _told.Hosts.FirstOrDefault(host => host.ClusterId == told.Id)?.Datacenter ?? _told.Hosts[0].Datacenter;
            AddCluster(told.Id, told.Name, datacenter, told);
        }

        foreach (HostContext context in _index.Hosts)
        {
            EsxHost told = context.Host;
            Rack rack = context.Rack?.Plan is null
                ? _fabric.Racks[_fabric.Racks.Count - 1]
                : _fabric.Racks.First(one => one.Name == context.Rack.Name);
            var host = new Host(rack, rack.Hosts.Count + 1, told.Name)
            {
                Id = told.Id,
                Datacenter = FindDatacenter(told.Datacenter),
                HasMultipleStacks = told.MultipleStacksSupported,
                State = told.Connection switch
                {
                    HostConnection.Disconnected => HostState.Disconnected,
                    HostConnection.NotResponding => HostState.NotResponding,
                    _ => HostState.Connected,
                },
                InMaintenanceMode = told.InMaintenanceMode,
                // Of what may not be read not even the state is known.
                IsUnreadable = told is { AdaptersUnread: true, Connection: HostConnection.Unknown },
                HasNoConfig = told is { AdaptersUnread: true, Connection: not HostConnection.Unknown },
            };
            host.Version = told.Version ?? string.Empty;
            host.Build = told.Build ?? string.Empty;
            rack.Hosts.Add(host);
            _hosts.Add(told.Id, host);
            if (told.ClusterId is null)
            {
                host.Datacenter.StandaloneHosts.Add(host);
                continue;
            }

            host.Cluster = _clusters.TryGetValue(told.ClusterId, out Cluster? known) ? known : AddCluster(told.ClusterId, told.Cluster ?? told.ClusterId, told.Datacenter, null);
            host.Cluster.Hosts.Add(host);
        }

        foreach (IGrouping<string, EsxHost> profile in _told.Hosts.Where(host => host.HostProfile is not null).GroupBy(host => host.HostProfile!, StringComparer.Ordinal))
            _fabric.HostProfiles.Add(new HostProfile(profile.Key, profile.Select(host => _hosts[host.Id]).ToArray()));
    }

    private Cluster AddCluster(string id, string name, string? datacenter, Core.Inventory.Cluster? told)
    {
        Datacenter place = FindDatacenter(datacenter);
        var cluster = new Cluster(place, name) { Id = id, IsDrsEnabled = told?.DrsEnabled ?? false, IsManagedAsWhole = told?.ConfigManagerEnabled ?? false };
        place.Clusters.Add(cluster);
        _clusters.Add(id, cluster);
        return cluster;
    }

    private Datacenter FindDatacenter(string? name)
    {
        name ??= NoDatacenter;
        if (_datacenters.TryGetValue(name, out Datacenter? known)) return known;
        var datacenter = new Datacenter(name);
        _fabric.Datacenters.Add(datacenter);
        _datacenters.Add(name, datacenter);
        return datacenter;
    }

    /// <summary>
    /// A snapshot has the switch's name with the port groups that adapters are on; of the others it has the hosts, and a switch's
    /// port groups are on the switch's hosts.
    /// </summary>
    private void BuildDistributedSwitches()
    {
        var used = _told.Hosts
            .SelectMany(host => host.Adapters, (host, adapter) => (Host: host, Group: adapter.PortGroup))
            .Where(pair => pair.Group is { Kind: SwitchKind.Distributed or SwitchKind.Nsx })
            .Select(pair => (pair.Host, Group: pair.Group!))
            .ToLookup(pair => pair.Group.Id, StringComparer.Ordinal);
        VirtualMachineNetwork[] networks = _told.Networks
            .Where(network => network.Kind is SwitchKind.Distributed or SwitchKind.Nsx)
            .Concat(used.Where(group => _told.Networks.All(network => network.Id != group.Key)).Select(group => new VirtualMachineNetwork
            {
                Server = string.Empty, Id = group.Key, Name = group.First().Group.Name, Kind = group.First().Group.Kind, Vlan = group.First().Group.Vlan,
                HostIds = group.Select(pair => pair.Host.Id).Distinct().ToArray(),
            }))
            .ToArray();

        // Who has an adapter on a port group is on its switch, even if the port group's own list of hosts was not to be read.
        networks = networks.Select(network => network with
        {
            HostIds = network.HostIds.Concat(used[network.Id].Select(pair => pair.Host.Id)).Where(_hosts.ContainsKey).Distinct().OrderBy(id => id, StringComparer.Ordinal).ToArray(),
        }).ToArray();

        var switches = new List<(string? Name, string Members, List<VirtualMachineNetwork> Networks)>();
        // Those with a name first: the others are put to them.
        foreach (VirtualMachineNetwork network in networks.OrderBy(network => used.Contains(network.Id) ? 0 : 1))
        {
            string? name = used[network.Id].Select(pair => pair.Group.Switch).FirstOrDefault();
            string members = string.Join(" ", network.HostIds);
            int place = switches.FindIndex(one => one.Members == members && (name is null || one.Name is null || one.Name == name));
            if (place < 0)
            {
                place = switches.Count;
                switches.Add((name, members, new List<VirtualMachineNetwork>()));
            }

            switches[place].Networks.Add(network);
        }

        foreach ((string? name, _, List<VirtualMachineNetwork> groups) in switches)
            AddSwitch(name, groups, used);
    }

    private void AddSwitch(string? name, List<VirtualMachineNetwork> networks, ILookup<string, (EsxHost Host, PortGroup Group)> used)
    {
        EsxHost[] members = networks[0].HostIds.Select(id => _toldById[id]).ToArray();
        var teams = new Dictionary<string, Dictionary<UplinkRole, List<int>>>(StringComparer.Ordinal);
        Dictionary<string, List<string?>> plugged = Plug(members, networks, used, teams);
        int number = ++_switches;
        string[] uplinks = Enumerable.Range(1, Math.Max(1, plugged.Values.Select(nics => nics.Count).DefaultIfEmpty(0).Max()))
            .Select(i => "Uplink " + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        Datacenter datacenter = members.Length > 0 ? FindDatacenter(members[0].Datacenter) : _fabric.Datacenters[0];
        var made = new DistributedSwitch(datacenter, number, name ?? "switch-" + number.ToString(CultureInfo.InvariantCulture), Uuid(number)) { UplinkNames = uplinks };
        int[] mtus = networks.SelectMany(network => used[network.Id]).Select(pair => pair.Group.SwitchMtu).OfType<int>().ToArray();
        if (mtus.Length > 0) made.MaxMtu = mtus.Max();
        datacenter.Switches.Add(made);

        // The port group of the uplinks has to be there first; by what vCenter makes of one.
        foreach (VirtualMachineNetwork network in networks.OrderBy(network => IsForUplinks(network) ? 0 : 1))
        {
            if (network.Vlan is { Kind: VlanKind.Private, Id: int secondary, PrimaryId: int primary } && made.PrivateVlans.All(entry => entry.Secondary != secondary))
                made.PrivateVlans.Add((primary, secondary, "isolated"));
            string[]? Names(UplinkRole role) => teams.TryGetValue(network.Id, out Dictionary<UplinkRole, List<int>>? team) ? team[role].Select(place => uplinks[place]).ToArray() : null;
            var portGroup = new DistributedPortGroup(made, network.Name, VlanOf(network.Vlan))
            {
                Key = network.Id,
                IsUplink = IsForUplinks(network),
                IsForMachines = true,
                Segment = network.Kind == SwitchKind.Nsx
                    ? new NsxSegment(Uuid(network.Id), Uuid("zone"), "zone", network.Vlan.Kind == VlanKind.Overlay ? int.Parse(network.Vlan.Ranges ?? "1", CultureInfo.InvariantCulture) : null)
                    : null,
                ActiveUplinks = Names(UplinkRole.Active),
                StandbyUplinks = Names(UplinkRole.Standby) ?? Array.Empty<string>(),
            };
            made.PortGroups.Add(portGroup);
            _portGroups[network.Id] = portGroup;
        }

        foreach (EsxHost told in members)
        {
            Host host = _hosts[told.Id];
            EnsureNics(host, told);
            var proxy = new ProxySwitch(made, plugged[told.Id].Select(device => host.PhysicalNics.FirstOrDefault(one => one.Device == device)).ToArray());
            int? mtu = networks.SelectMany(network => used[network.Id]).FirstOrDefault(pair => pair.Host.Id == told.Id && pair.Group.SwitchMtu is not null).Group?.SwitchMtu;
            if (mtu is not null) proxy.Mtu = mtu.Value;
            host.ProxySwitches.Add(proxy);
            made.Members.Add(host);
        }
    }

    /// <summary>
    /// Which uplink of the switch each physical NIC is on. Port groups name uplinks, the same ones for all hosts; a snapshot has what these
    /// come to on each host, which may be cabled in its own way.
    /// </summary>
    /// <param name="members">The hosts of the switch.</param>
    /// <param name="networks">Its port groups.</param>
    /// <param name="used">What hosts say of those that their adapters are on.</param>
    /// <param name="teams">Gets the uplinks that each port group names, by role.</param>
    /// <returns>By host, the devices in the order of the uplinks; null where nothing is plugged in.</returns>
    private static Dictionary<string, List<string?>> Plug(
        EsxHost[] members, List<VirtualMachineNetwork> networks, ILookup<string, (EsxHost Host, PortGroup Group)> used, Dictionary<string, Dictionary<UplinkRole, List<int>>> teams)
    {
        ILookup<string, PortGroup> groupsOf = networks.SelectMany(network => used[network.Id]).ToLookup(pair => pair.Host.Id, pair => pair.Group, StringComparer.Ordinal);
        var plugged = new Dictionary<string, List<string?>>(StringComparer.Ordinal);
        // Who is on most of the port groups says most of how they go together.
        foreach (EsxHost host in members.OrderByDescending(host => groupsOf[host.Id].Select(group => group.Id).Distinct().Count()))
        {
            var places = new List<string?>();
            string[] devices = FindUplinks(host, groupsOf[host.Id]);
            foreach (PortGroup group in groupsOf[host.Id].Where(group => teams.ContainsKey(group.Id)))
            {
                foreach (KeyValuePair<UplinkRole, List<int>> team in teams[group.Id])
                {
                    string[] own = DevicesOf(group, team.Key).Where(devices.Contains).ToArray();
                    for (int i = 0; i < Math.Min(own.Length, team.Value.Count); i++) Put(places, own[i], team.Value[i]);
                }
            }

            foreach (string device in devices) Put(places, device, places.IndexOf(null));
            plugged.Add(host.Id, places);
            foreach (PortGroup group in groupsOf[host.Id].Where(group => group.Uplinks.Count > 0))
            {
                if (!teams.TryGetValue(group.Id, out Dictionary<UplinkRole, List<int>>? team))
                    teams.Add(group.Id, team = new() { [UplinkRole.Active] = new(), [UplinkRole.Standby] = new() });
                foreach (UplinkRole role in new[] { UplinkRole.Active, UplinkRole.Standby })
                    team[role].AddRange(DevicesOf(group, role).Select(device => places.IndexOf(device)).Where(place => place >= 0 && !team.Values.Any(known => known.Contains(place))));
            }
        }

        return plugged;

        static IEnumerable<string> DevicesOf(PortGroup group, UplinkRole role) => group.Uplinks.Where(uplink => uplink.Role == role).Select(uplink => uplink.Device);

        static void Put(List<string?> places, string device, int place)
        {
            if (places.Contains(device)) return;
            if (place < 0) place = places.Count;
            while (places.Count <= place) places.Add(null);
            if (places[place] is null) places[place] = device;
        }
    }

    // In the order in which the port groups of this host's adapters name them. Where no adapter is on the switch, what is left over.
    private static string[] FindUplinks(EsxHost host, IEnumerable<PortGroup> groups)
    {
        string[] named = groups.SelectMany(group => group.Uplinks).Select(uplink => uplink.Device).Distinct(StringComparer.Ordinal).ToArray();
        if (named.Length == 0)
        {
            var taken = new HashSet<string>(host.Adapters.Select(adapter => adapter.PortGroup).OfType<PortGroup>().Concat(host.StandardPortGroups)
                .SelectMany(group => group.Uplinks).Select(uplink => uplink.Device), StringComparer.Ordinal);
            named = host.PhysicalNics.Where(nic => nic.IsUp && !taken.Contains(nic.Device)).Select(nic => nic.Device).ToArray();
        }

        return named.Where(device => host.PhysicalNics.Any(nic => nic.Device == device)).ToArray();
    }

    private void BuildOpaqueNetworks()
    {
        foreach (VirtualMachineNetwork network in _told.Networks.Where(network => network.Kind == SwitchKind.Opaque))
        {
            EsxHost[] members = network.HostIds.Where(_hosts.ContainsKey).Select(id => _toldById[id]).ToArray();
            PortGroup? used = members.SelectMany(host => host.Adapters).Select(adapter => adapter.PortGroup)
                .FirstOrDefault(group => group is { Kind: SwitchKind.Opaque } && group.Name == network.Name);
            Datacenter datacenter = members.Length > 0 ? FindDatacenter(members[0].Datacenter) : _fabric.Datacenters[0];
            var opaque = new OpaqueNetwork(datacenter, used?.Id ?? Uuid(network.Id), network.Name) { ManagedId = network.Id };
            datacenter.OpaqueNetworks.Add(opaque);
            _opaque[network.Id] = opaque;
            foreach (EsxHost told in members)
            {
                Host host = _hosts[told.Id];
                EnsureNics(host, told);
                if (host.OpaqueSwitches.Count == 0)
                {
                    PortGroup? own = told.Adapters.Select(adapter => adapter.PortGroup).FirstOrDefault(group => group is { Kind: SwitchKind.Opaque });
                    host.OpaqueSwitches.Add(new OpaqueSwitch(
                        Uuid(host.Name), own?.Switch ?? "nvds", (own?.Uplinks ?? []).Select(uplink => host.PhysicalNics.FirstOrDefault(nic => nic.Device == uplink.Device)).OfType<PhysicalNic>().ToArray()));
                }

                host.OpaqueSwitches[0].Networks.Add(opaque);
            }
        }
    }

    private void Configure(Host host, EsxHost told)
    {
        EnsureNics(host, told);
        foreach (IGrouping<string, PortGroup> group in told.StandardPortGroups.GroupBy(portGroup => portGroup.Switch ?? "vSwitch", StringComparer.Ordinal))
        {
            PhysicalNic[] all = Nics(host, group.SelectMany(portGroup => portGroup.Uplinks));
            var made = new StandardSwitch(group.Key, group.Select(portGroup => portGroup.SwitchMtu).FirstOrDefault(mtu => mtu is not null) ?? 1500, all);
            host.StandardSwitches.Add(made);
            foreach (PortGroup portGroup in group)
            {
                PhysicalNic[] active = Nics(host, portGroup.Uplinks.Where(uplink => uplink.Role == UplinkRole.Active));
                PhysicalNic[] standby = Nics(host, portGroup.Uplinks.Where(uplink => uplink.Role == UplinkRole.Standby));
                made.PortGroups.Add(new StandardPortGroup(made, portGroup.Name, portGroup.Vlan.Kind == VlanKind.Trunk ? 4095 : portGroup.Vlan.Id ?? 0)
                {
                    ActiveNics = active.Concat(standby).SequenceEqual(all) && standby.Length == 0 ? null : active,
                    StandbyNics = standby,
                });
            }
        }

        foreach (TcpIpStack stack in told.Stacks) host.Stacks.Add(Twin(told, stack));
        if (host.FindStack(NetstackKeys.Default) is null) host.Stacks.Add(new NetStack(NetstackKeys.Default));
        foreach (Adapter adapter in told.Adapters) AddAdapter(host, adapter);
        for (int i = 0; i < told.Stacks.Count; i++) host.Stacks[i].FirstTable = (StackRenderer.StateOf(host, host.Stacks[i]), told.Stacks[i].Routes);
        // What was not to be read there counts as used, and must not look like nothing here.
        if (told.Storage is { Unread.Count: > 0 }) host.Unreadable.UnionWith(["config.fileSystemVolume.mountInfo", "config.storageDevice.hostBusAdapter"]);
        if (told.Adapters.Count > 0 && told.Adapters.All(adapter => adapter.Services is null)) host.Unreadable.Add("config.virtualNicManagerInfo.netConfig");
        host.NfsServers.AddRange(told.Storage?.NasServers ?? []);
        host.IscsiTargets.AddRange(told.Storage?.IscsiTargets ?? []);
        host.IscsiDevices.AddRange(told.Storage?.BoundDevices ?? []);
    }

    private static NetStack Twin(EsxHost host, TcpIpStack told)
    {
        var stack = new NetStack(told.Key)
        {
            Gateway = told.Gateway,
            Gateway6 = told.Gateway6,
            DnsServers = told.DnsServers,
            HostName = told.Key == NetstackKeys.Default ? host.Name.Split('.')[0] : string.Empty,
            MaxConnections = told.MaxConnections,
            CongestionControl = told.CongestionControl ?? string.Empty,
            IPv6Enabled = told.IPv6Enabled,
            IsUp = told.IsActive && host.Adapters.All(adapter => adapter.Stack != told.Key),
        };
        stack.StaticRoutes.AddRange(Core.Routing.NextHop.StaticRoutes(told).Select(route => (route.Destination, route.Gateway!.Value)));
        return stack;
    }

    private void AddAdapter(Host host, Adapter told)
    {
        InterfaceAddress? linkLocal = told.IPv6.Select(own => (InterfaceAddress?)own).FirstOrDefault(own => own!.Value.Address.IsLinkLocal);
        var adapter = new VMKernelAdapter(told.Device, told.Mac ?? "00:00:00:00:00:00", told.Stack, ConnectionOf(host, told.PortGroup), linkLocal)
        {
            HasNoLinkLocal = linkLocal is null,
            HidesImpliedService = ServiceRenderer.ImpliedBy(told.Stack) is string implied && told.Services?.Contains(implied) == false,
            AutoconfiguredIPv6 = told.AutoconfiguredIPv6,
            Dhcp6 = told.Dhcp6,
            Dhcp = told.Dhcp,
            IPv4 = told.IPv4,
            Mtu = told.Mtu ?? 1500,
            OverrideGateway = told.OverrideGateway,
            OverrideGateway6 = told.OverrideGateway6,
            SystemOwned = told.SystemOwned,
        };
        adapter.IPv6.AddRange(told.IPv6.Where(own => own != linkLocal));
        adapter.LearnedIPv6.UnionWith(told.LearnedIPv6);
        host.Adapters.Add(adapter);
        foreach (string service in told.Services ?? []) host.Services.Add((service, told.Device));
        // What is not vMotion's is where it is: the ports carry it.
        if (!told.IsForVMotion && adapter.Connection.WireVlan is int vlan) host.Rack.Leaves.HostVlans.Add(vlan);
    }

    private NetworkConnection ConnectionOf(Host host, PortGroup? told)
    {
        if (told is { Kind: SwitchKind.Distributed or SwitchKind.Nsx } && _portGroups.TryGetValue(told.Id, out DistributedPortGroup? distributed))
            return new DistributedConnection(distributed);
        if (told is { Kind: SwitchKind.Opaque } && host.OpaqueSwitches.SelectMany(nvds => nvds.Networks).FirstOrDefault(network => network.Id == told.Id) is OpaqueNetwork opaque)
            return new OpaqueConnection(opaque);
        return Standard(host, told?.Name ?? string.Empty);
    }

    // Of a port group that the host does not list, only the name is known.
    private static StandardConnection Standard(Host host, string name)
    {
        StandardPortGroup portGroup = host.StandardSwitches.SelectMany(vSwitch => vSwitch.PortGroups).FirstOrDefault(group => group.Name == name)
            ?? new StandardPortGroup(new StandardSwitch(string.Empty, 1500), name, 0);
        return FabricBuilder.Connect(host, portGroup);
    }

    private void EnsureNics(Host host, EsxHost told)
    {
        if (host.PhysicalNics.Count > 0) return;
        LeafGroup own = host.Rack.Leaves;
        foreach (Core.Inventory.PhysicalNic nic in told.PhysicalNics)
        {
            var made = new PhysicalNic(host, nic.Device, nic.Mac ?? string.Empty, nic.SpeedMbps ?? 10_000, "twin") { IsTwin = true, Told = nic.Neighbor };
            // Where the cable really ends, if the switch has introduced itself as one of the plan's; else at the rack's leaves in turn.
            if (nic.IsUp)
            {
                Leaf leaf = nic.Neighbor is not null && _leaves.TryGetValue(nic.Neighbor.SystemName, out Leaf? seen)
                    ? seen
                    : own.Leaves[host.PhysicalNics.Count % own.Leaves.Count];
                made.Connect(leaf.AddPort());
            }

            host.PhysicalNics.Add(made);
        }
    }

    private void BuildStandardNetworks()
    {
        foreach (VirtualMachineNetwork network in _told.Networks.Where(network => network.Kind is SwitchKind.Standard or SwitchKind.Unknown))
        {
            Host[] hosts = network.HostIds.Where(_hosts.ContainsKey).Select(id => _hosts[id]).ToArray();
            Datacenter datacenter = hosts.Length > 0 ? hosts[0].Datacenter : _fabric.Datacenters[0];
            _fabric.StandardNetworks.Add(new StandardNetwork(datacenter, network.Id, network.Name, hosts));
        }
    }

    private void BuildMachines()
    {
        Dictionary<string, VirtualMachineNetwork> networks = _told.Networks.ToDictionary(network => network.Id, StringComparer.Ordinal);
        int number = 0;
        foreach (Core.Inventory.VirtualMachine told in _told.VirtualMachines)
        {
            // One that is on no host does not run, and cannot stand in its way.
            if (told.HostId is null || !_hosts.TryGetValue(told.HostId, out Host? host)) continue;
            var machine = new VirtualMachine(told.Name, ++number, host)
            {
                Id = told.Id, IsTemplate = told.IsTemplate, IsClusterAgent = told.IsClusterAgent, IsPoweredOn = !told.IsTemplate,
            };
            foreach (string id in told.NetworkIds.Where(networks.ContainsKey))
            {
                if (_portGroups.TryGetValue(id, out DistributedPortGroup? distributed)) machine.Connections.Add(new DistributedConnection(distributed));
                else if (_opaque.TryGetValue(id, out OpaqueNetwork? opaque)) machine.Connections.Add(new OpaqueConnection(opaque));
                else machine.Connections.Add(Standard(host, networks[id].Name));
            }

            host.VirtualMachines.Add(machine);
            _fabric.VirtualMachines.Add(machine);
        }
    }

    private void BuildRules()
    {
        Dictionary<string, VirtualMachine> machines = _fabric.VirtualMachines.ToDictionary(machine => machine.Id!, StringComparer.Ordinal);
        foreach (Core.Inventory.Cluster told in _told.Clusters)
        {
            foreach (MandatoryHostRule rule in told.MandatoryHostRules)
            {
                _clusters[told.Id].Rules.Add(new VMHostRule(
                    rule.Name,
                    true,
                    rule.VirtualMachineIds.Where(machines.ContainsKey).Select(id => machines[id]).ToArray(),
                    rule.HostIds.Where(_hosts.ContainsKey).Select(id => _hosts[id]).ToArray()));
            }
        }
    }

    private static PhysicalNic[] Nics(Host host, IEnumerable<Uplink> uplinks) => uplinks
        .Select(uplink => host.PhysicalNics.FirstOrDefault(nic => nic.Device == uplink.Device)).OfType<PhysicalNic>().Distinct().ToArray();

    private static bool IsForUplinks(VirtualMachineNetwork network) =>
        network.Kind == SwitchKind.Distributed && network.Vlan.Ranges == "0-4094" && network.Name.IndexOf("Uplink", StringComparison.OrdinalIgnoreCase) >= 0;

    private static VlanSetting VlanOf(Vlan vlan) => vlan.Kind switch
    {
        VlanKind.Id => VlanSetting.Single(vlan.Id!.Value),
        VlanKind.Private => VlanSetting.Private(vlan.Id!.Value),
        VlanKind.Trunk => VlanSetting.Trunk(vlan.Ranges!.Split(',').Select(ReadRange).ToArray()),
        _ => VlanSetting.Single(0),
    };

    private static (int Start, int End) ReadRange(string range)
    {
        int[] ends = range.Split('-').Select(end => int.TryParse(end.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0).ToArray();
        return (ends[0], ends[ends.Length - 1]);
    }

    // Made up, and always the same.
    private static string Uuid(string text)
    {
        ulong mixed = 17;
        foreach (char c in text) mixed = DeterministicRandom.Mix(mixed + c);
        string hex = mixed.ToString("x16", CultureInfo.InvariantCulture) + DeterministicRandom.Mix(mixed).ToString("x16", CultureInfo.InvariantCulture);
        return string.Join("-", hex.Substring(0, 8), hex.Substring(8, 4), "4" + hex.Substring(13, 3), "8" + hex.Substring(17, 3), hex.Substring(20));
    }

    private static string Uuid(int number)
    {
        string hex = "50" + DeterministicRandom.Mix((ulong)number).ToString("x16", CultureInfo.InvariantCulture) + DeterministicRandom.Mix((ulong)number + 1000).ToString("x16", CultureInfo.InvariantCulture);
        string[] octets = Enumerable.Range(0, 16).Select(i => hex.Substring(2 * i, 2)).ToArray();
        return string.Join(" ", octets.Take(8)) + "-" + string.Join(" ", octets.Skip(8));
    }

    private static string Mac(int family, int number) => string.Format(
        CultureInfo.InvariantCulture, "{0:x2}:fd:fe:{1:x2}:{2:x2}:{3:x2}", family, (number >> 16) & 255, (number >> 8) & 255, number & 255);
}
