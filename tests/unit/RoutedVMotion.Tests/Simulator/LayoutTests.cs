using System;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>Awkward sights of real life: each is there to be seen, and nothing is wrong in any of them.</summary>
public sealed class LayoutTests
{
    private static readonly SimulatorLayout Everything = Enum.GetValues<SimulatorLayout>().Where(layout => layout != SimulatorLayout.Unconverted).Aggregate((all, next) => all | next);

    public static TheoryData<SimulatorLayout> Layouts => [.. Enum.GetValues<SimulatorLayout>().Where(layout => layout != SimulatorLayout.Unconverted), Everything];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Whatever_the_sight_every_host_reaches_every_other_and_nothing_has_a_name_or_an_address_twice(SimulatorLayout layout)
    {
        LeafSpineFabric fabric = FabricBuilder.Build(Options(layout));
        Assert.Equal(16, fabric.Segments.Sum(segment => segment.Hosts.Count));
        foreach (Host from in fabric.Hosts)
        {
            foreach (InetAddress to in fabric.Hosts.Select(host => host.VMotionAdapter!.IPv4!.Value.Address))
                Assert.True(Pinger.Ping(from, from.VMotionAdapter!, to, 2, 8972, dontFragment: true).Replies.Count > 0, $"{from.Name} to {to}");
        }

        AssertUnique(fabric.Hosts.Select(host => host.VMotionAdapter!.IPv4!.Value.Address.ToString()));
        AssertUnique(fabric.Hosts.SelectMany(host => host.Adapters).Where(adapter => adapter.Stack != "hyperbus").Select(adapter => adapter.Mac));
        foreach (Datacenter datacenter in fabric.Datacenters)
            AssertUnique(datacenter.Switches.SelectMany(vds => vds.PortGroups).Select(portGroup => portGroup.Name));
    }

    [Fact]
    public void Behind_an_interconnect_no_host_sees_a_leaf()
    {
        string[] neighbors = SystemNames(SimulatorLayout.BladeInterconnect, "esx-0101.example.com");
        Assert.Equal(["chassis-01-a", "chassis-01-b"], neighbors);
        Assert.Equal(neighbors, SystemNames(SimulatorLayout.BladeInterconnect, "esx-0201.example.com"));
        Assert.Equal(["leaf-04a", "leaf-04b"], SystemNames(SimulatorLayout.BladeInterconnect, "esx-0401.example.com"));
    }

