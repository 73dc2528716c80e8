using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

using Xunit;

using static RoutedVMotion.Tests.Wire.FakeVCenter;

using Simulated = RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Tests.Wire;

/// <summary>What lies beyond one host: clusters and their rules, networks, virtual machines, host profiles.</summary>
public sealed class FabricReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_simulated_fabric_has_is_found_over_the_wire_and_nothing_else()
    {
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions { Racks = 4, HostsPerRack = 3, VirtualMachinesPerHost = 5, StandaloneHosts = 1 });
        using VSphereSession session = await Simulators.LoginAsync(simulator);
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel);
        Simulated.LeafSpineFabric truth = simulator.Service.Fabric;

        Dictionary<string, EsxHost> hosts = fabric.Hosts.ToDictionary(host => host.Id);
        Dictionary<string, VirtualMachineNetwork> networks = fabric.Networks.ToDictionary(network => network.Id);
        Assert.Equal(
            truth.VirtualMachines.Select(machine => (machine.Name, machine.Host.Name, machine.IsTemplate, string.Join(", ", machine.Connections.Select(Describe).Distinct().Order()))).Order(),
            fabric.VirtualMachines.Select(machine => (machine.Name, hosts[machine.HostId!].Name, machine.IsTemplate, string.Join(", ", machine.NetworkIds.Select(id => Describe(networks[id])).Order()))).Order());
        Assert.Superset(
            new HashSet<SwitchKind> { SwitchKind.Standard, SwitchKind.Distributed, SwitchKind.Nsx, SwitchKind.Opaque },
            fabric.VirtualMachines.SelectMany(machine => machine.NetworkIds).Select(id => networks[id].Kind).ToHashSet());

        Assert.Equal(truth.Datacenters.SelectMany(datacenter => datacenter.Clusters).Select(cluster => cluster.Name).Order(), fabric.Clusters.Select(cluster => cluster.Name).Order());
        Assert.All(fabric.Clusters, cluster => Assert.True(cluster.DrsEnabled));
        foreach (Simulated.Host expected in truth.Hosts)
        {
            EsxHost host = fabric.Hosts.Single(candidate => candidate.Name == expected.Name);
            Assert.Equal(
                expected.StandardSwitches.SelectMany(vSwitch => vSwitch.PortGroups).Select(portGroup => $"{portGroup.Name} {portGroup.Vlan}").Order(),
                host.StandardPortGroups.Select(portGroup => $"{portGroup.Name} {portGroup.Vlan}").Order());
            Assert.True(host.MultipleStacksSupported);
            Assert.Equal(
                expected.ProxySwitches.SelectMany(proxy => proxy.Switch.PortGroups).Select(portGroup => portGroup.Name).Order(),
                fabric.Networks.Where(network => network.Kind is SwitchKind.Distributed or SwitchKind.Nsx && network.HostIds.Contains(host.Id)).Select(network => network.Name).Order());
        }

        Assert.Empty(fabric.Unread);
    }

    [Fact]
    public async Task A_rule_counts_that_is_on_and_must_hold_and_to_keep_off_hosts_is_to_hold_on_the_others()
    {
        Fabric fabric = await ReadAsync(server => server.Others["ClusterComputeResource"].Add(Object(
            "ClusterComputeResource",
            "domain-c8",
            Text("name", "rack%2f1"),
            References("host", "HostSystem", "host-1", "host-2", "host-3"),
            Property("configManagerEnabled", "xsd:boolean", "true"),
            Property("configurationEx.drsConfig.enabled", "xsd:boolean", "true"),
            Property(
                "configurationEx.rule",
                "ArrayOfClusterRuleInfo",
                Rule("must", true, true, "<affineHostGroupName>h12</affineHostGroupName>")
                + Rule("must not", true, true, "<antiAffineHostGroupName>h12</antiAffineHostGroupName>")
                + Rule("should", true, false, "<affineHostGroupName>h12</affineHostGroupName>")
                + Rule("off", false, true, "<affineHostGroupName>h12</affineHostGroupName>")
                + Rule("of a group that is gone", true, true, "<affineHostGroupName>h99</affineHostGroupName>")
                + "<ClusterRuleInfo xsi:type=\"ClusterAntiAffinityRuleSpec\"><enabled>true</enabled><name>apart</name><mandatory>true</mandatory><vm type=\"VirtualMachine\">vm-1</vm></ClusterRuleInfo>"),
            Property(
                "configurationEx.group",
                "ArrayOfClusterGroupInfo",
                "<ClusterGroupInfo xsi:type=\"ClusterVmGroup\"><name>vms</name><vm type=\"VirtualMachine\">vm-1</vm><vm type=\"VirtualMachine\">vm-2</vm></ClusterGroupInfo>"
                + "<ClusterGroupInfo xsi:type=\"ClusterHostGroup\"><name>h12</name><host type=\"HostSystem\">host-1</host><host type=\"HostSystem\">host-2</host></ClusterGroupInfo>"))));
        Cluster cluster = Assert.Single(fabric.Clusters);
        Assert.Equal(("vc01.example.com", "domain-c8", "rack/1", true, true), (cluster.Server, cluster.Id, cluster.Name, cluster.ConfigManagerEnabled, cluster.DrsEnabled));
        Assert.Equal(
            ["must: vm-1 vm-2 on host-1 host-2", "must not: vm-1 vm-2 on host-3"],
            cluster.MandatoryHostRules.Select(rule => $"{rule.Name}: {string.Join(" ", rule.VirtualMachineIds)} on {string.Join(" ", rule.HostIds)}"));

        static string Rule(string name, bool enabled, bool mandatory, string group) =>
            $"<ClusterRuleInfo xsi:type=\"ClusterVmHostRuleInfo\"><enabled>{(enabled ? "true" : "false")}</enabled><name>{name}</name><mandatory>{(mandatory ? "true" : "false")}</mandatory><vmGroupName>vms</vmGroupName>{group}</ClusterRuleInfo>";
    }

    [Fact]
    public async Task A_server_that_knows_fewer_paths_tells_the_rest()
    {
        // As an older server: no configManagerEnabled, and configurationEx only as a whole.
        string[] unknown = ["configManagerEnabled", "configurationEx.drsConfig.enabled", "configurationEx.drsConfig", "configurationEx.rule"];
        Fabric fabric = await ReadAsync(server =>
        {
            XNamespace vim = Namespaces.Vim25;
            server.Answer = (_, body) => body.Descendants(vim + "pathSet").Select(path => path.Value).FirstOrDefault(unknown.Contains) is string path
                ? Fault("InvalidProperty", "No.", $"<name>{path}</name>")
                : null;
            server.Others["ClusterComputeResource"].Add(Object(
                "ClusterComputeResource",
                "domain-c8",
                Text("name", "c8"),
                References("host", "HostSystem", "host-1"),
                Property(
                    "configurationEx",
                    "ClusterConfigInfoEx",
                    "<vmSwapPlacement>vmDirectory</vmSwapPlacement><dasConfig><enabled>false</enabled></dasConfig><drsConfig><enabled>true</enabled></drsConfig>"
                    + "<rule xsi:type=\"ClusterVmHostRuleInfo\"><enabled>true</enabled><name>must</name><mandatory>true</mandatory><vmGroupName>v</vmGroupName><affineHostGroupName>h</affineHostGroupName></rule>"
                    + "<group xsi:type=\"ClusterVmGroup\"><name>v</name><vm type=\"VirtualMachine\">vm-1</vm></group>"
                    + "<group xsi:type=\"ClusterHostGroup\"><name>h</name><host type=\"HostSystem\">host-1</host></group>")));
        });
        Cluster cluster = Assert.Single(fabric.Clusters);
        Assert.True(cluster is { DrsEnabled: true, ConfigManagerEnabled: false });
        Assert.Equal("must", Assert.Single(cluster.MandatoryHostRules).Name);
        Assert.Empty(fabric.Unread);
    }

    [Fact]
    public async Task Virtual_machines_are_read_page_by_page_with_what_is_no_workload_marked()
    {
        Fabric fabric = await ReadAsync(server => server.Others["VirtualMachine"].AddRange(
        [
            Machine(1, "db%2f01", References("network", "Network", "network-1", "dvportgroup-2")),
            Machine(2, "vCLS-1", ManagedBy("com.vmware.vim.eam", "cluster-agent")),
            Machine(3, "vCLS-2", ManagedBy("VirtualCenter", "vcls-entity")),
            // Whose name proves nothing, and an appliance that somebody else looks after.
            Machine(4, "vCLS-mine", ManagedBy("com.example.backup", "proxy")),
            Machine(5, "golden", Property("summary.config.template", "xsd:boolean", "true")),
        ]));
        Assert.Equal(
            [
                "vm-1 db/01 host-1 False False network-1 dvportgroup-2", "vm-2 vCLS-1 host-2 False True ", "vm-3 vCLS-2 host-3 False True ",
                "vm-4 vCLS-mine host-4 False False ", "vm-5 golden host-5 True False ",
            ],
            fabric.VirtualMachines.Select(machine => $"{machine.Id} {machine.Name} {machine.HostId} {machine.IsTemplate} {machine.IsClusterAgent} {string.Join(" ", machine.NetworkIds)}"));

        static string ManagedBy(string key, string type) => Property("summary.config.managedBy", "ManagedByInfo", $"<extensionKey>{key}</extensionKey><type>{type}</type>");
    }

    [Fact]
    public async Task Virtual_machines_that_nobody_wants_are_not_asked_for()
    {
        using var server = new FakeVCenter { Others = { ["VirtualMachine"] = [Machine(1, "a")] } };
        using VSphereSession session = await server.LoginAsync();
        Assert.Empty((await new FabricReader(session).ReadAsync(new FabricQuery { VirtualMachines = false }, null, Cancel)).VirtualMachines);
        Assert.DoesNotContain(server.Requests, request => request.Body.ToString().Contains("VirtualMachine", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("NoPermission", "the user lacks the privilege System.Read")]
    [InlineData("SystemError", "No (SystemError)")]
    public async Task Virtual_machines_that_cannot_be_read_cost_a_sentence_and_no_host(string fault, string reason)
    {
        Fabric fabric = await ReadAsync(server =>
        {
            server.Hosts.Add(Object("HostSystem", "host-1", Text("name", "esx1")));
            server.Others["Network"].Add(Object("Network", "network-1", Text("name", "VM Network")));
            server.Answer = (method, body) => method == "CreateContainerView" && body.Value.Contains("VirtualMachine", StringComparison.Ordinal)
                ? Fault(fault, "No.", fault == "NoPermission" ? "<object type='Folder'>group-d1</object><privilegeId>System.Read</privilegeId>" : string.Empty)
                : null;
        });
        Assert.Single(fabric.Hosts);
        Assert.Single(fabric.Networks);
        Assert.Empty(fabric.VirtualMachines);
        string sentence = Assert.Single(fabric.Unread);
        Assert.StartsWith("The virtual machines of vc01.example.com could not be read: ", sentence, StringComparison.Ordinal);
        Assert.Contains(reason, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_withheld_of_many_is_said_once_and_what_is_gone_meanwhile_is_gone()
    {
        const string NoPermission = "<object type='VirtualMachine'>vm-1</object><privilegeId>System.Read</privilegeId>";
        Fabric fabric = await ReadAsync(server => server.Others["VirtualMachine"].AddRange(
        [
            Object("VirtualMachine", "vm-1", Text("name", "a"), Missing("runtime.host", "NoPermission", NoPermission), Missing("network", "NoPermission", NoPermission)),
            Object("VirtualMachine", "vm-2", Text("name", "b"), Missing("network", "NoPermission", NoPermission)),
            Object("VirtualMachine", "vm-3", Missing("name", "ManagedObjectNotFound", "<obj type='VirtualMachine'>vm-3</obj>")),
            // A session that lives says this of what the user may not read.
            Object("VirtualMachine", "vm-4", Text("name", "d"), Missing("network", "NotAuthenticated")),
        ]));
        Assert.Equal(["a", "b", "d"], fabric.VirtualMachines.Select(machine => machine.Name));
        Assert.Equal(
            [
                "Some of the virtual machines of vc01.example.com, 2 in number, could not be read in full: the user lacks the privilege System.Read.",
                "Some of the virtual machines of vc01.example.com, 1 in number, could not be read in full: the user may not read it.",
            ],
            fabric.Unread);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_that_expires_between_pages_is_renewed_and_no_machine_comes_twice(bool saysItInMissingSet)
    {
        using var server = new FakeVCenter { SaysItInMissingSet = saysItInMissingSet };
        server.Others["VirtualMachine"].AddRange(Enumerable.Range(1, 9).Select(number => Machine(number, $"vm{number}")));
        using VSphereSession session = await server.LoginAsync();
        server.Answer = (method, body) =>
        {
            // This request is still answered; the next one finds no session: the first page, or the second.
            bool isLast = method == (saysItInMissingSet ? "CreateContainerView" : "RetrievePropertiesEx");
            if (isLast && server.Logins == 1 && body.Value.Contains("VirtualMachine", StringComparison.Ordinal)) server.Expire();
            return null;
        };
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel);
        Assert.Equal(Enumerable.Range(1, 9).Select(number => $"vm-{number}"), fabric.VirtualMachines.Select(machine => machine.Id));
        Assert.Equal(2, server.Logins);
        Assert.Empty(fabric.Unread);
    }

    [Fact]
    public async Task A_borrowed_session_that_ends_meanwhile_ends_the_read()
    {
        using var server = new FakeVCenter { Others = { ["VirtualMachine"] = [Machine(1, "a"), Machine(2, "b"), Machine(3, "c")] } };
        using VSphereSession session = await server.AdoptAsync();
        server.Answer = (method, _) =>
        {
            if (method == "ContinueRetrievePropertiesEx") server.Expire();
            return method == "ContinueRetrievePropertiesEx" ? NotAuthenticated() : null;
        };
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel));
        Assert.Equal("NotAuthenticated", fault.FaultType);
        Assert.False(session.IsConnected);
    }

    [Fact]
    public async Task A_profile_is_attached_to_a_host_or_to_its_cluster()
    {
        Fabric fabric = await ReadAsync(server =>
        {
            foreach (int number in new[] { 1, 2, 3 })
            {
                server.Hosts.Add(Object(
                    "HostSystem", $"host-{number}", Text("name", $"esx{number}"), Reference("parent", number == 3 ? "ComputeResource" : "ClusterComputeResource", number == 3 ? "domain-s9" : "domain-c8")));
            }

            server.Others["HostProfile"].Add(Object("HostProfile", "hostprofile-1", Text("name", "gold%2f1"), References("entity", "ClusterComputeResource", "domain-c8")));
            server.Others["HostProfile"].Add(Object("HostProfile", "hostprofile-2", Text("name", "silver"), References("entity", "HostSystem", "host-2")));
        });
        Assert.Equal(["gold/1", "silver", null], fabric.Hosts.Select(host => host.HostProfile));
    }

    [Fact]
    public async Task A_host_by_itself_is_asked_for_what_it_has()
    {
        using var server = new FakeVCenter { ApiType = "HostAgent" };
        server.Hosts.Add(Object("HostSystem", "ha-host", Text("name", "esx1")));
        server.Others["Network"].Add(Object("Network", "HaNetwork-VM Network", Text("name", "VM Network"), References("host", "HostSystem", "ha-host")));
        server.Others["VirtualMachine"].Add(Object("VirtualMachine", "1", Text("name", "a"), Reference("runtime.host", "HostSystem", "ha-host"), References("network", "Network", "HaNetwork-VM Network")));
        using VSphereSession session = await server.LoginAsync();
        Fabric fabric = await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel);
        VirtualMachine machine = Assert.Single(fabric.VirtualMachines);
        Assert.Equal(Assert.Single(fabric.Hosts).Id, machine.HostId);
        VirtualMachineNetwork network = Assert.Single(fabric.Networks);
        Assert.Equal([network.Id], machine.NetworkIds);
        Assert.Equal((SwitchKind.Standard, "VM Network"), (network.Kind, network.Name));
        Assert.DoesNotContain(server.Requests, request => request.Body.Value.Contains("ClusterComputeResource", StringComparison.Ordinal) || request.Body.Value.Contains("HostProfile", StringComparison.Ordinal));
    }

    private static async Task<Fabric> ReadAsync(Action<FakeVCenter> arrange)
    {
        using var server = new FakeVCenter();
        arrange(server);
        using VSphereSession session = await server.LoginAsync();
        return await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel);
    }

    private static string Machine(int number, string name, params string[] properties) => Object(
        "VirtualMachine", $"vm-{number}", [Text("name", name), Reference("runtime.host", "HostSystem", $"host-{number}"), .. properties]);

    private static string Describe(Simulated.NetworkConnection connection) => connection switch
    {
        Simulated.StandardConnection standard => $"{standard.PortGroup.Name} Standard",
        Simulated.DistributedConnection { PortGroup: var portGroup } => $"{portGroup.Name} {(portGroup.Segment is null ? "Distributed" : "Nsx")} {Describe(portGroup)}",
        Simulated.OpaqueConnection opaque => $"{opaque.Network.Name} Opaque",
        _ => "?",
    };

    private static string Describe(Simulated.DistributedPortGroup portGroup) => portGroup switch
    {
        { Segment.NetworkIdentifier: int identifier } => $"overlay {identifier}",
        { Vlan.Id: int id } => $"{id}",
        { Vlan.PrivateId: int id } => $"pvlan {portGroup.Switch.PrivateVlans.Single(pair => pair.Secondary == id).Primary}/{id}",
        _ => $"trunk {string.Join(",", portGroup.Vlan.TrunkRanges.Select(range => range.Start == range.End ? $"{range.Start}" : $"{range.Start}-{range.End}"))}",
    };

    private static string Describe(VirtualMachineNetwork network) =>
        network.Kind is SwitchKind.Distributed or SwitchKind.Nsx ? $"{network.Name} {network.Kind} {network.Vlan}" : $"{network.Name} {network.Kind}";
}
