using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>Selecting, reading and paging.</summary>
public sealed class PropertyCollectorTests
{
    private const string Collector = "PropertyCollector:propertyCollector";

    // As VMware's command line client walks an inventory: named specs that refer to each other.
    private const string WalkInventory =
        "<selectSet xsi:type='TraversalSpec'><name>visitFolders</name><type>Folder</type><path>childEntity</path><skip>false</skip>"
        + "<selectSet><name>visitFolders</name></selectSet><selectSet><name>dcToHf</name></selectSet><selectSet><name>crToH</name></selectSet></selectSet>"
        + "<selectSet xsi:type='TraversalSpec'><name>dcToHf</name><type>Datacenter</type><path>hostFolder</path><skip>false</skip><selectSet><name>visitFolders</name></selectSet></selectSet>"
        + "<selectSet xsi:type='TraversalSpec'><name>crToH</name><type>ComputeResource</type><path>host</path><skip>false</skip></selectSet>";

    private readonly SimulatedVCenter _server = LoggedIn(new SimulatorOptions
    {
        Racks = 5,
        HostsPerRack = 4,
        StandaloneHosts = 1,
        Datacenters = 2,
        Faults = [new SimulatorFault(FaultName.Unreadable, 1)],
    });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    public void Pages_give_every_host_once_and_the_last_has_no_token(int size)
    {
        string filter = Filter(_server.CreateView("HostSystem"), "HostSystem", "name");
        XElement result = _server.Call("RetrievePropertiesEx", Collector, filter + $"<options><maxObjects>{size}</maxObjects></options>").Elements().Single();
        var seen = new List<string>();
        while (true)
        {
            string[] page = result.Elements(Vim + "objects").Select(each => each.Element(Vim + "obj")!.Value).ToArray();
            Assert.InRange(page.Length, 1, size);
            seen.AddRange(page);
            if (result.Element(Vim + "token") is not XElement token) break;
            Assert.Equal(size, page.Length);
            result = _server.Call("ContinueRetrievePropertiesEx", Collector, $"<token>{token.Value}</token>").Elements().Single();
            Assert.Equal("InvalidArgument", Assert.Throws<FaultReply>(
                () => _server.Call("ContinueRetrievePropertiesEx", Collector, $"<token>{token.Value}</token>")).Type);
        }

        Assert.Equal(20, seen.Count);
        Assert.Equal(20, seen.Distinct().Count());
    }

    [Fact]
    public void A_page_size_of_nothing_is_refused_and_no_page_size_is_everything()
    {
        string filter = Filter(_server.CreateView("HostSystem"), "HostSystem", "name");
        Assert.Equal("InvalidArgument", Assert.Throws<FaultReply>(
            () => _server.Call("RetrievePropertiesEx", Collector, filter + "<options><maxObjects>0</maxObjects></options>")).Type);
        Assert.Equal(20, _server.Call("RetrievePropertiesEx", Collector, filter + "<options/>").Descendants(Vim + "objects").Count());
    }

    [Fact]
    public void A_retrieval_that_finds_nothing_returns_nothing()
    {
        string filter = Filter(_server.CreateView("VirtualApp"), "VirtualApp", "name");
        Assert.Empty(_server.Call("RetrievePropertiesEx", Collector, filter + "<options/>").Elements());
        Assert.Empty(_server.Call("RetrieveProperties", Collector, filter).Elements());
    }

    [Fact]
    public void Walking_the_inventory_by_named_specs_finds_what_a_view_finds()
    {
        XElement reply = _server.Call(
            "RetrieveProperties",
            Collector,
            "<specSet><propSet><type>HostSystem</type><pathSet>name</pathSet></propSet><propSet><type>ClusterComputeResource</type><pathSet>name</pathSet></propSet>"
            + $"<objectSet><obj type='Folder'>group-d1</obj><skip>false</skip>{WalkInventory}</objectSet></specSet>");
        string[] walked = reply.Descendants(Vim + "val").Select(value => value.Value).Order().ToArray();
        string[] viewed = _server.Read("HostSystem", "name").Concat(_server.Read("ClusterComputeResource", "name"))
            .Select(each => each.Value["name"].Value).Order().ToArray();
        Assert.Equal(23, viewed.Length);
        Assert.Equal(viewed, walked);
    }

    [Fact]
    public void A_spec_by_a_name_that_nobody_has_is_refused() => Assert.Equal("InvalidArgument", Assert.Throws<FaultReply>(() => _server.Call(
        "RetrieveProperties",
        Collector,
        "<specSet><propSet><type>Folder</type></propSet><objectSet><obj type='Folder'>group-d1</obj><selectSet><name>nobody</name></selectSet></objectSet></specSet>")).Type);