    [Fact]
    public void Two_cabinets_on_one_pair_of_leaves_are_one_segment()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(Options(SimulatorLayout.SharedLeaves));
        Assert.Equal(["leaf-01a", "leaf-01b"], SystemNames(SimulatorLayout.SharedLeaves, "esx-0204.example.com"));
        Assert.Equal(3, fabric.Segments.Count);
        Assert.Equal(8, fabric.Segments[0].Hosts.Count);
        Assert.Equal("172.16.1.18", fabric.FindHost("esx-0204.example.com")!.VMotionAdapter!.IPv4!.Value.Address.ToString());
    }

    [Fact]
    public void Two_clusters_in_one_cabinet_have_a_subnet_and_a_VLAN_each()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(Options(SimulatorLayout.SharedCabinet));
        Host first = fabric.FindHost("esx-0401.example.com")!, second = fabric.FindHost("esx-0403.example.com")!;
        Assert.Same(first.Rack.Leaves, second.Rack.Leaves);
        Assert.NotEqual(first.Cluster, second.Cluster);
        Assert.NotEqual(first.VMotionAdapter!.IPv4!.Value.Subnet, second.VMotionAdapter!.IPv4!.Value.Subnet);
        Assert.NotEqual(first.VMotionAdapter!.Connection.WireVlan, second.VMotionAdapter!.Connection.WireVlan);
    }

    [Fact]
    public void One_VLAN_and_one_port_group_serve_every_rack_and_each_rack_is_a_segment_of_its_own()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(Options(SimulatorLayout.SharedVlan));
        Assert.Single(fabric.Hosts.Select(host => host.VMotionAdapter!.Connection.WireVlan).Distinct());
        Assert.Single(fabric.Hosts.Select(host => host.VMotionAdapter!.Connection).OfType<DistributedConnection>().Select(port => port.PortGroup).Distinct());
        // On the same VLAN behind other leaves is not on the same wire.
        Host from = fabric.FindHost("esx-0101.example.com")!;
        from.FindStack("vmotion")!.Gateway = null;
        from.VMotionAdapter!.IPv4 = InterfaceAddress.Parse("172.16.1.11/16");
        Assert.Empty(Pinger.Ping(from, from.VMotionAdapter!, InetAddress.Parse("172.16.2.11"), 2, 56, dontFragment: true).Replies);
        Assert.NotEmpty(Pinger.Ping(from, from.VMotionAdapter!, InetAddress.Parse("172.16.1.12"), 2, 56, dontFragment: true).Replies);
    }

    [Fact]
    public void A_LAG_is_what_the_teaming_names_and_its_members_are_found_by_their_ports()
    {
        SimulatedVCenter server = LoggedIn(Options(SimulatorLayout.LinkAggregation));
        XElement portGroup = server.Read("DistributedVirtualPortgroup", "config").Values
            .Select(each => each["config"])
            .First(config => config.Element(Vim + "name")!.Value == "dvpg-vmotion-r01");
        Assert.Equal("lag1", portGroup.Descendants(Vim + "activeUplinkPort").Single().Value);

        XElement proxy = server.ReadOne("HostSystem:" + server.IdOf("esx-0101.example.com"), "config.network.proxySwitch")!.Elements().Single();
        XElement lag = proxy.Element(Vim + "hostLag")!;
        Assert.Equal("lag1", lag.Element(Vim + "lagName")!.Value);
        Assert.Equal(["lag1-0", "lag1-1"], lag.Elements(Vim + "uplinkPort").Select(port => port.Element(Vim + "value")!.Value));
        Assert.Equal(
            lag.Elements(Vim + "uplinkPort").Select(port => port.Element(Vim + "key")!.Value),
            proxy.Descendants(Vim + "pnicSpec").Select(spec => spec.Element(Vim + "uplinkPortKey")!.Value));
        Assert.Equal(["Uplink 1", "Uplink 2"], proxy.Elements(Vim + "uplinkPort").Select(port => port.Element(Vim + "value")!.Value));
    }

    [Fact]
    public void Who_else_manages_the_hosts_can_be_read()
    {
        SimulatedVCenter server = LoggedIn(Options(SimulatorLayout.ManagedConfiguration));
        string[] managed = server.Read("ClusterComputeResource", "name", "configManagerEnabled").Values
            .Where(cluster => cluster["configManagerEnabled"].Value == "true")
            .Select(cluster => cluster["name"].Value)
            .ToArray();
        Assert.Equal(["cluster-02"], managed);
        string profile = server.ReadOne("HostProfileManager:HostProfileManager", "profile")!.Elements().Single().Value;
        Assert.Equal("esx-baseline", server.ReadOne("HostProfile:" + profile, "name")!.Value);
        Assert.Equal(4, server.ReadOne("HostProfile:" + profile, "entity")!.Elements().Count());
        Assert.Empty(LoggedIn().ReadOne("HostProfileManager:HostProfileManager", "profile")?.Elements() ?? []);
    }

    [Theory]
    [InlineData(SimulatorLayout.BladeInterconnect, 1, 4)]
    [InlineData(SimulatorLayout.SharedLeaves, 1, 4)]
    [InlineData(SimulatorLayout.SharedLeaves, 2, 101)]
    [InlineData(SimulatorLayout.SharedCabinet, 2, 1)]
    public void A_sight_that_needs_room_is_refused_where_there_is_none(SimulatorLayout layout, int racks, int hosts) =>
        Assert.Throws<ArgumentException>(() => FabricBuilder.Build(new SimulatorOptions { Racks = racks, HostsPerRack = hosts, Layout = layout }));

    private static SimulatorOptions Options(SimulatorLayout layout) => new() { Layout = layout };

    private static string[] SystemNames(SimulatorLayout layout, string host)
    {
        SimulatedVCenter server = LoggedIn(Options(layout));
        string networkSystem = server.ReadOne("HostSystem:" + server.IdOf(host), "configManager.networkSystem")!.Value;
        return server.Call("QueryNetworkHint", "HostNetworkSystem:" + networkSystem, "<device>vmnic2</device><device>vmnic3</device>")
            .Descendants(Vim + "parameter")
            .Where(parameter => parameter.Element(Vim + "key")!.Value == "System Name")
            .Select(parameter => parameter.Element(Vim + "value")!.Value)
            .ToArray();
    }

    private static void AssertUnique(System.Collections.Generic.IEnumerable<string> values)
    {
        string[] all = values.ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
    }
}
