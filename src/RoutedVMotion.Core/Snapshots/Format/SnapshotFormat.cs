using System.Linq;

using Newtonsoft.Json.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules.Probing;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>
/// What stands in a snapshot, said once: writer, reader, comparer, redaction and schema all follow it. What bears its server's
/// name in the domain stands below that server here, and does not repeat it.
/// </summary>
internal static class SnapshotFormat
{
    private const int Most = int.MaxValue;

    private static readonly ListCodec<string> s_words = new(Values.Word);
    private static readonly ListCodec<string> s_ids = new(Values.ObjectId, isOrdered: false);
    private static readonly ListCodec<string> s_names = new(Values.Name);
    // A host gives these in any order.
    private static readonly ListCodec<string> s_storageNames = new(Values.Name, isOrdered: false);
    private static readonly ListCodec<string> s_sentences = new(Values.Sentence);
    private static readonly ListCodec<InterfaceAddress> s_addresses = new(Values.InterfaceAddress);

    private static readonly RecordCodec<Uplink> s_uplink = new RecordCodec<Uplink>(
            "uplink", "A physical NIC that a port group uses.", new Uplink(string.Empty, UplinkRole.Active))
        .Required("device", "The physical NIC.", x => x.Device, (x, v) => x with { Device = v }, Values.Word)
        .Default("role", "What the teaming policy uses it for; Active where it is left out.", x => x.Role, (x, v) => x with { Role = v }, Values.OneOf<UplinkRole>(), UplinkRole.Active)
        .Saying(x => x.Role == UplinkRole.Active ? x.Device : $"{x.Device} ({x.Role})");

    private static readonly RecordCodec<PortGroup> s_portGroup = new RecordCodec<PortGroup>(
            "portGroup", "A port group as one host sees it.", new PortGroup { Name = string.Empty, Id = string.Empty, Kind = SwitchKind.Unknown })
        .Required("name", "Its name.", x => x.Name, (x, v) => x with { Name = v }, Values.Name)
        .Required("id", "Its managed object id; of a standard port group its name, of an opaque network that one's id.", x => x.Id, (x, v) => x with { Id = v }, Values.ObjectId)
        .Required("kind", "The kind of its switch.", x => x.Kind, (x, v) => x with { Kind = v }, Values.OneOf<SwitchKind>())
        .Optional("switch", "The switch's name.", x => x.Switch, (x, v) => x with { Switch = v }, Values.Name)
        .Default("vlan", "What it tags with; left out where that could not be read.", x => x.Vlan, (x, v) => x with { Vlan = v }, Values.Vlan, Vlan.Unknown)
        .Optional("switchMtu", "MTU of the switch in bytes.", x => x.SwitchMtu, (x, v) => x with { SwitchMtu = v }, Values.Number(0, Most))
        .Many("uplinks", "The physical NICs behind it, active ones first.", x => x.Uplinks, (x, v) => x with { Uplinks = v }, new ListCodec<Uplink>(s_uplink))
        .Saying(x => x.Name)
        // The id of a standard port group is its name; with another one nobody would find it.
        .Redacting((before, after, redaction) => before.Id == before.Name || before.Kind == SwitchKind.Standard ? after with { Id = redaction.Name(before.Id) } : after);

