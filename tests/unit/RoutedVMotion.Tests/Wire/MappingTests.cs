using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.VSphere;

using Xunit;

using static RoutedVMotion.Tests.Wire.FakeVCenter;

namespace RoutedVMotion.Tests.Wire;

/// <summary>From the XML of a server to the domain's hosts: the sights that captures and vcsim do not show.</summary>
public sealed class MappingTests
{
    private const string SwitchUuid = "50 11 22 33 44 55 66 77-88 99 aa bb cc dd ee ff";

    private const string Topology = $"""
        <objects><obj type="Folder">group-d1</obj><propSet><name>name</name><val xsi:type="xsd:string">Datacenters</val></propSet></objects>
        <objects><obj type="Datacenter">datacenter-2</obj><propSet><name>name</name><val xsi:type="xsd:string">dc%2feast "1"</val></propSet>
          <propSet><name>parent</name><val type="Folder" xsi:type="ManagedObjectReference">group-d1</val></propSet></objects>
        <objects><obj type="Folder">group-h4</obj><propSet><name>name</name><val xsi:type="xsd:string">host</val></propSet>
          <propSet><name>parent</name><val type="Datacenter" xsi:type="ManagedObjectReference">datacenter-2</val></propSet></objects>
        <objects><obj type="ClusterComputeResource">domain-c8</obj><propSet><name>name</name><val xsi:type="xsd:string">rack 1%2f2 %252f</val></propSet>
          <propSet><name>parent</name><val type="Folder" xsi:type="ManagedObjectReference">group-h4</val></propSet>
          <propSet><name>host</name><val xsi:type="ArrayOfManagedObjectReference"><ManagedObjectReference type="HostSystem" xsi:type="ManagedObjectReference">host-1</ManagedObjectReference></val></propSet></objects>
        <objects><obj type="VmwareDistributedVirtualSwitch">dvs-20</obj>
          <propSet><name>name</name><val xsi:type="xsd:string">vds-01</val></propSet>
          <propSet><name>uuid</name><val xsi:type="xsd:string">{SwitchUuid}</val></propSet>
          <propSet><name>config.maxMtu</name><val xsi:type="xsd:int">9000</val></propSet>
          <propSet><name>config.pvlanConfig</name><val xsi:type="ArrayOfVMwareDVSPvlanMapEntry"><VMwareDVSPvlanMapEntry><primaryVlanId>100</primaryVlanId><secondaryVlanId>101</secondaryVlanId><pvlanType>isolated</pvlanType></VMwareDVSPvlanMapEntry></val></propSet>
          <propSet><name>config.lacpGroupConfig</name><val xsi:type="ArrayOfVMwareDvsLacpGroupConfig"><VMwareDvsLacpGroupConfig><key>lag-key-1</key><name>lag1</name></VMwareDvsLacpGroupConfig></val></propSet>
          <propSet><name>config.defaultPortConfig</name><val xsi:type="VMwareDVSPortSetting"><vlan xsi:type="VmwareDistributedVirtualSwitchVlanIdSpec"><inherited>false</inherited><vlanId>7</vlanId></vlan></val></propSet>
        </objects>
        """;

    [Fact]
    public async Task Names_are_decoded_and_clusters_and_datacenters_found()
    {
        EsxHost host = await ReadAsync(
            Text("name", "esx%2f01 'a' %25"),
            "<propSet><name>parent</name><val type=\"ClusterComputeResource\" xsi:type=\"ManagedObjectReference\">domain-c8</val></propSet>");
        Assert.Equal("esx/01 'a' %", host.Name);
        Assert.Equal("rack 1/2 %2f", host.Cluster);
        Assert.Equal("domain-c8", host.ClusterId);
        Assert.Equal("dc/east \"1\"", host.Datacenter);
        Assert.Equal("vc01.example.com", host.Server);
    }