    [Fact]
    public void A_base_type_selects_what_derives_from_it()
    {
        Dictionary<string, Dictionary<string, XElement>> computeResources = _server.Read("ComputeResource", "name", "host");
        Assert.Equal(4, computeResources.Count);
        Assert.Equal(3, _server.Read("ClusterComputeResource", "name").Count);
        Assert.Single(computeResources, each => each.Key.StartsWith("domain-s", StringComparison.Ordinal));
        Assert.Equal(20, computeResources.Sum(each => each.Value["host"].Elements(Vim + "ManagedObjectReference").Count()));
    }

    [Fact]
    public void An_array_is_typed_and_so_is_each_of_its_elements()
    {
        XElement vnics = _server.ReadOne("HostSystem:" + Readable(), "config.network.vnic")!;
        Assert.Equal("ArrayOfHostVirtualNic", (string?)vnics.Attribute(Xsi + "type"));
        Assert.All(vnics.Elements(), vnic => Assert.Equal("HostVirtualNic", (string?)vnic.Attribute(Xsi + "type")));
        Assert.Equal(Vim + "HostVirtualNic", vnics.Elements().First().Name);

        XElement devices = _server.ReadOne("HostSystem:" + Readable(), "config.network.netStackInstance")!;
        Assert.Equal("ArrayOfHostNetStackInstance", (string?)devices.Attribute(Xsi + "type"));
        XElement locales = _server.ReadOne("SessionManager:SessionManager", "supportedLocaleList")!;
        Assert.Equal("xsd:string", (string?)locales.Element(Vim + "string")!.Attribute(Xsi + "type"));
    }

    [Fact]
    public void An_empty_array_is_there_and_an_unset_property_is_not()
    {
        string folder = "Folder:" + _server.ReadOne("Datacenter:" + _server.Read("Datacenter", "name").First().Key, "datastoreFolder")!.Value;
        XElement children = _server.ReadOne(folder, "childEntity")!;
        Assert.Equal("ArrayOfManagedObjectReference", (string?)children.Attribute(Xsi + "type"));
        Assert.Empty(children.Elements());
        Assert.Null(_server.ReadOne("Folder:group-d1", "parent"));
        Assert.Empty(_server.Call("Fetch", "Folder:group-d1", "<prop>parent</prop>").Elements());
    }

    [Theory]
    [InlineData("config.network.vnic[\"key-vim.host.VirtualNic-vmk1\"].device", "vmk1")]
    [InlineData("config.network.vnic[\"key-vim.host.VirtualNic-vmk1\"].spec.netStackInstanceKey", "vmotion")]
    [InlineData("config.network.netStackInstance[\"vmotion\"].ipRouteConfig.defaultGateway", "172.16.1.1")]
    [InlineData("config.network.portgroup[\"key-vim.host.PortGroup-Management Network\"].spec.vlanId", "0")]
    [InlineData("summary.config.name", "esx-0101.example.com")]
    [InlineData("capability.multipleNetworkStackInstanceSupported", "true")]
    public void A_path_leads_into_structures_and_by_keys_into_arrays(string path, string value)
    {
        SimulatedVCenter server = LoggedIn();
        Assert.Equal(value, server.ReadOne("HostSystem:" + server.IdOf("esx-0101.example.com"), path)!.Value);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("config.nonsense")]
    [InlineData("config.network.vnic.device")]
    [InlineData("config.network[\"vnic\"]")]
    [InlineData("config.network.dnsConfig.hostName.length")]
    [InlineData("config.")]
    [InlineData("[\"config\"]")]
    [InlineData("config.network.vnic[\"open")]
    public void A_path_that_is_none_is_missing_with_InvalidProperty(string path)
    {
        string host = Readable();
        XElement content = _server.Call("RetrieveProperties", Collector, FilterOne("HostSystem:" + host, "name", path)).Elements().Single();
        Assert.Equal("name", content.Element(Vim + "propSet")!.Element(Vim + "name")!.Value);
        XElement missing = content.Elements(Vim + "missingSet").Single();
        Assert.Equal(path, missing.Element(Vim + "path")!.Value);
        XElement fault = missing.Element(Vim + "fault")!.Element(Vim + "fault")!;
        Assert.Equal("InvalidProperty", (string?)fault.Attribute(Xsi + "type"));
        Assert.Equal(path, fault.Element(Vim + "name")!.Value);
    }