    private static readonly RecordCodec<Adapter> s_adapter = new RecordCodec<Adapter>(
            "adapter", "A vmkernel adapter.", new Adapter { Device = string.Empty, Stack = string.Empty })
        .Required("device", "The device, for example vmk1.", x => x.Device, (x, v) => x with { Device = v }, Values.Word)
        .Required("stack", "The key of its TCP/IP stack.", x => x.Stack, (x, v) => x with { Stack = v }, Values.StackKey)
        .Optional("ipv4", "The IPv4 address.", x => x.IPv4, (x, v) => x with { IPv4 = v }, Values.InterfaceAddress)
        .Many("ipv6", "The IPv6 addresses.", x => x.IPv6, (x, v) => x with { IPv6 = v }, s_addresses)
        .Many("learnedIPv6", "Those of them that nobody configured.", x => x.LearnedIPv6, (x, v) => x with { LearnedIPv6 = v }, s_addresses)
        .Default("dhcp", "The IPv4 address comes from DHCP.", x => x.Dhcp, (x, v) => x with { Dhcp = v }, Values.Flag, false)
        .Default("dhcp6", "IPv6 addresses come from DHCPv6.", x => x.Dhcp6, (x, v) => x with { Dhcp6 = v }, Values.Flag, false)
        .Default("autoconfiguredIPv6", "IPv6 addresses come from router advertisements.", x => x.AutoconfiguredIPv6, (x, v) => x with { AutoconfiguredIPv6 = v }, Values.Flag, false)
        .Optional("mtu", "MTU in bytes.", x => x.Mtu, (x, v) => x with { Mtu = v }, Values.Number(0, Most))
        .Optional("mac", "The MAC address.", x => x.Mac, (x, v) => x with { Mac = v }, Values.Name)
        .Optional("services", "The services selected for it; left out where they could not be read.", x => x.Services, (x, v) => x with { Services = v }, s_words)
        .Optional("overrideGateway", "The IPv4 gateway that overrides the stack's.", x => x.OverrideGateway, (x, v) => x with { OverrideGateway = v }, Values.Address)
        .Optional("overrideGateway6", "The IPv6 gateway that overrides the stack's.", x => x.OverrideGateway6, (x, v) => x with { OverrideGateway6 = v }, Values.Address)
        .Default("systemOwned", "It belongs to the system or to NSX.", x => x.SystemOwned, (x, v) => x with { SystemOwned = v }, Values.Flag, false)
        .Optional("portGroup", "What it is connected to.", x => x.PortGroup, (x, v) => x with { PortGroup = v }, s_portGroup)
        .Saying(x => $"{(x.Addresses.Any() ? string.Join(" ", x.Addresses) : "no address")} on {x.Stack}");

    private static readonly ScalarCodec<Route> s_route = RouteCodec();

    private static readonly RecordCodec<TcpIpStack> s_stack = new RecordCodec<TcpIpStack>(
            "stack", "A TCP/IP stack.", new TcpIpStack { Key = string.Empty, IsActive = false })
        .Required("key", "Its key, for example vmotion.", x => x.Key, (x, v) => x with { Key = v }, Values.StackKey)
        .Default("isActive", "A vmkernel adapter uses it.", x => x.IsActive, (x, v) => x with { IsActive = v }, Values.Flag, false)
        .Optional("gateway", "The default gateway, IPv4.", x => x.Gateway, (x, v) => x with { Gateway = v }, Values.Address)
        .Optional("gateway6", "The default gateway, IPv6.", x => x.Gateway6, (x, v) => x with { Gateway6 = v }, Values.Address)
        .Many("dnsServers", "Its DNS servers.", x => x.DnsServers, (x, v) => x with { DnsServers = v }, s_names)
        .Many("routes", "Its routing table, connected subnets included.", x => x.Routes, (x, v) => x with { Routes = v }, new ListCodec<Route>(s_route))
        .Optional("congestionControl", "The congestion control algorithm.", x => x.CongestionControl, (x, v) => x with { CongestionControl = v }, Values.Word)
        .Optional("maxConnections", "The maximum number of connections asked for.", x => x.MaxConnections, (x, v) => x with { MaxConnections = v }, Values.Number(0, Most))
        .Optional("ipv6Enabled", "IPv6 is on in it.", x => x.IPv6Enabled, (x, v) => x with { IPv6Enabled = v }, Values.Flag)
        .Saying(x => x.Gateway is null && x.Gateway6 is null ? "no gateway" : $"gateway {string.Join(" ", new[] { x.Gateway, x.Gateway6 }.Where(gateway => gateway is not null))}");

