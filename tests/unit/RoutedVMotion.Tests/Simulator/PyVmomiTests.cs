using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

using PhysicalNic = RoutedVMotion.Simulator.Fabric.PhysicalNic;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>
/// VMware's own Python client, from Debian, reads the simulator: what it finds, three ways, is what the fabric is.
/// </summary>
public sealed class PyVmomiTests : IDisposable
{
    private readonly VCenterSimulator _simulator = VCenterSimulator.Start(new SimulatorOptions
    {
        Racks = 5,
        HostsPerRack = 5,
        StandaloneHosts = 1,
        DualStack = true,
        Faults = Enum.GetValues<FaultName>().Select(name => new SimulatorFault(name, 1)).ToArray(),
    });

    public void Dispose() => _simulator.Dispose();

    [Fact]
    public async Task PyVmomi_reads_what_the_fabric_is()
    {
        JsonElement root = await PyVmomi.RunAsync(_simulator, "read_hosts.py");
        Assert.Equal("8.0.2.0", root.GetProperty("about").GetString());
        Assert.Equal(_simulator.UserName, root.GetProperty("user").GetString());

        JsonElement[] found = root.GetProperty("hosts").EnumerateArray().ToArray();
        LeafSpineFabric fabric = _simulator.Service.Fabric;
        Assert.Equal(fabric.Hosts.Select(host => host.Name).Order(), found.Select(each => each.GetProperty("name").GetString()).Order());
        foreach (JsonElement each in found) Compare(fabric.FindHost(each.GetProperty("name").GetString()!)!, each);

        string[] portGroups = fabric.Datacenters.SelectMany(dc => dc.Switches).SelectMany(vds => vds.PortGroups).Select(Describe).ToArray();
        Assert.Equal(portGroups.Order(), root.GetProperty("portGroups").EnumerateArray().Select(Describe).Order());

        JsonElement byProperties = root.GetProperty("byProperties");
        Host example = fabric.FindHost(byProperties.GetProperty("host").GetString()!)!;
        Assert.Equal(example.Cluster!.Name, byProperties.GetProperty("cluster").GetString());
        Assert.Equal(example.FindStack(NetstackKeys.Default)!.Gateway.ToString(), byProperties.GetProperty("gateway").GetString());
        Assert.Equal(
            example.VirtualMachines.Select(machine => machine.Name).Order(),
            byProperties.GetProperty("vms").EnumerateObject().Select(machine => machine.Name).Order());
        Assert.All(example.VirtualMachines, machine => Assert.Equal(
            machine.Connections.Count, byProperties.GetProperty("vms").GetProperty(machine.Name).GetArrayLength()));
    }

    /// <summary>What pyVmomi found of a host is what it is.</summary>
    internal static void Compare(Host host, JsonElement found)
    {
        if (host.IsUnreadable)
        {
            Assert.All(found.GetProperty("missing").EnumerateObject(), missing => Assert.Equal("vim.fault.NoPermission", missing.Value.GetString()));
            Assert.False(found.TryGetProperty("adapters", out _));
            return;
        }

        Assert.Empty(found.GetProperty("missing").EnumerateObject());
        Assert.Equal(host.Version, found.GetProperty("version").GetString());
        Assert.Equal(host.State.ToString(), found.GetProperty("state").GetString(), ignoreCase: true);
        Assert.Equal(host.Adapters.Select(Describe), found.GetProperty("adapters").EnumerateArray().Select(DescribeAdapter));
        Assert.Equal(host.Stacks.Select(stack => Describe(host, stack)), found.GetProperty("stacks").EnumerateArray().Select(DescribeStack));
        Assert.Equal(
            host.Stacks.Where(host.IsActive).Select(stack => stack.Key).Order(StringComparer.Ordinal),
            found.GetProperty("active").EnumerateArray().Select(key => key.GetString()!));
        Assert.Equal(Selected(host, "vmotion"), Services(found.GetProperty("services"), "vmotion"));
        Assert.Equal(Selected(host, "vsan"), Services(found.GetProperty("services"), "vsan"));
        Assert.Equal(12, found.GetProperty("services").EnumerateObject().Count());
        foreach (PhysicalNic nic in host.PhysicalNics)
        {
            JsonElement speed = found.GetProperty("links").GetProperty(nic.Device);
            Assert.Equal<int?>(nic.IsUp ? nic.SpeedMbps : null, speed.ValueKind == JsonValueKind.Null ? null : speed.GetInt32());
        }

        if (host.State != HostState.Connected)
        {
            Assert.Equal(
                host.State == HostState.Disconnected ? "vmodl.fault.HostNotConnected" : "vmodl.fault.HostNotReachable",
                found.GetProperty("fault").GetString());
            return;
        }

        // What QueryNetConfig says is what the property says.
        foreach (JsonProperty service in found.GetProperty("queried").EnumerateObject())
            Assert.Equal(Services(found.GetProperty("services"), service.Name), Services(found.GetProperty("queried"), service.Name));
        Assert.Equal(host.PhysicalNics.Select(nic => DescribeNeighbor(host, nic)), found.GetProperty("neighbors").EnumerateArray().Select(DescribeNeighbor));
        if (found.TryGetProperty("ping", out JsonElement ping)) ComparePing(host, found, ping);
    }

