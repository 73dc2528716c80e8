using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Tests.Rules;

/// <summary>For each rule of configuration at least one fault, put in one place. The faults of the network are in ProbeCases.</summary>
internal static class FiringCases
{
    public static IReadOnlyList<FiringCase> All { get; } =
    [
        // Hosts.
        new("HostInNoRack", "The plan names esx-01*, esx-02* and esx-03*; this host is called spare-01.",
            () => New().AddHost(New().Build().Hosts[0].Host with
            {
                Id = "host-901", Name = "spare-01.example.com", Cluster = "cl-01", Adapters = [Vmk("vmk1", NetstackKeys.VMotion, "172.16.1.55/24")],
            }),
            "HostInNoRack spare-01"),
        new("HostInTwoRacks", "rack-02 claims esx-0103* as well.",
            () => New().Rack("rack-02", rack => rack with { Hosts = ["esx-02*", "esx-0103*"] }),
            "HostInTwoRacks esx-0103"),
        new("HostDisconnected", "An administrator has disconnected esx-0103; its gateway, which vCenter still shows, was wrong.",
            () => New().Host("esx-0103", host => host.Gateway("10.0.1.1") with { Connection = HostConnection.Disconnected }),
            "HostDisconnected esx-0103"),
        new("HostDisconnected", "esx-0103 does not respond.",
            () => New().Host("esx-0103", host => host with { Connection = HostConnection.NotResponding }),
            "HostDisconnected esx-0103"),
        new("HostNotRead", "The account may not read the network of esx-0103.",
            () => New().Host("esx-0103", host => host with { AdaptersUnread = true, Adapters = [], Unread = ["config.network: no permission (System.Read)."] }),
            "HostNotRead esx-0103"),
        new("HostTooOld", "esx-0103 was never upgraded.",
            () => New().Host("esx-0103", host => host with { Version = "5.5.0" }),
            "HostTooOld esx-0103"),
        new("MultipleStacksUnsupported", "esx-0103 reports that it can have one stack only.",
            () => New().Host("esx-0103", host => host with { MultipleStacksSupported = false }),
            "MultipleStacksUnsupported esx-0103"),
        new("OverrideUnsupported", "The racks are planned with the default stack and an override; esx-0103 is still ESXi 6.0.",
            () => New().DefaultStackWithOverride().Host("esx-0103", host => host with { Version = "6.0.0" }),
            "OverrideUnsupported esx-0103"),
        new("NoVMotionAdapter", "The vMotion adapter of esx-0103 was removed.",
            () => New().Host("esx-0103", host => host.Remove("vmk1")),
            "NoVMotionAdapter esx-0103"),
        new("NoVMotionAdapter", "The vMotion adapter of esx-0103 was removed, and there is no plan.",
            () => New().Host("esx-0103", host => host.Remove("vmk1")).WithoutPlan(),
            "NoVMotionAdapter esx-0103"),
        new("VMotionOnOtherStack", "esx-0103 still carries vMotion on the default stack.",
            () => New().ClusterPerRack().Each((host, rack) => rack == 1 && !host.Name.StartsWith("esx-0103", StringComparison.Ordinal) ? host with { ClusterId = null, Cluster = null } : host)
                .Host("esx-0103", host => host.Unconverted()),
            "VMotionOnOtherStack esx-0103 vmk1"),
        new("VMotionOnOtherStack", "The racks are planned with the default stack; esx-0103 is on the vmotion stack.",
            () => New().DefaultStackWithOverride().Host("esx-0103", host => host with { ClusterId = null, Cluster = null })
                .Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { Stack = NetstackKeys.VMotion, OverrideGateway = null }).Gateway("172.16.1.1")),
            "VMotionOnOtherStack esx-0103 vmk1"),
        new("DeadVMotionAdapter", "The old adapter of esx-0103 was kept \"as a fallback\".",
            () => New().Host("esx-0103", host => host.Add(Vmk("vmk2", NetstackKeys.Default, "192.168.50.13/24", ServiceNames.VMotion))),
            "DeadVMotionAdapter esx-0103 vmk2"),
        new("HostProfileAttached", "A host profile is attached to esx-0103.",
            () => New().Host("esx-0103", host => host with { HostProfile = "gold-2019" }),
            "HostProfileAttached esx-0103"),

        // Gateway.
        new("GatewayMissing", "The vmotion stack of esx-0103 has no default gateway.",
            () => New().Host("esx-0103", host => host.Gateway(string.Empty)),
            "GatewayMissing esx-0103 vmk1"),
        new("GatewayMissing", "esx-0103 has a static route to rack-02, but none to rack-03.",
            () => New().Host("esx-0103", host => host.Gateway(string.Empty).Routes("172.16.2.0/24 172.16.1.1")),
            "GatewayMissing esx-0103 vmk1"),
        new("GatewayMissing", "Two routes cover one half of rack-02 each, but only half of rack-03.",
            () => New().Host("esx-0103", host => host.Gateway(string.Empty)
                .Routes("172.16.2.0/25 172.16.1.1", "172.16.2.128/25 172.16.1.1", "172.16.3.0/25 172.16.1.1")),
            "GatewayMissing esx-0103 vmk1"),
        new("GatewayMissing", "esx-0103 lacks the IPv6 gateway of a dual-stack plan.",
            () => New().DualStack().Host("esx-0103", host => host.Stack(NetstackKeys.VMotion, stack => stack with { Gateway6 = null })),
            "GatewayMissing esx-0103 vmk1"),
        new("GatewayMissing", "esx-0103 lacks the IPv4 gateway that its dual-stack neighbours have, and there is no plan.",
            () => New().DualStack().Host("esx-0103", host => host.Gateway(string.Empty)).WithoutPlan(),
            "GatewayMissing esx-0103 vmk1"),
        new("GatewayMissing", "esx-0103 has no gateway, and there is no plan: its cluster has hosts in other subnets.",
            () => New().Host("esx-0103", host => host.Gateway(string.Empty)).WithoutPlan(),
            "GatewayMissing esx-0103 vmk1"),
        new("GatewayOutsideSubnet", "The vmotion stack of esx-0103 got the gateway of management.",
            () => New().Host("esx-0103", host => host.Gateway("10.0.1.1")),
            "GatewayOutsideSubnet esx-0103 vmk1"),
        new("GatewayOutsideSubnet", "Without a plan, too, a gateway has to be a neighbour.",
            () => New().Host("esx-0103", host => host.Gateway("10.0.1.1")).WithoutPlan(),
            "GatewayOutsideSubnet esx-0103 vmk1"),
        new("GatewayOutsideSubnet", "On the default stack the override is missing: what leaves the subnet leaves by management.",
            () => New().DefaultStackWithOverride().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { OverrideGateway = null })),
            "GatewayOutsideSubnet esx-0103 vmk1"),
        new("GatewayOutsideSubnet", "Without a plan: all hosts are on the default stack, in three subnets, and only esx-0103 has no override.",
            () => New().DefaultStackWithOverride().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { OverrideGateway = null })).WithoutPlan(),
            "GatewayOutsideSubnet esx-0103 vmk1"),
        new("GatewayOfAnotherRack", "esx-0103 has the gateway of rack-02.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.2.1")),
            "GatewayOfAnotherRack esx-0103 vmk1"),
        new("GatewayOfAnotherRack", "The override of esx-0103 is the gateway of rack-02; the one of the stack would be right.",
            () => New().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { OverrideGateway = InetAddress.Parse("172.16.2.1") })),
            "GatewayOfAnotherRack esx-0103 vmk1", "OverrideHidesStackGateway esx-0103 vmk1"),
        new("GatewayIsHostAddress", "The gateway of esx-0103 is the address of esx-0101.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.1.11")),
            "GatewayIsHostAddress esx-0103 vmk1"),
        new("GatewayIsHostAddress", "The gateway of esx-0103 is its own address.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.1.13")).WithoutPlan(),
            "GatewayIsHostAddress esx-0103 vmk1"),
        new("GatewayIsHostAddress", "The gateway of esx-0103 is its management address.",
            () => New().Host("esx-0103", host => host.Gateway("10.0.1.13")),
            "GatewayIsHostAddress esx-0103 vmk1"),
        new("GatewayIsNetworkOrBroadcast", "The gateway of esx-0103 is 172.16.1.255, the broadcast address.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.1.255")),
            "GatewayIsNetworkOrBroadcast esx-0103 vmk1"),
        new("GatewayIsNetworkOrBroadcast", "The gateway of esx-0103 is 172.16.1.0, and there is no plan.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.1.0")).WithoutPlan(),
            "GatewayIsNetworkOrBroadcast esx-0103 vmk1"),
        new("GatewayDiffersFromRack", "The gateway of esx-0103 is 172.16.1.254 instead of 172.16.1.1.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.1.254")),
            "GatewayDiffersFromRack esx-0103 vmk1"),
        new("GatewayDiffersFromRack", "Without a plan the other hosts of the subnet are the measure.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.1.254")).WithoutPlan(),
            "GatewayDiffersFromRack esx-0103 vmk1"),
        new("GatewayDiffersFromRack", "A plan of one rack has a gateway, and esx-0103 has none.",
            () => new FabricBuilder(racks: 1).Host("esx-0103", host => host.Gateway(string.Empty)),
            "GatewayDiffersFromRack esx-0103 vmk1"),
        new("AdaptersInDifferentSubnets", "The second vMotion adapter of esx-0103 is in a subnet of its own, and there is no plan.",
            () => New().Host("esx-0103", host => host.Add(Vmk("vmk2", NetstackKeys.VMotion, "172.30.1.13/24"))).WithoutPlan(),
            "AdaptersInDifferentSubnets esx-0103 vmk2"),
        new("GatewaySameAsDefaultStack", "In rack-01 vMotion and management share a subnet and a gateway, each on its own stack.",
            () => New().Host("esx-0103", host => host
                .Adapter("vmk0", adapter => adapter with { IPv4 = InterfaceAddress.Parse("172.16.1.213/24") })
                .Stack(NetstackKeys.Default, stack => stack with { Gateway = InetAddress.Parse("172.16.1.1") })),
            "GatewaySameAsDefaultStack esx-0103 vmk1"),
        new("OverrideHidesStackGateway", "esx-0103 has the right gateway as an override, and another one in the stack.",
            () => New().Host("esx-0103", host => host.Gateway("172.16.1.254").Adapter("vmk1", adapter => adapter with { OverrideGateway = InetAddress.Parse("172.16.1.1") })),
            "OverrideHidesStackGateway esx-0103 vmk1"),
        new("AddressFromDhcp", "The vMotion adapter of esx-0103 leases its address.",
            () => New().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { Dhcp = true })),
            "AddressFromDhcp esx-0103 vmk1"),
        new("StaticRouteDivertsRack", "A forgotten route of esx-0103 sends rack-02 to a router that is not there.",
            () => New().Host("esx-0103", host => host.Routes("172.16.2.0/24 192.168.77.1")),
            "StaticRouteDivertsRack esx-0103 vmk1"),
        new("StaticRouteDivertsRack", "Half of rack-02 goes through another router of the rack's subnet.",
            () => New().Host("esx-0103", host => host.Routes("172.16.2.128/25 172.16.1.250")),
            "StaticRouteDivertsRack esx-0103 vmk1"),
        new("StaticRouteRepeatsDefault", "esx-0103 has a route to 172.16.0.0/16 through its default gateway.",
            () => New().Host("esx-0103", host => host.Routes("172.16.0.0/16 172.16.1.1")),
            "StaticRouteRepeatsDefault esx-0103 vmk1"),

        // Address.
        new("AddressMissing", "The vMotion adapter of esx-0103 has no address.",
            () => New().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { IPv4 = null })),
            "AddressMissing esx-0103 vmk1"),
        new("AddressMissing", "esx-0103 lacks the IPv6 address of a dual-stack plan.",
            () => New().DualStack().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { IPv6 = [InterfaceAddress.Parse("fe80::3/64")] })),
            "AddressMissing esx-0103 vmk1"),
        new("AddressOutsideSubnet", "esx-0103 kept the address that it had in rack-02.",
            () => New().Host("esx-0103", host => host.Address("172.16.2.93/24")),
            "AddressOutsideSubnet esx-0103 vmk1"),
        new("AddressOutsideSubnet", "The second adapter of esx-0103 is in a subnet that no rack has.",
            () => New().MultiNic().Host("esx-0103", host => host.Adapter("vmk2", adapter => adapter with { IPv4 = InterfaceAddress.Parse("172.30.1.13/24") })),
            "AddressOutsideSubnet esx-0103 vmk2"),
        new("PrefixLengthWrong", "The netmask of esx-0103 is 255.255.255.128.",
            () => New().Host("esx-0103", host => host.Address("172.16.1.213/25")),
            "PrefixLengthWrong esx-0103 vmk1"),
        new("PrefixLengthWrong", "The netmask of esx-0103 is 255.255.0.0, and there is no plan.",
            () => New().Host("esx-0103", host => host.Address("172.16.1.13/16")).WithoutPlan(),
            "PrefixLengthWrong esx-0103 vmk1"),
        new("DuplicateAddress", "esx-0103 was cloned from esx-0102 and has its address.",
            () => New().Host("esx-0103", host => host.Address("172.16.1.12/24")),
            "DuplicateAddress esx-0102 vmk1", "DuplicateAddress esx-0103 vmk1"),
        new("AddressIsGateway", "Somebody gave esx-0103 the address of the gateway.",
            () => New().Host("esx-0103", host => host.Address("172.16.1.1/24")),
            "AddressIsGateway esx-0103 vmk1"),
        new("AddressIsGateway", "The same without a plan: the other hosts show what the gateway is.",
            () => New().Host("esx-0103", host => host.Address("172.16.1.1/24")).WithoutPlan(),
            "AddressIsGateway esx-0103 vmk1"),
        new("AddressNotPlanned", "The plan pins 172.16.1.43 for esx-0103.",
            () => New().Rack("rack-01", rack => rack with
            {
                VMotion = rack.VMotion with
                {
                    Addresses = new Dictionary<string, IReadOnlyList<PlannedAddress>>(StringComparer.OrdinalIgnoreCase)
                    {
                        ["esx-0103.example.com"] = [new PlannedAddress(InetAddress.Parse("172.16.1.43"), null, rack.Position)],
                    },
                },
            }),
            "AddressNotPlanned esx-0103 vmk1"),
        new("AddressFamilyMismatch", "esx-0103 has only IPv6, and there is no plan; the other hosts of the cluster have only IPv4.",
            () => New().Host("esx-0103", host => host
                .Adapter("vmk1", adapter => adapter with { IPv4 = null, IPv6 = [InterfaceAddress.Parse("fd00:16:1::13/64")] })
                .Gateway(string.Empty).Stack(NetstackKeys.VMotion, stack => stack with { Gateway6 = InetAddress.Parse("fd00:16:1::1") })).WithoutPlan(),
            "AddressFamilyMismatch esx-0103 vmk1"),
        new("AddressFamilyMismatch", "The management of esx-0103 has only IPv6.",
            () => New().Host("esx-0103", host => host
                .Adapter("vmk0", adapter => adapter with { IPv4 = null, IPv6 = [InterfaceAddress.Parse("fd00:10:1::13/64")] })
                .Stack(NetstackKeys.Default, stack => stack with { Gateway6 = InetAddress.Parse("fd00:10:1::1") })),
            "AddressFamilyMismatch esx-0103 vmk0"),
        new("AdaptersShareSubnet", "vSAN of esx-0103 is in the vMotion subnet, on the same stack.",
            () => New().DefaultStackWithOverride().Host("esx-0103", host => host.Add(Vmk("vmk4", NetstackKeys.Default, "172.16.1.213/24", ServiceNames.Vsan))),
            "AdaptersShareSubnet esx-0103 vmk1"),
        new("VMotionSharesManagementSubnet", "Management of esx-0103 is in the vMotion subnet, on the default stack.",
            () => New().DefaultStackWithOverride().Host("esx-0103", host => host
                .Adapter("vmk0", adapter => adapter with { IPv4 = InterfaceAddress.Parse("172.16.1.213/24") })
                .Stack(NetstackKeys.Default, stack => stack with { Gateway = InetAddress.Parse("172.16.1.1") })),
            "VMotionSharesManagementSubnet esx-0103 vmk1"),

        // Layer 2.
        new("AdapterCountDiffers", "The plan has two vMotion adapters; esx-0103 has one.",
            () => New().MultiNic().Host("esx-0103", host => host.Remove("vmk2")),
            "AdapterCountDiffers esx-0103"),
        new("AdapterCountDiffers", "The plan has one vMotion adapter; esx-0103 has two.",
            () => New().Host("esx-0103", host => host.Add(Vmk("vmk2", NetstackKeys.VMotion, "172.16.1.113/24"))),
            "AdapterCountDiffers esx-0103"),
        new("PortGroupNotPlanned", "The vMotion adapter of esx-0103 is on port group dvpg-old.",
            () => New().Host("esx-0103", host => host.PortGroup(group => group with { Name = "dvpg-old" })),
            "PortGroupNotPlanned esx-0103 vmk1"),
        new("VlanDiffersFromRack", "The port group of esx-0103 tags with VLAN 2002, the one of rack-02.",
            () => New().Host("esx-0103", host => host.PortGroup(group => group with { Vlan = Vlan.Single(2002) })),
            "VlanDiffersFromRack esx-0103 vmk1"),
        new("VlanDiffersFromRack", "Without a plan the other hosts of the subnet are the measure.",
            () => New().Host("esx-0103", host => host.PortGroup(group => group with { Vlan = Vlan.Single(2002) })).WithoutPlan(),
            "VlanDiffersFromRack esx-0103 vmk1"),
        new("VlanDiffersFromRack", "The port group of esx-0103 is a trunk.",
            () => New().Host("esx-0103", host => host.PortGroup(group => group with { Vlan = Vlan.Trunk("0-4094") })),
            "VlanDiffersFromRack esx-0103 vmk1"),
        new("MtuAboveSwitch", "The standard switch of esx-0103 was left at 1500.",
            () => New().Host("esx-0103", host => host.PortGroup(group => group with { Switch = "vSwitch1", SwitchMtu = 1500 })),
            "MtuAboveSwitch esx-0103 vmk1"),
        new("MtuDiffersFromPlan", "The vMotion adapter of esx-0103 was left at 1500.",
            () => New().Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { Mtu = 1500 })),
            "MtuDiffersFromPlan esx-0103 vmk1"),
        new("MtuDiffersFromRack", "The plan says nothing of MTU; esx-0103 is the only one with 1500.",
            () => New().EachRack((rack, _) => rack with { VMotion = rack.VMotion with { Mtu = null } })
                .Host("esx-0103", host => host.Adapter("vmk1", adapter => adapter with { Mtu = 1500 })),
            "MtuDiffersFromRack esx-0103 vmk1"),
        new("NeighborMtuTooSmall", "The leaf's port to esx-0103 was left at 1500.",
            () => New().Host("esx-0103", host => host.Nic("vmnic4", nic => nic with { Neighbor = nic.Neighbor! with { Mtu = 1500 } })),
            "NeighborMtuTooSmall esx-0103 vmnic4"),
        new("AllUplinksDown", "Both uplinks of esx-0103 are down.",
            () => New().Host("esx-0103", host => host.Nic("vmnic4", nic => nic with { SpeedMbps = null }).Nic("vmnic5", nic => nic with { SpeedMbps = null })),
            "AllUplinksDown esx-0103 vmk1"),
        new("UplinkSpeed", "An uplink of esx-0103 negotiated 100 Mb/s.",
            () => New().Host("esx-0103", host => host.Nic("vmnic5", nic => nic with { SpeedMbps = 100 })),
            "UplinkSpeed esx-0103 vmnic5"),
        new("UplinksInDifferentRacks", "The second uplink of esx-0103 goes to rack-02.",
            () => New().Host("esx-0103", host => host.Seeing("vmnic5", "leaf-02b")),
            "UplinksInDifferentRacks esx-0103 vmnic4, vmnic5"),
        new("HostBehindOtherLeaves", "esx-0103 was moved to rack-02, and nobody told the plan.",
            () => New().Host("esx-0103", host => host.Seeing("vmnic4", "leaf-02a").Seeing("vmnic5", "leaf-02b")),
            "HostBehindOtherLeaves esx-0103 vmnic4, vmnic5"),

        // Provisioning and management.
        new("ProvisioningGatewayMissing", "esx-0103 uses the provisioning stack, which has no gateway.",
            () => New().Host("esx-0103", host => host.Add(Vmk("vmk3", NetstackKeys.Provisioning, "172.17.1.13/24"))),
            "ProvisioningGatewayMissing esx-0103 vmk3"),
        new("ProvisioningGatewayOutsideSubnet", "The gateway of the provisioning stack of esx-0103 is management's.",
            () => New().Host("esx-0103", host => host.Add(Vmk("vmk3", NetstackKeys.Provisioning, "172.17.1.13/24"))
                .Stack(NetstackKeys.Provisioning, stack => stack with { IsActive = true, Gateway = InetAddress.Parse("10.0.1.1") })),
            "ProvisioningGatewayOutsideSubnet esx-0103 vmk3"),
        new("DeadProvisioningAdapter", "Provisioning is still selected for the management adapter of esx-0103.",
            () => New().Host("esx-0103", host => host.Add(Vmk("vmk3", NetstackKeys.Provisioning, "172.17.1.13/24"))
                .Adapter("vmk0", adapter => adapter with { Services = [ServiceNames.Management, ServiceNames.Provisioning] })
                .Stack(NetstackKeys.Provisioning, stack => stack with { IsActive = true, Gateway = InetAddress.Parse("172.17.1.1") })),
            "DeadProvisioningAdapter esx-0103 vmk0"),
        new("ManagementCannotRoute", "The default stack of esx-0103 has no gateway.",
            () => New().Host("esx-0103", host => host.Stack(NetstackKeys.Default, stack => stack with { Gateway = null })),
            "ManagementCannotRoute esx-0103 vmk0"),

        // Clusters.
        new("ClusterMixedStacks", "Without a plan: esx-0103 is the only host of its cluster that is still on the default stack.",
            () => new FabricBuilder(racks: 1).Host("esx-0103", host => host.Unconverted()).WithoutPlan(),
            "ClusterMixedStacks cl-01"),
        new("ClusterMixedStacks", "With a plan: the host is told as well.",
            () => New().Host("esx-0103", host => host.Unconverted()),
            "VMotionOnOtherStack esx-0103 vmk1", "ClusterMixedStacks cl-01"),
        new("ClusterMixedMtu", "rack-03 is planned and built with 1500, the other racks with 9000.",
            () => New().Rack("rack-03", rack => rack with { VMotion = rack.VMotion with { Mtu = 1500 } })
                .Each((host, rack) => rack == 3 ? host.Adapter("vmk1", adapter => adapter with { Mtu = 1500 }) : host),
            "ClusterMixedMtu cl-01"),
        new("ClusterSpansRackWithoutGateway", "rack-03 has no gateway, by plan and in truth, and a cluster that spans it.",
            () => New().Rack("rack-03", rack => rack with { VMotion = rack.VMotion with { Gateway = null } })
                .Each((host, rack) => rack == 3 ? host.Gateway(string.Empty) : host),
            "ClusterSpansRackWithoutGateway cl-01"),
        new("ClusterManagedAsWhole", "cl-01 is managed with a configuration profile.",
            () => New().Cluster("cl-01", cluster => cluster with { ConfigManagerEnabled = true }),
            "ClusterManagedAsWhole cl-01"),

        // Virtual machines.
        new("VMNetworkNotInEveryRack", "Port group app-10 is only on the hosts of rack-01 and rack-02.",
            () => New().Network("app", "app-10", SwitchKind.Distributed, Vlan.Single(10),
                    "esx-0101", "esx-0102", "esx-0103", "esx-0104", "esx-0201", "esx-0202", "esx-0203", "esx-0204")
                .VMNetwork("app-10", NetworkReach.Stretched).Machine("web-1", "esx-0103", "app"),
            "VMNetworkNotInEveryRack esx-0103 web-1"),
        new("VMNetworkVlanDiffers", "The standard port group \"app\" has VLAN 100 in rack-01 and rack-03, and 120 in rack-02.",
            () => New().StandardNetwork("app", "app", rack => rack == 2 ? 120 : 100).ClusterOf("rack-03", null).Machine("web-1", "esx-0103", "app"),
            "VMNetworkVlanDiffers esx-0103 web-1"),
        new("VMNetworkEndsAtRack", "web-1 is on VLAN 10, which the plan does not speak of.",
            () => New().Network("app", "app-10", SwitchKind.Distributed, Vlan.Single(10)).Machine("web-1", "esx-0103", "app"),
            "VMNetworkEndsAtRack esx-0103 web-1"),
        new("VMNetworkEndsAtRack", "An NSX VLAN segment is not stretched by being NSX.",
            () => New().Network("app", "seg-vlan-10", SwitchKind.Nsx, Vlan.Single(10)).Machine("web-1", "esx-0103", "app"),
            "VMNetworkEndsAtRack esx-0103 web-1"),
        new("VMNetworkEndsAtRack", "Stretched between rack-01 and rack-02, but the cluster has a third rack.",
            () => New().Network("app", "app-10", SwitchKind.Distributed, Vlan.Single(10)).Machine("web-1", "esx-0103", "app")
                .VMNetwork("app-*", NetworkReach.Stretched, "rack-01", "rack-02"),
            "VMNetworkEndsAtRack esx-0103 web-1"),
        new("VMNetworkEndsAtRack", "Declared local; db-1 is held in rack-01 by a rule, web-1 by a rule that leaves it two racks.",
            () =>
            {
                FabricBuilder fabric = New().Network("app", "app-10", SwitchKind.Distributed, Vlan.Single(10)).VMNetwork("app-10", NetworkReach.Local)
                    .Machine("db-1", "esx-0103", "app").Machine("web-1", "esx-0103", "app");
                return fabric.Cluster("cl-01", cluster => cluster with
                {
                    MandatoryHostRules =
                    [
                        new MandatoryHostRule("db", [fabric.IdOfMachine("db-1")], [fabric.IdOfHost("esx-0103"), fabric.IdOfHost("esx-0104")]),
                        new MandatoryHostRule("web", [fabric.IdOfMachine("web-1")], [fabric.IdOfHost("esx-0103"), fabric.IdOfHost("esx-0201")]),
                    ],
                });
            },
            "VMNetworkEndsAtRack esx-0103 web-1"),
    ];

    private static FabricBuilder New() => new();

    private static EsxHost PortGroup(this EsxHost host, Func<PortGroup, PortGroup> change) =>
        host.Adapter("vmk1", adapter => adapter with { PortGroup = change(adapter.PortGroup!) });

    /// <summary>Moves the hosts of a rack to another cluster, or to none.</summary>
    private static FabricBuilder ClusterOf(this FabricBuilder fabric, string rack, string? cluster) => fabric.Each(
        (host, number) => rack == $"rack-{number:00}" ? host with { Cluster = cluster, ClusterId = cluster } : host);

    private static Adapter Vmk(string device, string stack, string address, params string[] services) => new()
    {
        Device = device,
        Stack = stack,
        IPv4 = InterfaceAddress.Parse(address),
        Services = [.. services.Order(StringComparer.Ordinal)],
        Mtu = stack == NetstackKeys.VMotion ? 9000 : 1500,
    };
}