    private static readonly RecordCodec<Neighbor> s_neighbor = new RecordCodec<Neighbor>(
            "neighbor", "The switch port at the other end of a cable, as it introduces itself.", new Neighbor { Protocol = string.Empty, SystemName = string.Empty })
        .Required("protocol", "LLDP or CDP.", x => x.Protocol, (x, v) => x with { Protocol = v }, Values.Word)
        .Required("systemName", "The switch's name.", x => x.SystemName, (x, v) => x with { SystemName = v }, Values.Name)
        .Optional("chassisId", "LLDP's chassis id or CDP's device id.", x => x.ChassisId, (x, v) => x with { ChassisId = v }, Values.Name)
        .Optional("port", "The port, by its id.", x => x.Port, (x, v) => x with { Port = v }, Values.Name)
        .Optional("portDescription", "The port, in words.", x => x.PortDescription, (x, v) => x with { PortDescription = v }, Values.Name)
        .Optional("managementAddress", "Where the switch is managed.", x => x.ManagementAddress, (x, v) => x with { ManagementAddress = v }, Values.Name)
        .Optional("mtu", "The MTU that the port announces, in bytes.", x => x.Mtu, (x, v) => x with { Mtu = v }, Values.Number(0, Most))
        .Optional("nativeVlan", "The native VLAN that the port announces.", x => x.NativeVlan, (x, v) => x with { NativeVlan = v }, Values.Number(0, Most))
        .Saying(x => x.Port is null ? x.SystemName : $"{x.SystemName} {x.Port}");

    private static readonly RecordCodec<PhysicalNic> s_nic = new RecordCodec<PhysicalNic>("physicalNic", "A physical NIC.", new PhysicalNic { Device = string.Empty })
        .Required("device", "The device, for example vmnic4.", x => x.Device, (x, v) => x with { Device = v }, Values.Word)
        .Optional("speedMbps", "Speed of the link in Mb/s; left out where it is down.", x => x.SpeedMbps, (x, v) => x with { SpeedMbps = v }, Values.Number(0, Most))
        .Optional("mac", "The MAC address.", x => x.Mac, (x, v) => x with { Mac = v }, Values.Name)
        .Optional("neighbor", "The neighbour by LLDP or CDP.", x => x.Neighbor, (x, v) => x with { Neighbor = v }, s_neighbor)
        .Saying(x => x.SpeedMbps is int speed ? speed + " Mb/s" : "link down");

    private static readonly RecordCodec<HostStorage> s_storage = new RecordCodec<HostStorage>(
            "storage", "What storage could hang on a vmkernel adapter.", new HostStorage())
        .Many("nasServers", "The servers of its NFS datastores.", x => x.NasServers, (x, v) => x with { NasServers = v }, s_storageNames)
        .Many("iscsiTargets", "The addresses of its iSCSI targets.", x => x.IscsiTargets, (x, v) => x with { IscsiTargets = v }, s_storageNames)
        .Many("boundDevices", "The vmkernel adapters that an iSCSI or NVMe adapter is bound to.", x => x.BoundDevices, (x, v) => x with { BoundDevices = v }, new ListCodec<string>(Values.Word, isOrdered: false))
        .Many("unread", "What could not be read and why, a sentence each.", x => x.Unread, (x, v) => x with { Unread = v }, s_sentences);