    private static void ComparePing(Host host, JsonElement found, JsonElement ping)
    {
        VMKernelAdapter adapter = host.VMotionAdapter!;
        InetAddress gateway = AddressPlan.GatewayOf(adapter.IPv4!.Value).Address;
        // The gateway is on the adapter's link whatever the stack's is: the segment decides.
        bool isOnSegment = SegmentMap.Attach(host, adapter) is Attachment attachment
            && attachment.Group.FindSvi(attachment.Vlan)?.Owns(gateway) == true;
        if (adapter.Mtu < 9000)
        {
            Assert.Equal("sendto() failed (Message too long)", ping.GetProperty("error").GetString());
        }
        else if (!isOnSegment)
        {
            Assert.Equal("sendto() failed (Host is down)", ping.GetProperty("error").GetString());
        }
        else
        {
            JsonElement summary = ping.GetProperty("rows")[0].GetProperty("Summary");
            bool fits = host.SwitchMtuOf(adapter.Connection) >= 9000 && host.Segment.Leaves.Svis[host.Segment.Vlan].AnswersEcho;
            Assert.Equal(fits ? "3" : "0", summary.GetProperty("Recieved").GetString());
            Assert.Equal(gateway.ToString(), summary.GetProperty("HostAddr").GetString());
            if (fits) Assert.InRange(int.Parse(summary.GetProperty("RoundtripAvgMS").GetString()!, CultureInfo.InvariantCulture), 1, 5000);
        }

        // The neighbours were asked for before the ping: the stack's own gateway, where the adapter has it on its segment.
        InetAddress? configured = host.FindStack(NetstackKeys.VMotion)!.Gateway;
        bool isKnown = isOnSegment && (configured == gateway || host.FindStack(NetstackKeys.VMotion)!.StaticRoutes.Count > 0);
        Assert.Equal(
            isKnown ? [gateway.ToString()] : Array.Empty<string>(),
            found.GetProperty("arp").GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("Neighbor").GetString()!));
    }

    private static string Describe(VMKernelAdapter adapter) => string.Join(
        ' ',
        adapter.Device,
        "key-vim.host.VirtualNic-" + adapter.Device,
        (adapter.Connection as StandardConnection)?.PortGroup.Name,
        (adapter.Connection as DistributedConnection)?.PortGroup.Key,
        adapter.Stack,
        adapter.IPv4,
        adapter.Dhcp,
        adapter.Mac,
        adapter.Mtu,
        adapter.OverrideGateway,
        string.Join(',', adapter.Addresses.Where(address => address.Family == AddressFamily.IPv6)));

    private static string DescribeAdapter(JsonElement adapter)
    {
        string address = adapter.GetProperty("address").GetString()!;
        Assert.True(Subnet.TryParseNetmask(adapter.GetProperty("netmask").GetString(), out int length));
        return string.Join(
            ' ',
            adapter.GetProperty("device").GetString(),
            adapter.GetProperty("key").GetString(),
            adapter.GetProperty("portgroup").GetString(),
            adapter.GetProperty("portgroupKey").GetString(),
            adapter.GetProperty("stack").GetString(),
            address + "/" + length,
            adapter.GetProperty("dhcp").GetBoolean(),
            adapter.GetProperty("mac").GetString(),
            adapter.GetProperty("mtu").GetInt32(),
            adapter.GetProperty("override").GetString(),
            string.Join(',', adapter.GetProperty("ipv6").EnumerateArray().Select(each => each.GetString())));
    }

    private static string Describe(Host host, NetStack stack)
    {
        VMKernelAdapter[] adapters = host.Adapters.Where(adapter => adapter.Stack == stack.Key).ToArray();
        VMKernelAdapter? towards = stack.Gateway is InetAddress gateway ? adapters.FirstOrDefault(adapter => adapter.IsOnLink(gateway)) : null;
        string[] routes =
        [
            .. towards is null ? Array.Empty<string>() : [$"0.0.0.0/0 via {stack.Gateway} dev {towards.Device}"],
            .. adapters.Select(adapter => $"{adapter.IPv4!.Value.Subnet} via 0.0.0.0 dev {adapter.Device}"),
            .. stack.StaticRoutes.Select(route => $"{route.Destination} via {route.Gateway} dev {adapters[0].Device}"),
        ];
        return $"{stack.Key} {(adapters.Length > 0 ? stack.Key : null)} {stack.Gateway} {string.Join(", ", routes)}";
    }

    private static string DescribeStack(JsonElement stack) =>
        $"{stack.GetProperty("key").GetString()} {stack.GetProperty("name").GetString()} {stack.GetProperty("gateway").GetString()} "
        + string.Join(", ", stack.GetProperty("routes").EnumerateArray().Select(route => route.GetString()));

    private static string Describe(DistributedPortGroup portGroup) => string.Join(
        ' ',
        portGroup.Key,
        portGroup.Name.Replace("/", "%2f", StringComparison.Ordinal),
        portGroup.Switch.Name,
        portGroup.Switch.MaxMtu,
        portGroup.Vlan.PrivateId is int secondary ? "pvlan " + secondary
            : portGroup.Vlan.TrunkRanges.Count > 0 ? string.Join(',', portGroup.Vlan.TrunkRanges.Select(range => $"{range.Start}-{range.End}"))
            : portGroup.Vlan.Id);

    private static string Describe(JsonElement portGroup)
    {
        JsonElement vlan = portGroup.GetProperty("vlan");
        return string.Join(
            ' ',
            portGroup.GetProperty("key").GetString(),
            portGroup.GetProperty("name").GetString(),
            portGroup.GetProperty("switch").GetString(),
            portGroup.GetProperty("mtu").GetInt32(),
            vlan.ValueKind switch
            {
                JsonValueKind.Object => "pvlan " + vlan.GetProperty("pvlan").GetInt32(),
                JsonValueKind.Array => string.Join(',', vlan.EnumerateArray().Select(range => range.GetString())),
                _ => vlan.GetInt32(),
            });
    }

    private static string DescribeNeighbor(Host host, PhysicalNic nic)
    {
        bool isStandard = host.StandardSwitches.Any(vSwitch => vSwitch.Uplinks.Contains(nic));
        return nic.IsUp ? $"{nic.Device} {(isStandard ? "CDP" : "LLDP")} {nic.Port!.Leaf.Name} {nic.Port.Name}" : $"{nic.Device}   ";
    }

    private static string DescribeNeighbor(JsonElement found) =>
        $"{found.GetProperty("device").GetString()} {found.GetProperty("protocol").GetString()} {found.GetProperty("system").GetString()} {found.GetProperty("port").GetString()}";

    private static string[] Services(JsonElement services, string name) =>
        services.GetProperty(name).EnumerateArray().Select(device => device.GetString()!).ToArray();

    private static string[] Selected(Host host, string nicType) => host.Adapters
        .Where(adapter => adapter.Stack == nicType || host.Services.Contains((nicType, adapter.Device)))
        .Select(adapter => adapter.Device)
        .Order(StringComparer.Ordinal)
        .ToArray();
}