    [Fact]
    public void A_key_that_no_element_has_is_unset() =>
        Assert.Null(_server.ReadOne("HostSystem:" + Readable(), "config.network.vnic[\"key-vim.host.VirtualNic-vmk77\"].device"));

    [Fact]
    public void A_host_that_may_not_be_read_tells_its_name_and_nothing_else()
    {
        string host = _server.IdOf(_server.Fabric.PlacedFaults.Single().VMHost);
        XElement content = _server.Call("RetrieveProperties", Collector, FilterOne("HostSystem:" + host, "name", "config.network.vnic")).Elements().Single();
        Assert.Equal("name", content.Elements(Vim + "propSet").Single().Element(Vim + "name")!.Value);
        XElement fault = content.Element(Vim + "missingSet")!.Element(Vim + "fault")!.Element(Vim + "fault")!;
        Assert.Equal("NoPermission", (string?)fault.Attribute(Xsi + "type"));
        Assert.Equal(host, fault.Element(Vim + "object")!.Value);
        Assert.Equal("System.Read", fault.Element(Vim + "privilegeId")!.Value);
        Assert.Equal("NoPermission", Assert.Throws<FaultReply>(() => _server.Call("RetrieveManagedMethodExecuter", "HostSystem:" + host)).Type);
    }

    [Fact]
    public void What_is_rendered_once_is_rendered_again_after_a_change()
    {
        Host host = _server.Fabric.Hosts.First(each => !each.IsUnreadable);
        string target = "HostSystem:" + _server.IdOf(host.Name);
        Assert.Equal("9000", _server.ReadOne(target, "config.network.vnic[\"key-vim.host.VirtualNic-vmk1\"].spec.mtu")!.Value);
        host.VMotionAdapter!.Mtu = 1500;
        host.Touch();
        Assert.Equal("1500", _server.ReadOne(target, "config.network.vnic[\"key-vim.host.VirtualNic-vmk1\"].spec.mtu")!.Value);
    }

    [Fact]
    public void A_reference_of_another_type_than_the_object_is_not_found() => Assert.Equal(
        "ManagedObjectNotFound",
        Assert.Throws<FaultReply>(() => _server.Call("RetrieveProperties", Collector, FilterOne("HostSystem:group-d1", "name"))).Type);

    [Fact]
    public void Names_are_escaped_as_in_inventory_paths()
    {
        IEnumerable<string> names = _server.Read("DistributedVirtualPortgroup", "name", "config.name").Select(each => each.Value["name"].Value).ToArray();
        Assert.Contains("app%2fweb-r01", names);
        Assert.DoesNotContain(names, name => name.Contains('/', StringComparison.Ordinal));
        Assert.Contains(_server.Read("Folder", "name"), each => each.Value["name"].Value == "standalone%2flab");
    }

    [Theory]
    [InlineData("FindByInventoryPath", "<inventoryPath>dc-01/host/cluster-01/esx-0101.example.com</inventoryPath>", "esx-0101.example.com")]
    [InlineData("FindByInventoryPath", "<inventoryPath>/dc-02/host/standalone%2flab</inventoryPath>", "standalone%2flab")]
    [InlineData("FindByInventoryPath", "<inventoryPath>dc-02/host/standalone/lab</inventoryPath>", null)]
    [InlineData("FindChild", "<entity type='Folder'>group-d1</entity><name>DC-02</name>", "dc-02")]
    [InlineData("FindChild", "<entity type='Folder'>group-d1</entity><name>esx-0101.example.com</name>", null)]
    [InlineData("FindByDnsName", "<dnsName>ESX-0504.example.com</dnsName><vmSearch>false</vmSearch>", "esx-0504.example.com")]
    [InlineData("FindByDnsName", "<dnsName>nobody.example.com</dnsName><vmSearch>false</vmSearch>", null)]
    public void The_search_index_finds_by_path_and_name(string method, string arguments, string? name)
    {
        XElement? found = _server.Call(method, "SearchIndex:SearchIndex", arguments).Elements().SingleOrDefault();
        Assert.Equal(name, found is null ? null : _server.ReadOne((string?)found.Attribute("type") + ":" + found.Value, "name")!.Value);
    }

    [Fact]
    public void Asking_for_one_type_and_reading_another_gives_nothing() => Assert.Empty(_server.Call(
        "RetrieveProperties",
        Collector,
        "<specSet><propSet><type>VirtualMachine</type><pathSet>name</pathSet></propSet><objectSet><obj type='Folder'>group-d1</obj></objectSet></specSet>").Elements());

    private string Readable() => _server.IdOf(_server.Fabric.Hosts.First(host => !host.IsUnreadable).Name);
}