    /// <summary>A host.</summary>
    public static RecordCodec<EsxHost> Host { get; } = new RecordCodec<EsxHost>(
            "host", "An ESXi host.", new EsxHost { Server = string.Empty, Id = string.Empty, Name = string.Empty })
        .Required("name", "The name in the inventory.", x => x.Name, (x, v) => x with { Name = v }, Values.Name)
        .Required("id", "The managed object id, for example host-14.", x => x.Id, (x, v) => x with { Id = v }, Values.ObjectId)
        .Optional("cluster", "The cluster's name.", x => x.Cluster, (x, v) => x with { Cluster = v }, Values.Name)
        .Optional("clusterId", "The cluster's managed object id.", x => x.ClusterId, (x, v) => x with { ClusterId = v }, Values.ObjectId)
        .Optional("datacenter", "The datacenter's name.", x => x.Datacenter, (x, v) => x with { Datacenter = v }, Values.Name)
        .Optional("version", "ESXi's version.", x => x.Version, (x, v) => x with { Version = v }, Values.Word)
        .Optional("build", "ESXi's build number.", x => x.Build, (x, v) => x with { Build = v }, Values.Word)
        .Required("connection", "How vCenter stands with it.", x => x.Connection, (x, v) => x with { Connection = v }, Values.OneOf<HostConnection>())
        .Default("inMaintenanceMode", "It is in maintenance mode.", x => x.InMaintenanceMode, (x, v) => x with { InMaintenanceMode = v }, Values.Flag, false)
        .Optional("hostProfile", "The host profile attached to it.", x => x.HostProfile, (x, v) => x with { HostProfile = v }, Values.Name)
        .Optional("multipleStacksSupported", "It can have more than one TCP/IP stack.", x => x.MultipleStacksSupported, (x, v) => x with { MultipleStacksSupported = v }, Values.Flag)
        .Default("adaptersUnread", "The adapters could not be read.", x => x.AdaptersUnread, (x, v) => x with { AdaptersUnread = v }, Values.Flag, false)
        .Many("unread", "What could not be read and why, a sentence each.", x => x.Unread, (x, v) => x with { Unread = v }, s_sentences)
        .Many("adapters", "The vmkernel adapters.", x => x.Adapters, (x, v) => x with { Adapters = v }, new ListCodec<Adapter>(s_adapter, x => x.Device, "adapters"))
        .Many("stacks", "The TCP/IP stacks, in use or only listed.", x => x.Stacks, (x, v) => x with { Stacks = v }, new ListCodec<TcpIpStack>(s_stack, x => "stack " + x.Key, "stacks"))
        .Many("physicalNics", "The physical NICs.", x => x.PhysicalNics, (x, v) => x with { PhysicalNics = v }, new ListCodec<PhysicalNic>(s_nic, x => x.Device))
        .Many(
            "standardPortGroups", "The standard port groups.", x => x.StandardPortGroups, (x, v) => x with { StandardPortGroups = v },
            new ListCodec<PortGroup>(s_portGroup, x => "port group " + x.Name))
        .Optional("storage", "What storage could hang on a vmkernel adapter; left out where it was not read.", x => x.Storage, (x, v) => x with { Storage = v }, s_storage)
        .Saying(x => $"{(x.Cluster is null ? "no cluster" : "cluster " + x.Cluster)}, ESXi {x.Version}, {x.Connection}");

    /// <summary>A cluster.</summary>
    public static RecordCodec<Cluster> Cluster { get; } = new RecordCodec<Cluster>(
            "cluster", "A cluster.", new Cluster { Server = string.Empty, Id = string.Empty, Name = string.Empty })
        .Required("name", "Its name.", x => x.Name, (x, v) => x with { Name = v }, Values.Name)
        .Required("id", "The managed object id, for example domain-c8.", x => x.Id, (x, v) => x with { Id = v }, Values.ObjectId)
        .Default("configManagerEnabled", "vCenter manages the configuration of its hosts as a whole.", x => x.ConfigManagerEnabled, (x, v) => x with { ConfigManagerEnabled = v }, Values.Flag, false)
        .Default("drsEnabled", "DRS is on.", x => x.DrsEnabled, (x, v) => x with { DrsEnabled = v }, Values.Flag, false)
        .Many(
            "mandatoryHostRules", "The rules that must hold and that tie VMs to hosts.", x => x.MandatoryHostRules, (x, v) => x with { MandatoryHostRules = v },
            new ListCodec<MandatoryHostRule>(
                new RecordCodec<MandatoryHostRule>("mandatoryHostRule", "A DRS rule 'must run on hosts in group'.", new MandatoryHostRule(string.Empty, [], []))
                    .Required("name", "Its name.", x => x.Name, (x, v) => x with { Name = v }, Values.Name)
                    .Many("virtualMachineIds", "The VMs of its VM group.", x => x.VirtualMachineIds, (x, v) => x with { VirtualMachineIds = v }, s_ids)
                    .Many("hostIds", "The hosts of its host group.", x => x.HostIds, (x, v) => x with { HostIds = v }, s_ids),
                x => "rule " + x.Name))
        .Saying(x => x.DrsEnabled ? "with DRS" : "without DRS");