    [Fact]
    public async Task A_host_of_its_own_has_no_cluster_and_still_a_datacenter()
    {
        EsxHost host = await ReadAsync("<propSet><name>parent</name><val type=\"Folder\" xsi:type=\"ManagedObjectReference\">group-h4</val></propSet>");
        Assert.Null(host.Cluster);
        Assert.Equal("dc/east \"1\"", host.Datacenter);
    }

    [Theory]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchVlanIdSpec'><inherited>false</inherited><vlanId>2001</vlanId></vlan>", "2001")]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchVlanIdSpec'><inherited>false</inherited><vlanId>0</vlanId></vlan>", "0")]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchTrunkVlanSpec'><vlanId><start>100</start><end>110</end></vlanId><vlanId><start>200</start><end>200</end></vlanId></vlan>", "trunk 100-110,200")]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchPvlanSpec'><inherited>false</inherited><pvlanId>101</pvlanId></vlan>", "pvlan 100/101")]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchPvlanSpec'><inherited>false</inherited><pvlanId>999</pvlanId></vlan>", "pvlan ?/999")]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchVlanOfTheFuture'><vlanId>5</vlanId></vlan>", "7")]
    [InlineData("", "7")]
    public async Task A_distributed_port_group_tags_as_it_says_or_as_its_switch_does(string vlan, string expected)
    {
        PortGroup portGroup = await ReadDistributedAsync(Property("config.defaultPortConfig", "VMwareDVSPortSetting", vlan));
        Assert.Equal(SwitchKind.Distributed, portGroup.Kind);
        Assert.Equal("dvpg/1", portGroup.Name);
        Assert.Equal("dvportgroup-21", portGroup.Id);
        Assert.Equal("vds-01", portGroup.Switch);
        Assert.Equal(expected, portGroup.Vlan.ToString());
    }

    [Theory]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchVlanIdSpec'><vlanId>0</vlanId></vlan><VNI><inherited>false</inherited><value>69632</value></VNI>", "overlay 69632")]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchVlanIdSpec'><vlanId>2001</vlanId></vlan>", "2001")]
    [InlineData("<vlan xsi:type='VmwareDistributedVirtualSwitchVlanIdSpec'><vlanId>0</vlanId></vlan>", "?")]
    public async Task An_NSX_segment_is_overlay_only_where_it_says_so(string settings, string expected)
    {
        PortGroup portGroup = await ReadDistributedAsync(
            Property("config.defaultPortConfig", "VMwareDVSPortSetting", settings) + Text("config.backingType", "nsx"));
        Assert.Equal(SwitchKind.Nsx, portGroup.Kind);
        Assert.Equal(expected, portGroup.Vlan.ToString());
    }

    [Fact]
    public async Task Uplinks_are_followed_by_name_and_port_through_a_LAG_to_physical_NICs()
    {
        PortGroup portGroup = await ReadDistributedAsync(Property(
            "config.defaultPortConfig",
            "VMwareDVSPortSetting",
            "<uplinkTeamingPolicy><uplinkPortOrder><activeUplinkPort>lag1</activeUplinkPort><standbyUplinkPort>Uplink 1</standbyUplinkPort></uplinkPortOrder></uplinkTeamingPolicy>"));
        Assert.Equal(
            [new Uplink("vmnic4", UplinkRole.Active), new Uplink("vmnic5", UplinkRole.Active), new Uplink("vmnic2", UplinkRole.Standby)],
            portGroup.Uplinks);
        // The host's own view of the switch's MTU goes before the switch's.
        Assert.Equal(1600, portGroup.SwitchMtu);
    }

    [Fact]
    public async Task Uplinks_that_a_port_group_does_not_use_are_not_behind_it()
    {
        PortGroup portGroup = await ReadDistributedAsync(Property(
            "config.defaultPortConfig",
            "VMwareDVSPortSetting",
            "<uplinkTeamingPolicy><uplinkPortOrder><activeUplinkPort>Uplink 1</activeUplinkPort></uplinkPortOrder></uplinkTeamingPolicy>"));
        Assert.Equal([new Uplink("vmnic2", UplinkRole.Active)], portGroup.Uplinks);
    }

    [Fact]
    public async Task A_port_group_that_the_user_may_not_see_costs_its_name_and_no_more()
    {
        EsxHost host = await ReadAsync(Network(DistributedVnic("dvportgroup-99")));
        PortGroup portGroup = Assert.Single(host.Adapters).PortGroup!;
        Assert.Equal("dvportgroup-99", portGroup.Name);
        Assert.Equal("vds-01", portGroup.Switch);
        Assert.Equal("?", portGroup.Vlan.ToString());
        Assert.Contains("Port group dvportgroup-99: the user may not see it.", host.Unread);
    }

    [Fact]
    public async Task An_opaque_network_is_named_by_its_host()
    {
        EsxHost host = await ReadAsync(Network("""
            <pnic><key>key-vim.host.PhysicalNic-vmnic2</key><device>vmnic2</device><mac>AA:BB:CC:00:11:22</mac></pnic>
            <vnic><device>vmk10</device><key>key-vim.host.VirtualNic-vmk10</key><portgroup></portgroup><spec><ip><dhcp>false</dhcp></ip>
              <opaqueNetwork><opaqueNetworkId>8a1c</opaqueNetworkId><opaqueNetworkType>nsx.LogicalSwitch</opaqueNetworkType></opaqueNetwork></spec></vnic>
            <opaqueSwitch><key>nvds-key</key><name>nvds-01</name><pnic>key-vim.host.PhysicalNic-vmnic2</pnic></opaqueSwitch>
            <opaqueNetwork><opaqueNetworkId>8a1c</opaqueNetworkId><opaqueNetworkName>seg-vmotion</opaqueNetworkName><opaqueNetworkType>nsx.LogicalSwitch</opaqueNetworkType></opaqueNetwork>
            """));
        Adapter adapter = Assert.Single(host.Adapters);
        Assert.Equal(SwitchKind.Opaque, adapter.PortGroup!.Kind);
        Assert.Equal("seg-vmotion", adapter.PortGroup.Name);
        Assert.Equal("8a1c", adapter.PortGroup.Id);
        Assert.Equal("nvds-01", adapter.PortGroup.Switch);
        Assert.Equal([new Uplink("vmnic2", UplinkRole.Active)], adapter.PortGroup.Uplinks);
        Assert.Null(adapter.IPv4);
        // No link speed means that the link is down.
        Core.Inventory.PhysicalNic nic = Assert.Single(host.PhysicalNics);
        Assert.False(nic.IsUp);
        Assert.Equal("aa:bb:cc:00:11:22", nic.Mac);
    }

    [Fact]
    public async Task Adapters_carry_overrides_and_the_services_of_exactly_their_key()
    {
        EsxHost host = await ReadAsync(
            Network("""
                <vnic><device>vmk10</device><key>key-vim.host.VirtualNic-vmk10</key><portgroup>pg</portgroup><spec><ip><dhcp>false</dhcp><ipAddress>172.16.1.11</ipAddress><subnetMask>255.255.255.0</subnetMask></ip>
                  <netStackInstanceKey>defaultTcpipStack</netStackInstanceKey>
                  <ipRouteSpec><ipRouteConfig><defaultGateway>172.16.1.1</defaultGateway><ipV6DefaultGateway>fd00::1</ipV6DefaultGateway></ipRouteConfig></ipRouteSpec></spec></vnic>
                <vnic><device>vmk1</device><key>key-vim.host.VirtualNic-vmk1</key><portgroup>pg</portgroup><spec><ip><dhcp>false</dhcp><ipAddress>0.0.0.0</ipAddress><subnetMask>0.0.0.0</subnetMask></ip>
                  <netStackInstanceKey>vxlan</netStackInstanceKey><ipRouteSpec><ipRouteConfig><defaultGateway>0.0.0.0</defaultGateway><ipV6DefaultGateway>::</ipV6DefaultGateway></ipRouteConfig></ipRouteSpec></spec></vnic>
                """),
            Property("config.virtualNicManagerInfo.netConfig", "ArrayOfVirtualNicManagerNetConfig", """
                <VirtualNicManagerNetConfig><nicType>vsan</nicType><candidateVnic><device>vmk1</device></candidateVnic><selectedVnic>vsan.key-vim.host.VirtualNic-vmk10</selectedVnic></VirtualNicManagerNetConfig>
                <VirtualNicManagerNetConfig><nicType>vmotion</nicType><selectedVnic>vmotion.key-vim.host.VirtualNic-vmk10</selectedVnic></VirtualNicManagerNetConfig>
                """));
        Assert.Equal(["vmk1", "vmk10"], host.Adapters.Select(adapter => adapter.Device));
        Assert.Empty(host.Adapters[0].Services!);
        Assert.Equal(["vmotion", "vsan"], host.Adapters[1].Services!);
        Assert.Equal("172.16.1.1", host.Adapters[1].OverrideGateway.ToString());
        Assert.Equal("fd00::1", host.Adapters[1].OverrideGateway6.ToString());
        Assert.Null(host.Adapters[0].OverrideGateway);
        Assert.Null(host.Adapters[0].OverrideGateway6);
        Assert.Null(host.Adapters[0].IPv4);
        Assert.True(host.Adapters[0].SystemOwned);
        Assert.False(host.Adapters[1].SystemOwned);
    }

    [Fact]
    public async Task What_cannot_be_meant_is_not_known_and_a_snapshot_of_it_is_one()
    {
        EsxHost host = await ReadAsync(Network("""
            <vnic><device>vmk0</device><key>k</key><portgroup>pg</portgroup><spec><mtu>-1</mtu></spec></vnic>
            <vswitch><name>v</name><key>v</key><numPorts>1</numPorts><numPortsAvailable>1</numPortsAvailable><mtu>-9000</mtu></vswitch>
            <portgroup><key>p</key><vswitch>v</vswitch><computedPolicy/><spec><name>pg</name><vlanId>-7</vlanId><vswitchName>v</vswitchName><policy/></spec></portgroup>
            <pnic><key>n</key><device>vmnic0</device><pci>0</pci><linkSpeed><speedMb>-1</speedMb><duplex>true</duplex></linkSpeed></pnic>
            <netStackInstance><key>vmotion</key><requestedMaxNumberOfConnections>-1</requestedMaxNumberOfConnections></netStackInstance>
            """));
        Assert.Equal((null, null, null), (host.Adapters[0].Mtu, Assert.Single(host.PhysicalNics).SpeedMbps, Assert.Single(host.Stacks).MaxConnections));
        Assert.Equal((null, Vlan.Unknown), (Assert.Single(host.StandardPortGroups).SwitchMtu, host.StandardPortGroups[0].Vlan));
        Vlan[] vlans = [Vlan.Trunk(string.Empty), Vlan.Single(-1), Vlan.Single(4094), Vlan.Single(4095), Vlan.Single(int.MaxValue), Vlan.Private(-1, null), Vlan.Private(101, -1), Vlan.Private(int.MaxValue, int.MaxValue), Vlan.Overlay(int.MaxValue)];
        var snapshot = new Snapshot
        {
            Servers =
            [
                new SnapshotServer
                {
                    Identity = new ServerIdentity { Name = "vc01" },
                    Fabric = new Fabric
                    {
                        Hosts = [host with { Server = "vc01" }],
                        Networks = vlans.Select((vlan, i) => new VirtualMachineNetwork { Server = "vc01", Id = $"dvportgroup-{i}", Name = $"{i}", Kind = SwitchKind.Distributed, Vlan = vlan }).ToArray(),
                    },
                },
            ],
        };
        Snapshot read = SnapshotReader.Read(new System.IO.StringReader(SnapshotWriter.Write(snapshot)), null, CancellationToken.None);
        Assert.Equal(vlans, read.Servers[0].Fabric.Networks.Select(network => network.Vlan));
    }

    [Fact]
    public async Task What_the_user_may_not_read_is_a_sentence_and_the_row_stays()
    {
        EsxHost host = await ReadAsync(
            Text("name", "esx-01"),
            Network("<vnic><device>vmk0</device><key>k</key><portgroup>pg</portgroup><spec/></vnic>"),
            Missing("config.virtualNicManagerInfo.netConfig", "NoPermission", "<object type='HostSystem'>host-1</object><privilegeId>System.Read</privilegeId>"),
            Missing("config.network.pnic", "NoPermission", "<privilegeId/><missingPrivileges><entity type='HostSystem'>host-1</entity><privilegeIds>Host.Config.Network</privilegeIds></missingPrivileges>"),
            Missing("runtime.networkRuntimeInfo", "InvalidProperty", "<name>networkRuntimeInfo</name>"),
            Missing("config.network.vswitch", "FaultOfTheFuture", "<what>ever</what>"));
        Assert.False(host.AdaptersUnread);
        // Not read is not the same as none.
        Assert.Null(Assert.Single(host.Adapters).Services);
        Assert.Contains("The services of the adapters: the user lacks the privilege System.Read.", host.Unread);
        Assert.Contains("The physical NICs: the user lacks the privilege Host.Config.Network.", host.Unread);
        Assert.Contains("The list of active TCP/IP stacks: the server does not know the property networkRuntimeInfo.", host.Unread);
        Assert.Contains("The standard switches: FaultOfTheFuture.", host.Unread);
    }

    [Fact]
    public async Task A_host_without_any_configuration_is_a_row()
    {
        EsxHost host = await ReadAsync(Text("name", "esx-01"), Property("runtime.connectionState", "HostSystemConnectionState", "disconnected"));
        Assert.Equal(HostConnection.Disconnected, host.Connection);
        Assert.True(host.AdaptersUnread);
        Assert.Single(host.Unread);
    }

    [Fact]
    public async Task A_path_that_the_server_does_not_know_costs_a_column_and_never_the_rows()
    {
        using var server = new FakeVCenter { Topology = Topology, Hosts = { FakeVCenter.Object("HostSystem", "host-1", Text("name", "esx-01")) } };
        server.Answer = (method, body) => method == "RetrievePropertiesEx"
            ? new[] { "config.maxMtu", "config.backingType", "config.network.opaqueSwitch" }
                .Where(path => body.Descendants().Any(asked => asked.Name.LocalName == "pathSet" && asked.Value == path))
                .Select(path => Fault("InvalidProperty", string.Empty, $"<name>{path}</name>"))
                .FirstOrDefault()
            : null;
        using VSphereSession session = await server.LoginAsync();
        Assert.Equal("esx-01", Assert.Single(await session.ReadAllAsync()).Name);

        XElement[] asked = server.Requests.Where(request => request.Method == "RetrievePropertiesEx").Select(request => request.Body).ToArray();
        // In place of what a switch does not know, the property around it.
        Assert.Contains("config", PathsOf(asked[^3], "DistributedVirtualSwitch"));
        Assert.DoesNotContain("config.pvlanConfig", PathsOf(asked[^3], "DistributedVirtualSwitch"));
        Assert.Contains("config", PathsOf(asked[^3], "DistributedVirtualPortgroup"));
        // But never a whole host.
        Assert.DoesNotContain("config.network.opaqueSwitch", PathsOf(asked[^1], "HostSystem"));
        Assert.DoesNotContain("config.network", PathsOf(asked[^1], "HostSystem"));
        Assert.Contains("config.network.vnic", PathsOf(asked[^1], "HostSystem"));
    }

    [Fact]
    public async Task A_switch_is_understood_from_its_whole_configuration_too()
    {
        string whole = Topology
            .Replace("<propSet><name>config.maxMtu</name><val xsi:type=\"xsd:int\">9000</val></propSet>", "<propSet><name>config</name><val xsi:type=\"VMwareDVSConfigInfo\"><maxMtu>8888</maxMtu></val></propSet>", StringComparison.Ordinal);
        EsxHost host = await ReadInAsync(whole, Network(DistributedVnic("dvportgroup-99").Replace("<mtu>1600</mtu>", string.Empty, StringComparison.Ordinal)));
        Assert.Equal(8888, Assert.Single(host.Adapters).PortGroup!.SwitchMtu);
    }

    [Fact]
    public async Task A_switch_that_the_host_says_nothing_of_has_its_own_MTU()
    {
        EsxHost host = await ReadAsync(Network(DistributedVnic("dvportgroup-99").Replace("<mtu>1600</mtu>", string.Empty, StringComparison.Ordinal)));
        Assert.Equal(9000, Assert.Single(host.Adapters).PortGroup!.SwitchMtu);
    }

    [Fact]
    public async Task Neighbours_are_asked_of_wanted_connected_hosts_only()
    {
        using var server = new FakeVCenter { HostsPerPage = 10 };
        for (int number = 1; number <= 4; number++)
        {
            server.Hosts.Add(FakeVCenter.Object(
                "HostSystem",
                $"host-{number}",
                Text("name", $"esx-{number}"),
                Property("runtime.connectionState", "HostSystemConnectionState", number == 4 ? "notResponding" : "connected"),
                $"<propSet><name>configManager.networkSystem</name><val type=\"HostNetworkSystem\" xsi:type=\"ManagedObjectReference\">networkSystem-{number}</val></propSet>",
                Network("<pnic><device>vmnic0</device></pnic><pnic><device>vmnic1</device></pnic><pnic><device>vmnic2</device></pnic>")));
        }

        server.Answer = (method, body) => method != "QueryNetworkHint" ? null
            : body.Value.Contains("networkSystem-2", StringComparison.Ordinal) ? Fault("HostNotConnected", "not connected")
            : """
                <returnval><device>vmnic0</device><connectedSwitchPort><devId>leaf-01a(SSI1)</devId><portId>Eth1/1</portId><mtu>9216</mtu></connectedSwitchPort>
                  <lldpInfo><chassisId>aa:bb</chassisId><portId>Ethernet1/1 </portId><timeToLive>100</timeToLive>
                  <parameter><key>System Name</key><value xsi:type="xsd:string"> leaf-01a </value></parameter>
                  <parameter><key>Enabled Capabilities</key><value xsi:type="PhysicalNicCdpDeviceCapability"><router>true</router></value></parameter>
                  <parameter><key>MTU</key><value xsi:type="xsd:string">9216</value></parameter>
                  <parameter><key>Vlan ID</key><value xsi:type="xsd:string">1</value></parameter>
                  <parameter><key>Samples</key><value xsi:type="xsd:int">18814</value></parameter></lldpInfo></returnval>
                <returnval><device>vmnic1</device><connectedSwitchPort><devId>leaf-01b</devId><portId>Eth1/1</portId><vlan>0</vlan><mtu>9216</mtu><mgmtAddr>10.0.0.2</mgmtAddr></connectedSwitchPort></returnval>
                <returnval><device>vmnic2</device></returnval>
                """;
        using VSphereSession session = await server.LoginAsync();
        List<EsxHost> hosts = await session.ReadAllAsync(new InventoryQuery { Neighbors = true, Wanted = host => host.Name != "esx-3" });
        Assert.Equal(["esx-1", "esx-2", "esx-4"], hosts.Select(host => host.Name).Order());
        Assert.Equal(2, server.Count("QueryNetworkHint"));

        EsxHost first = hosts.Single(host => host.Name == "esx-1");
        Neighbor lldp = first.PhysicalNics[0].Neighbor!;
        Assert.Equal(
            new Neighbor { Protocol = "LLDP", SystemName = "leaf-01a", ChassisId = "aa:bb", Port = "Ethernet1/1", Mtu = 9216, NativeVlan = 1 }, lldp);
        Assert.Equal(
            new Neighbor { Protocol = "CDP", SystemName = "leaf-01b", ChassisId = "leaf-01b", Port = "Eth1/1", Mtu = 9216, ManagementAddress = "10.0.0.2" },
            first.PhysicalNics[1].Neighbor);
        Assert.Null(first.PhysicalNics[2].Neighbor);
        Assert.Contains("The neighbours: the host is not connected.", hosts.Single(host => host.Name == "esx-2").Unread);
    }

    [Fact]
    public async Task A_host_by_itself_is_not_asked_for_distributed_switches()
    {
        using var server = new FakeVCenter { ApiType = "HostAgent", Hosts = { FakeVCenter.Object("HostSystem", "ha-host", Text("name", "esx-01")) } };
        using VSphereSession session = await server.LoginAsync();
        Assert.Equal("ha-host", Assert.Single(await session.ReadAllAsync()).Id);
        Assert.DoesNotContain(server.Requests, request => request.Body.ToString().Contains("DistributedVirtual", StringComparison.Ordinal));
    }

    private static IEnumerable<string> PathsOf(XElement request, string type) => request.Descendants()
        .Where(element => element.Name.LocalName == "propSet" && element.Elements().First().Value == type)
        .SelectMany(element => element.Elements().Where(path => path.Name.LocalName == "pathSet"))
        .Select(path => path.Value);

    private static string Network(string content) => Property("config.network", "HostNetworkInfo", content);

    private static string DistributedVnic(string portGroup) => $"""
        <proxySwitch><dvsUuid>{SwitchUuid}</dvsUuid><dvsName>vds-01</dvsName>
          <uplinkPort><key>10</key><value>Uplink 1</value></uplinkPort><uplinkPort><key>11</key><value>Uplink 2</value></uplinkPort>
          <mtu>1600</mtu>
          <spec><backing xsi:type="DistributedVirtualSwitchHostMemberPnicBacking">
            <pnicSpec><pnicDevice>vmnic2</pnicDevice><uplinkPortKey>10</uplinkPortKey></pnicSpec><pnicSpec><pnicDevice>vmnic3</pnicDevice><uplinkPortKey>11</uplinkPortKey></pnicSpec>
            <pnicSpec><pnicDevice>vmnic4</pnicDevice><uplinkPortKey>20</uplinkPortKey></pnicSpec><pnicSpec><pnicDevice>vmnic5</pnicDevice><uplinkPortKey>21</uplinkPortKey></pnicSpec></backing></spec>
          <hostLag><lagKey>lag-key-1</lagKey><uplinkPort><key>20</key><value>lag1-0</value></uplinkPort><uplinkPort><key>21</key><value>lag1-1</value></uplinkPort></hostLag>
        </proxySwitch>
        <vnic><device>vmk1</device><key>key-vim.host.VirtualNic-vmk1</key><portgroup></portgroup><spec><ip><dhcp>false</dhcp></ip>
          <distributedVirtualPort><switchUuid>{SwitchUuid}</switchUuid><portgroupKey>{portGroup}</portgroupKey></distributedVirtualPort></spec></vnic>
        """;

    private static async Task<PortGroup> ReadDistributedAsync(string portGroupProperties)
    {
        string portGroup = FakeVCenter.Object("DistributedVirtualPortgroup", "dvportgroup-21", Text("name", "dvpg%2f1"), portGroupProperties);
        EsxHost host = await ReadInAsync(Topology + portGroup, Network(DistributedVnic("dvportgroup-21")));
        Assert.Empty(host.Unread);
        return Assert.Single(host.Adapters).PortGroup!;
    }

    private static Task<EsxHost> ReadAsync(params string[] properties) => ReadInAsync(Topology, string.Concat(properties));

    private static async Task<EsxHost> ReadInAsync(string topology, string properties)
    {
        using var server = new FakeVCenter { Topology = topology, Hosts = { FakeVCenter.Object("HostSystem", "host-1", properties) } };
        using VSphereSession session = await server.LoginAsync();
        return Assert.Single(await session.ReadAllAsync());
    }
}
