using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Routing;

namespace RoutedVMotion.Core.Output;

/// <summary>A vmkernel adapter as a row: facts and what they mean for its way out of the subnet.</summary>
public sealed class VMKernelAdapter
{
    /// <summary>A row for this adapter of a host.</summary>
    public VMKernelAdapter(EsxHost host, AdapterRoute route)
    {
        Adapter adapter = route.Adapter;
        Server = host.Server;
        VMHost = host.Name;
        VMHostId = host.Id;
        Cluster = host.Cluster;
        Device = adapter.Device;
        Stack = adapter.Stack;
        PortGroup = adapter.PortGroup?.Name;
        PortGroupId = adapter.PortGroup?.Id;
        Switch = adapter.PortGroup?.Switch;
        SwitchKind = (adapter.PortGroup?.Kind ?? Inventory.SwitchKind.Unknown).ToString();
        SwitchMtu = adapter.PortGroup?.SwitchMtu;
        Vlan = (adapter.PortGroup?.Vlan ?? Inventory.Vlan.Unknown).ToString();
        VlanId = adapter.PortGroup?.Vlan.Id;
        IPv4Address = adapter.IPv4?.Address.ToString();
        IPv4PrefixLength = adapter.IPv4?.PrefixLength;
        IPv6Address = adapter.IPv6.Count == 0 ? null : string.Join(", ", adapter.IPv6);
        Dhcp = adapter.Dhcp;
        Mtu = adapter.Mtu;
        MacAddress = adapter.Mac;
        VMotion = adapter.IsForVMotion;
        Management = adapter.HasService(ServiceNames.Management);
        Services = adapter.Services is null ? null : string.Join(", ", adapter.Services);
        SystemOwned = adapter.SystemOwned;
        OverrideGateway = adapter.OverrideGateway?.ToString();
        OverrideGateway6 = adapter.OverrideGateway6?.ToString();
        TcpIpStack? stack = host.FindStack(adapter.Stack);
        StackGateway = stack?.Gateway?.ToString();
        StackGateway6 = stack?.Gateway6?.ToString();
        EffectiveGateway = route.IPv4?.Gateway?.ToString();
        GatewaySource = (route.IPv4?.Source ?? Routing.GatewaySource.None).ToString();
        EffectiveGateway6 = route.IPv6?.Gateway?.ToString();
        GatewaySource6 = (route.IPv6?.Source ?? Routing.GatewaySource.None).ToString();
        LeavesBy = route.NextHop?.Device;
        CanRoute = route.CanRoute;
        Problem = route.Problem == RouteProblem.None ? null : route.Problem.ToString();
        Explanation = Routing.Explanation.Of(route);
        Uplinks = adapter.PortGroup is null || adapter.PortGroup.Uplinks.Count == 0
            ? null
            : string.Join(", ", adapter.PortGroup.Uplinks.Select(
                uplink => uplink.Role == UplinkRole.Standby ? uplink.Device + " (standby)" : uplink.Device));
    }

    /// <summary>The server that told it.</summary>
    public string Server { get; }

    /// <summary>The host's name.</summary>
    public string VMHost { get; }

    /// <summary>The host's managed object id, for example host-14.</summary>
    public string VMHostId { get; }

    /// <summary>The host's cluster; null if it is in none.</summary>
    public string? Cluster { get; }

    /// <summary>The device, for example vmk1.</summary>
    public string Device { get; }

    /// <summary>The key of its TCP/IP stack: defaultTcpipStack, vmotion, vSphereProvisioning, ...</summary>
    public string Stack { get; }

    /// <summary>The port group's name; null where it could not be read.</summary>
    public string? PortGroup { get; }

    /// <summary>The port group's managed object id, or the name of a standard one.</summary>
    public string? PortGroupId { get; }

    /// <summary>The switch's name.</summary>
    public string? Switch { get; }

    /// <summary>Standard, Distributed, Nsx, Opaque or Unknown.</summary>
    public string SwitchKind { get; }

    /// <summary>The switch's MTU in bytes.</summary>
    public int? SwitchMtu { get; }

    /// <summary>The VLAN in words: 2001, 0 (untagged), "trunk 0-4094", "pvlan 100/101", "overlay 69632", ? (could not be read).</summary>
    public string Vlan { get; }

    /// <summary>The VLAN id as a number where there is exactly one (0 untagged), else null.</summary>
    public int? VlanId { get; }

    /// <summary>The IPv4 address; null if there is none.</summary>
    public string? IPv4Address { get; }

    /// <summary>The IPv4 prefix length, 0 to 32.</summary>
    public int? IPv4PrefixLength { get; }

    /// <summary>The IPv6 addresses with prefix length, comma-separated, link-local ones included; null if there are none.</summary>
    public string? IPv6Address { get; }

    /// <summary>The IPv4 address comes from DHCP.</summary>
    public bool Dhcp { get; }

    /// <summary>MTU in bytes.</summary>
    public int? Mtu { get; }

    /// <summary>The MAC address.</summary>
    public string? MacAddress { get; }

    /// <summary>It is on the vmotion stack, or vMotion is selected for it.</summary>
    public bool VMotion { get; }

    /// <summary>Management is selected for it.</summary>
    public bool Management { get; }

    /// <summary>The services selected for it, comma-separated; null where they could not be read.</summary>
    public string? Services { get; }

    /// <summary>It belongs to the system or to NSX.</summary>
    public bool SystemOwned { get; }

    /// <summary>The gateway that overrides the stack's for this adapter, IPv4.</summary>
    public string? OverrideGateway { get; }

    /// <summary>The gateway that overrides the stack's for this adapter, IPv6.</summary>
    public string? OverrideGateway6 { get; }

    /// <summary>The stack's default gateway, IPv4.</summary>
    public string? StackGateway { get; }

    /// <summary>The stack's default gateway, IPv6.</summary>
    public string? StackGateway6 { get; }

    /// <summary>The gateway that counts for this adapter beyond its subnets, IPv4.</summary>
    public string? EffectiveGateway { get; }

    /// <summary>Where that gateway comes from: Override, StaticRoute, Stack or None.</summary>
    public string GatewaySource { get; }

    /// <summary>The gateway that counts for this adapter beyond its subnets, IPv6.</summary>
    public string? EffectiveGateway6 { get; }

    /// <summary>Where the IPv6 gateway comes from: Override, StaticRoute, Stack or None.</summary>
    public string GatewaySource6 { get; }

    /// <summary>The adapter that traffic beyond the subnet leaves by; null where it cannot leave.</summary>
    public string? LeavesBy { get; }

    /// <summary>Traffic of this adapter leaves its subnet, and by this adapter.</summary>
    public bool CanRoute { get; }

    /// <summary>What is wrong, as one word (see about_RoutedVMotion); null if nothing is.</summary>
    public string? Problem { get; }

    /// <summary>The same in a sentence.</summary>
    public string Explanation { get; }

    /// <summary>The physical NICs behind the port group, comma-separated, active ones first.</summary>
    public string? Uplinks { get; }

    /// <summary>For example "vmk1 172.16.1.11/24 (vmotion) via 172.16.1.1".</summary>
    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} {1} ({2}) via {3}",
        Device,
        IPv4Address is not null ? IPv4Address + "/" + IPv4PrefixLength!.Value.ToString(CultureInfo.InvariantCulture) : IPv6Address ?? "no address",
        Stack,
        EffectiveGateway ?? EffectiveGateway6 ?? "no gateway");
}