    /// <summary>A network that VMs can be on.</summary>
    public static RecordCodec<VirtualMachineNetwork> Network { get; } = new RecordCodec<VirtualMachineNetwork>(
            "network", "A network that VMs can be on.",
            new VirtualMachineNetwork { Server = string.Empty, Id = string.Empty, Name = string.Empty, Kind = SwitchKind.Unknown })
        .Required("name", "Its name.", x => x.Name, (x, v) => x with { Name = v }, Values.Name)
        .Required("id", "The managed object id, for example dvportgroup-42.", x => x.Id, (x, v) => x with { Id = v }, Values.ObjectId)
        .Required("kind", "The kind of its switch.", x => x.Kind, (x, v) => x with { Kind = v }, Values.OneOf<SwitchKind>())
        .Default("vlan", "The VLAN of a distributed port group; left out where it could not be read.", x => x.Vlan, (x, v) => x with { Vlan = v }, Values.Vlan, Vlan.Unknown)
        .Many("hostIds", "The hosts that have it.", x => x.HostIds, (x, v) => x with { HostIds = v }, s_ids)
        .Saying(x => $"{x.Kind}, VLAN {x.Vlan}");

    /// <summary>A virtual machine.</summary>
    public static RecordCodec<VirtualMachine> VirtualMachine { get; } = new RecordCodec<VirtualMachine>(
            "virtualMachine", "A virtual machine.", new VirtualMachine { Server = string.Empty, Id = string.Empty, Name = string.Empty })
        .Required("name", "Its name.", x => x.Name, (x, v) => x with { Name = v }, Values.Name)
        .Required("id", "The managed object id, for example vm-42.", x => x.Id, (x, v) => x with { Id = v }, Values.ObjectId)
        .Optional("hostId", "The host that it is on.", x => x.HostId, (x, v) => x with { HostId = v }, Values.ObjectId)
        .Default("isTemplate", "It is a template.", x => x.IsTemplate, (x, v) => x with { IsTemplate = v }, Values.Flag, false)
        .Default("isClusterAgent", "It is one of vCenter's own agents.", x => x.IsClusterAgent, (x, v) => x with { IsClusterAgent = v }, Values.Flag, false)
        .Many("networkIds", "Its networks.", x => x.NetworkIds, (x, v) => x with { NetworkIds = v }, s_ids)
        .Saying(x => x.HostId is null ? "on no host" : "on " + x.HostId);

