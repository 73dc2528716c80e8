using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>Virtual machines, the rules that tie them to hosts, and the right to run esxcli.</summary>
public sealed class MachineTests
{
    private readonly SimulatedVCenter _server = LoggedIn(new SimulatorOptions { VirtualMachinesPerHost = 5 });

    [Fact]
    public void There_are_virtual_machines_on_every_kind_of_network_templates_and_agents()
    {
        NetworkConnection[] connections = _server.Fabric.VirtualMachines.SelectMany(machine => machine.Connections).ToArray();
        DistributedPortGroup[] distributed = connections.OfType<DistributedConnection>().Select(port => port.PortGroup).ToArray();
        Assert.Contains(connections, connection => connection is StandardConnection);
        Assert.Contains(connections, connection => connection is OpaqueConnection);
        Assert.Contains(distributed, portGroup => portGroup.Segment is null);
        Assert.Contains(distributed, portGroup => portGroup.IsOverlay);
        Assert.Contains(distributed, portGroup => portGroup.Segment is not null && !portGroup.IsOverlay);

        Dictionary<string, XElement>[] read = _server.Read(
            "VirtualMachine", "name", "summary.config.template", "summary.config.managedBy", "network").Values.ToArray();
        Assert.Contains(read, machine => machine["summary.config.template"].Value == "true");
        Dictionary<string, XElement>[] agents = read.Where(machine => machine["name"].Value.StartsWith("vCLS-", System.StringComparison.Ordinal)).ToArray();
        Assert.Equal(6, agents.Length);
        Assert.All(agents, agent => Assert.Equal("com.vmware.vim.eam", agent["summary.config.managedBy"].Element(Vim + "extensionKey")!.Value));
        Assert.All(agents, agent => Assert.Empty(agent.TryGetValue("network", out XElement? network) ? network.Elements() : []));
        Assert.All(read.Except(agents), machine => Assert.False(machine.ContainsKey("summary.config.managedBy")));
    }

    [Fact]
    public void A_rule_that_must_hold_keeps_machines_where_their_network_is_and_another_one_only_should()
    {
        foreach (Dictionary<string, XElement> cluster in _server.Read("ClusterComputeResource", "name", "configurationEx").Values)
        {
            XElement configuration = cluster["configurationEx"];
            Assert.Equal("true", configuration.Element(Vim + "drsConfig")!.Element(Vim + "enabled")!.Value);
            string[] rules = configuration.Elements(Vim + "rule")
                .Select(rule => rule.Element(Vim + "name")!.Value + " " + rule.Element(Vim + "mandatory")!.Value)
                .ToArray();
            Assert.Equal(
                cluster["name"].Value == "cluster-01"
                    ? ["prefer-rack-01 false"]
                    : ["prefer-rack-03 false", "keep-in-rack-03 true", "keep-in-rack-04 true"],
                rules);

            Dictionary<string, XElement> groups = configuration.Elements(Vim + "group").ToDictionary(group => group.Element(Vim + "name")!.Value);
            foreach (XElement rule in configuration.Elements(Vim + "rule"))
            {
                Assert.NotEmpty(groups[rule.Element(Vim + "vmGroupName")!.Value].Elements(Vim + "vm"));
                Assert.NotEmpty(groups[rule.Element(Vim + "affineHostGroupName")!.Value].Elements(Vim + "host"));
            }
        }
    }

    [Fact]
    public void The_right_to_run_esxcli_can_be_taken_away_from_one_host_and_from_all()
    {
        string denied = _server.IdOf("esx-0101.example.com"), other = _server.IdOf("esx-0102.example.com");
        Assert.NotEmpty(_server.RunEsxCli(denied, "network.ip.neighbor.list", "netstack=vmotion").Rows);
        _server.Service.DenyEsxCli(host => host.Name == "esx-0101.example.com");
        FaultReply fault = Assert.Throws<FaultReply>(() => _server.RunEsxCli(denied, "network.ip.neighbor.list", "netstack=vmotion"));
        Assert.Equal("NoPermission", fault.Type);
        Assert.NotEmpty(_server.RunEsxCli(other, "network.ip.neighbor.list", "netstack=vmotion").Rows);
        _server.Service.DenyEsxCli(_ => true);
        Assert.Throws<FaultReply>(() => _server.RunEsxCli(other, "network.ip.neighbor.list", "netstack=vmotion"));
    }
}
