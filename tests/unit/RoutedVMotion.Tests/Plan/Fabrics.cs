using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Tests.Plan;

/// <summary>
/// Leaf-spine fabrics in few words. Rack 7 has leaves leaf-07a and leaf-07b, subnet 172.16.7.0/24 with gateway .1, VLAN 2007,
/// port group dvpg-vmotion-r07, hosts esx-0701 and so on; a cluster spans two racks. vmnic4 (active) and vmnic5 (standby) carry
/// vMotion; vmnic0 is out of band, vmnic6 goes to storage.
/// </summary>
internal static class Fabrics
{
    public static Fabric Clos(int racks, int hostsPerRack) => Of(
        Enumerable.Range(1, racks).SelectMany(rack => Enumerable.Range(1, hostsPerRack).Select(number => Host(rack, number))));

    public static Fabric Of(IEnumerable<EsxHost> hosts) => new() { Hosts = [.. hosts] };

    /// <summary>The plan that says what <see cref="Clos"/> is.</summary>
    public static RackPlan PlanOf(int racks, int hostsPerRack) => new()
    {
        DefaultMtu = 9000,
        Racks = [.. Enumerable.Range(1, racks).Select(rack => new Rack
        {
            Name = $"rack-{rack:00}",
            Leaves = [$"leaf-{rack:00}a", $"leaf-{rack:00}b"],
            Hosts = [.. Enumerable.Range(1, hostsPerRack).Select(number => Name(rack, number))],
            VMotion = new RackVMotion
            {
                Subnet = Subnet.Parse($"172.16.{rack}.0/24"),
                Gateway = InetAddress.Parse($"172.16.{rack}.1"),
                Vlan = 2000 + rack,
                Mtu = 9000,
                Adapters = [new RackAdapter { PortGroups = [$"dvpg-vmotion-r{rack:00}"], Position = PlanText.Nowhere }],
            },
            Position = PlanText.Nowhere,
        })],
    };

    public static string Name(int rack, int number) => string.Format(CultureInfo.InvariantCulture, "esx-{0:00}{1:00}.example.com", rack, number);

    public static EsxHost Host(int rack, int number) => new EsxHost
    {
        Server = "vc01.example.com",
        Id = string.Format(CultureInfo.InvariantCulture, "host-{0}", (rack * 1000) + number),
        Name = Name(rack, number),
        Cluster = $"compute-{(rack + 1) / 2:00}",
        ClusterId = $"domain-c{(rack + 1) / 2}",
        Connection = HostConnection.Connected,
        Adapters =
        [
            new Adapter
            {
                Device = "vmk0",
                Stack = NetstackKeys.Default,
                IPv4 = InterfaceAddress.Parse($"10.0.{rack}.{10 + number}/24"),
                Mtu = 1500,
                Services = [ServiceNames.Management],
                PortGroup = PortGroup("dvpg-mgmt", 10, "vmnic0"),
            },
            new Adapter
            {
                Device = "vmk1",
                Stack = NetstackKeys.VMotion,
                IPv4 = InterfaceAddress.Parse($"172.16.{rack}.{10 + number}/24"),
                Mtu = 9000,
                Services = [],
                PortGroup = PortGroup($"dvpg-vmotion-r{rack:00}", 2000 + rack, "vmnic4", "vmnic5"),
            },
        ],
        Stacks =
        [
            new TcpIpStack { Key = NetstackKeys.Default, IsActive = true, Gateway = InetAddress.Parse($"10.0.{rack}.1") },
            new TcpIpStack { Key = NetstackKeys.VMotion, IsActive = true, Gateway = InetAddress.Parse($"172.16.{rack}.1") },
        ],
        PhysicalNics = [Nic("vmnic0", "oob-1"), Nic("vmnic4", null), Nic("vmnic5", null), Nic("vmnic6", "san-1")],
    }.CabledTo($"leaf-{rack:00}a", $"leaf-{rack:00}b");

    /// <summary>Changes the hosts with these names.</summary>
    public static Fabric With(this Fabric fabric, Func<EsxHost, EsxHost> change, params string[] names) => fabric with
    {
        Hosts = [.. fabric.Hosts.Select(host => names.Contains(host.Name) ? change(host) : host)],
    };

    /// <summary>Puts other switches, or none, behind the vMotion uplinks vmnic4 and vmnic5.</summary>
    public static EsxHost CabledTo(this EsxHost host, string? first, string? second) => host with
    {
        PhysicalNics = [.. host.PhysicalNics.Select(nic => nic.Device switch
        {
            "vmnic4" => Nic("vmnic4", first),
            "vmnic5" => Nic("vmnic5", second),
            _ => nic,
        })],
    };

    /// <summary>Changes the vMotion adapter.</summary>
    public static EsxHost WithVMotion(this EsxHost host, Func<Adapter, Adapter> change) => host with
    {
        Adapters = [.. host.Adapters.Select(adapter => adapter.Device == "vmk1" ? change(adapter) : adapter)],
    };

    /// <summary>Changes the vMotion adapter's address.</summary>
    public static EsxHost WithAddress(this EsxHost host, string address) =>
        host.WithVMotion(adapter => adapter with { IPv4 = InterfaceAddress.Parse(address) });

    /// <summary>vMotion on the default stack, with another stack's gateway: before the conversion.</summary>
    public static EsxHost OnDefaultStack(this EsxHost host, string address) => host.WithVMotion(adapter => adapter with
    {
        Stack = NetstackKeys.Default,
        Services = [ServiceNames.VMotion],
        IPv4 = InterfaceAddress.Parse(address),
    });

    /// <summary>Changes a stack's gateway.</summary>
    public static EsxHost WithGateway(this EsxHost host, string? gateway, string stack = NetstackKeys.VMotion) => host with
    {
        Stacks = [.. host.Stacks.Select(one => one.Key == stack ? one with { Gateway = gateway is null ? null : InetAddress.Parse(gateway) } : one)],
    };

    public static PortGroup PortGroup(string name, int vlan, params string[] nics) => new()
    {
        Name = name,
        Id = "dvportgroup-" + name,
        Kind = SwitchKind.Distributed,
        Switch = "dvs-01",
        Vlan = Vlan.Single(vlan),
        Uplinks = [.. nics.Select((nic, index) => new Uplink(nic, index == 0 ? UplinkRole.Active : UplinkRole.Standby))],
    };

    public static PhysicalNic Nic(string device, string? neighbor) => new()
    {
        Device = device,
        SpeedMbps = 25000,
        Neighbor = neighbor is null ? null : new Neighbor { Protocol = "LLDP", SystemName = neighbor },
    };
}