    private static readonly RecordCodec<ProbeObservation> s_probe = new RecordCodec<ProbeObservation>(
            "probe", "What came of a ping.",
            new ProbeObservation(new ProbePing
            {
                Kind = ProbeKind.Gateway, Server = string.Empty, HostId = string.Empty, Device = string.Empty, Netstack = string.Empty, Destination = default, Size = 0,
            }))
        .Required("hostId", "The host that pinged.", x => x.Ping.HostId, (x, v) => x with { Ping = x.Ping with { HostId = v } }, Values.ObjectId)
        .Required("kind", "Whom it asked: a gateway, or a peer in another rack.", x => x.Ping.Kind, (x, v) => x with { Ping = x.Ping with { Kind = v } }, Values.OneOf<ProbeKind>())
        .Required("device", "The adapter that it left by.", x => x.Ping.Device, (x, v) => x with { Ping = x.Ping with { Device = v } }, Values.Word)
        .Required("netstack", "The key of that adapter's stack.", x => x.Ping.Netstack, (x, v) => x with { Ping = x.Ping with { Netstack = v } }, Values.StackKey)
        .Required("destination", "The address that was asked.", x => x.Ping.Destination, (x, v) => x with { Ping = x.Ping with { Destination = v } }, Values.Address)
        .Required("size", "The payload in bytes.", x => x.Ping.Size, (x, v) => x with { Ping = x.Ping with { Size = v } }, Values.Number(0, 65535))
        .Default("dontFragment", "Routers might not fragment it.", x => x.Ping.DontFragment, (x, v) => x with { Ping = x.Ping with { DontFragment = v } }, Values.Flag, false)
        .Default("warmUp", "Pings before, that do not count; 1 where it is left out.", x => x.Ping.WarmUp, (x, v) => x with { Ping = x.Ping with { WarmUp = v } }, Values.Number(0, 1000), 1)
        .Default("count", "Pings that count; 3 where it is left out.", x => x.Ping.Count, (x, v) => x with { Ping = x.Ping with { Count = v } }, Values.Number(0, 100000), 3)
        .Default("search", "It looked for the largest packet that passes, and measured nothing else.", x => x.Ping.IsSearch, (x, v) => x with { Ping = x.Ping with { IsSearch = v } }, Values.Flag, false)
        .Optional("peerServer", "The server of the host that was asked.", x => x.Ping.PeerServer, (x, v) => x with { Ping = x.Ping with { PeerServer = v } }, Values.Name)
        .Optional("peerHostId", "The host that was asked.", x => x.Ping.PeerHostId, (x, v) => x with { Ping = x.Ping with { PeerHostId = v } }, Values.ObjectId)
        .Default("sent", "How many were sent; 0 where it is left out.", x => x.Sent, (x, v) => x with { Sent = v }, Values.Number(0, 100000), 0)
        .Default("received", "How many were answered; 0 where it is left out.", x => x.Received, (x, v) => x with { Received = v }, Values.Number(0, 100000), 0)
        .Optional("rttMinMs", "The shortest round trip in milliseconds.", x => x.RttMinMs, (x, v) => x with { RttMinMs = v }, Values.Real)
        .Optional("rttAvgMs", "The mean round trip in milliseconds.", x => x.RttAvgMs, (x, v) => x with { RttAvgMs = v }, Values.Real)
        .Optional("rttMaxMs", "The longest round trip in milliseconds.", x => x.RttMaxMs, (x, v) => x with { RttMaxMs = v }, Values.Real)
        .Optional("error", "What the host said instead of an answer.", x => x.Error, (x, v) => x with { Error = v }, Values.Sentence)
        .Default("failure", "Why the host could not be made to ping.", x => x.Failure, (x, v) => x with { Failure = v }, Values.OneOf(ProbeFailure.NotRecorded), ProbeFailure.None)
        .Optional("neighborState", "The destination's state in the neighbour table.", x => x.NeighborState, (x, v) => x with { NeighborState = v }, Values.NeighborState);

    private static readonly RecordCodec<SnapshotServer> s_server = new RecordCodec<SnapshotServer>(
            "server", "What one server told.",
            new SnapshotServer { Identity = new ServerIdentity { Name = string.Empty }, Fabric = new Fabric { Hosts = [] } })
        .Required("name", "The name that it was connected by.", x => x.Identity.Name, (x, v) => x with { Identity = x.Identity with { Name = v } }, Values.Name)
        .Required("taken", "When it was read, UTC.", x => x.Identity.Taken, (x, v) => x with { Identity = x.Identity with { Taken = v } }, Values.Time)
        .Optional("instanceUuid", "Identifies a vCenter, whatever name it is reached by.", x => x.Identity.InstanceUuid, (x, v) => x with { Identity = x.Identity with { InstanceUuid = v } }, Values.Identity)
        .Optional("product", "What it calls itself.", x => x.Identity.Product, (x, v) => x with { Identity = x.Identity with { Product = v } }, Values.Word)
        .Optional("version", "The product's version.", x => x.Identity.Version, (x, v) => x with { Identity = x.Identity with { Version = v } }, Values.Word)
        .Optional("build", "The product's build.", x => x.Identity.Build, (x, v) => x with { Identity = x.Identity with { Build = v } }, Values.Word)
        .Optional("apiVersion", "The API version that was agreed on.", x => x.Identity.ApiVersion, (x, v) => x with { Identity = x.Identity with { ApiVersion = v } }, Values.Word)
        .Many("unread", "What of clusters, networks and VMs could not be read and why, a sentence each.", x => x.Fabric.Unread, (x, v) => x with { Fabric = x.Fabric with { Unread = v } }, s_sentences)
        .Many("clusters", "The clusters.", x => x.Fabric.Clusters, (x, v) => x with { Fabric = x.Fabric with { Clusters = v } }, new ListCodec<Cluster>(Cluster, x => x.Id, "clusters"))
        .Many("networks", "The networks that VMs can be on.", x => x.Fabric.Networks, (x, v) => x with { Fabric = x.Fabric with { Networks = v } }, new ListCodec<VirtualMachineNetwork>(Network, x => x.Id, "networks"))
        .Required("hosts", "The hosts.", x => x.Fabric.Hosts, (x, v) => x with { Fabric = x.Fabric with { Hosts = v } }, new ListCodec<EsxHost>(Host, x => x.Id, "hosts"))
        .Many("virtualMachines", "The virtual machines.", x => x.Fabric.VirtualMachines, (x, v) => x with { Fabric = x.Fabric with { VirtualMachines = v } }, new ListCodec<VirtualMachine>(VirtualMachine, x => x.Id, "virtual machines"))
        .Many("probes", "What came of pings; left out where none were made.", x => x.Observations, (x, v) => x with { Observations = v }, new ListCodec<ProbeObservation>(s_probe));

    /// <summary>The whole document.</summary>
    public static RecordCodec<Snapshot> Document { get; } = new RecordCodec<Snapshot>("snapshot", "A snapshot that Export-VMotionSnapshot has written.", new Snapshot())
        .Required("version", "The version of the format.", _ => Snapshot.CurrentVersion, (x, _) => x, VersionCodec())
        .Optional("module", "The version of the module that wrote it.", x => x.Module, (x, v) => x with { Module = v }, Values.Word)
        .Default("redacted", "Names and addresses are not the real ones.", x => x.Redacted, (x, v) => x with { Redacted = v }, Values.Flag, false)
        .Required("servers", "The servers.", x => x.Servers, (x, v) => x with { Servers = v }, new ListCodec<SnapshotServer>(s_server, x => x.Identity.Name, "servers"))
        .First("version");

    private static ScalarCodec<int> VersionCodec() => new(
        (json, value) => json.Number(value),
        json =>
        {
            int version = json.ReadNumber(1, Most);
            if (version == Snapshot.CurrentVersion) return version;
            throw json.Fail(
                $"It has format {version}, and this module reads format {Snapshot.CurrentVersion}.", SnapshotProblem.TooNew);
        },
        (value, _) => value,
        value => value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        () => new JObject { ["const"] = Snapshot.CurrentVersion });

    // "0.0.0.0/0 via 172.16.1.1 dev vmk1": a line of a routing table is one thing, and there are many.
    private static ScalarCodec<Route> RouteCodec() => new(
        (json, value) => json.Text(
            value.Destination + (value.Gateway is InetAddress gateway ? " via " + gateway : string.Empty) + (value.Device is null ? string.Empty : " dev " + value.Device)),
        json =>
        {
            string text = json.ReadText();
            return TryParseRoute(text, out Route route)
                ? route
                : throw json.Fail($"{JsonScanner.Quote(text)} is not a route such as '0.0.0.0/0 via 172.16.1.1' or '172.16.1.0/24 dev vmk1'.");
        },
        (value, redaction) => value with
        {
            Destination = redaction.Destination(value.Destination),
            Gateway = value.Gateway is InetAddress gateway ? redaction.Address(gateway) : null,
        },
        value => value.ToString(),
        () => new JObject { ["type"] = "string" });

    private static bool TryParseRoute(string text, out Route route)
    {
        route = new Route(default, null, null);
        string[] parts = text.Split(' ');
        if (!Subnet.TryParse(parts[0], out Subnet destination)) return false;
        InetAddress? gateway = null;
        int next = 1;
        if (parts.Length > next + 1 && parts[next] == "via")
        {
            if (!InetAddress.TryParse(parts[next + 1], out InetAddress hop)) return false;
            gateway = hop;
            next += 2;
        }

        string? device = parts.Length > next + 1 && parts[next] == "dev" ? string.Join(" ", parts.Skip(next + 1)) : null;
        if (device is null && parts.Length != next) return false;
        route = new Route(destination, gateway, device);
        return true;
    }
}
