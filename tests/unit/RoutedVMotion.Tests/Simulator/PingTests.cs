using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>Pings and neighbours over the wire, as the fabric and its faults make them.</summary>
public sealed class PingTests
{
    private readonly SimulatedVCenter _server = LoggedIn(new SimulatorOptions { Racks = 4, HostsPerRack = 3 });

    [Fact]
    public void A_neighbour_in_the_rack_answers_each_packet()
    {
        (XElement summary, XElement[] trace) = Ping("esx-0101", "172.16.1.12", "size=8972");
        Assert.Equal("3", summary.Element(Vim + "Recieved")!.Value);
        Assert.Equal("0", summary.Element(Vim + "PacketLost")!.Value);
        Assert.Equal(3, trace.Length);
        Assert.All(trace, each => Assert.Equal("8980", each.Element(Vim + "ReceivedBytes")!.Value));
        Assert.All(trace, each => Assert.Equal("64", each.Element(Vim + "TTL")!.Value));
    }

    [Fact]
    public void A_host_in_another_rack_loses_the_first_packet_to_the_leafs_ARP_and_answers_from_then_on()
    {
        (XElement first, XElement[] trace) = Ping("esx-0101", "172.16.4.11", "size=8972");
        Assert.Equal("2", first.Element(Vim + "Recieved")!.Value);
        Assert.Equal("33", first.Element(Vim + "PacketLost")!.Value);
        Assert.All(trace, each => Assert.Equal("61", each.Element(Vim + "TTL")!.Value));
        Assert.Equal("1", trace[0].Element(Vim + "ICMPSeq")!.Value);

        (XElement second, _) = Ping("esx-0101", "172.16.4.11", "size=8972");
        Assert.Equal("0", second.Element(Vim + "PacketLost")!.Value);
        Assert.True(Number(second, "RoundtripMinMS") > Number(Ping("esx-0101", "172.16.1.12").Summary, "RoundtripMinMS"), "Another rack is further away.");
    }

    [Fact]
    public void The_gateway_and_another_racks_gateway_answer()
    {
        Assert.Equal("3", Ping("esx-0301", "172.16.3.1").Summary.Element(Vim + "Recieved")!.Value);
        Assert.Equal("3", Ping("esx-0301", "172.16.2.1").Summary.Element(Vim + "Recieved")!.Value);
    }

    [Fact]
    public void Nobody_at_an_address_of_another_rack_is_silence_and_no_error()
    {
        (XElement summary, XElement[] trace) = Ping("esx-0101", "172.16.2.99", "size=56");
        Assert.Equal("100", summary.Element(Vim + "PacketLost")!.Value);
        Assert.Equal("0", summary.Element(Vim + "RoundtripAvgMS")!.Value);
        Assert.Empty(trace);
    }

    [Fact]
    public void Nobody_at_an_address_of_the_own_subnet_is_a_host_that_is_down() =>
        Assert.Equal("sendto() failed (Host is down)", Error("esx-0101", "172.16.1.99"));

    [Fact]
    public void Without_a_gateway_other_racks_are_unreachable_and_the_own_is_not()
    {
        Host host = Host("esx-0101");
        host.FindStack("vmotion")!.Gateway = null;
        Assert.Equal("sendto() failed (Network is unreachable)", Error("esx-0101", "172.16.2.11"));
        Assert.Equal("3", Ping("esx-0101", "172.16.1.12").Summary.Element(Vim + "Recieved")!.Value);
    }

    [Fact]
    public void A_host_that_cannot_send_back_does_not_answer()
    {
        Host("esx-0201").FindStack("vmotion")!.Gateway = null;
        Assert.Equal("100", Ping("esx-0101", "172.16.2.11").Summary.Element(Vim + "PacketLost")!.Value);
        Assert.Equal("3", Ping("esx-0202", "172.16.2.11").Summary.Element(Vim + "Recieved")!.Value);
    }

    [Fact]
    public void A_static_route_to_the_other_racks_is_as_good_as_a_gateway()
    {
        NetStack stack = Host("esx-0101").FindStack("vmotion")!;
        stack.StaticRoutes.Add((Subnet.Parse("172.16.0.0/16"), stack.Gateway!.Value));
        stack.Gateway = null;
        Assert.Equal("2", Ping("esx-0101", "172.16.2.11").Summary.Element(Vim + "Recieved")!.Value);
        Assert.Equal("sendto() failed (Network is unreachable)", Error("esx-0101", "172.24.2.11"));
    }

    [Fact]
    public void An_override_routes_an_adapter_of_the_default_stack_and_without_it_its_traffic_leaves_by_management()
    {
        // vmk2 carries vSAN: default stack, override.
        Assert.Equal("2", Ping("esx-0101", "192.168.2.11", "netstack=defaultTcpipStack", device: "vmk2").Summary.Element(Vim + "Recieved")!.Value);
        Host("esx-0101").FindAdapter("vmk2")!.OverrideGateway = null;
        Assert.Equal("100", Ping("esx-0101", "192.168.2.11", "netstack=defaultTcpipStack", device: "vmk2").Summary.Element(Vim + "PacketLost")!.Value);
    }

    [Fact]
    public void Too_large_for_the_own_adapter_is_an_error_with_DF_and_fragments_without()
    {
        Assert.Equal("sendto() failed (Message too long)", Error("esx-0101", "172.16.1.12", "size=8973"));
        Assert.Equal("3", Ping("esx-0101", "172.16.1.12", "size=8973", df: false).Summary.Element(Vim + "Recieved")!.Value);
    }

    [Fact]
    public void Too_large_for_a_spine_is_silence_with_DF_and_small_ones_pass()
    {
        foreach (FabricLink link in _server.Fabric.Network.Links) link.Mtu = 1500;
        Assert.Equal("100", Ping("esx-0101", "172.16.2.11", "size=8972").Summary.Element(Vim + "PacketLost")!.Value);
        Assert.NotEqual("100", Ping("esx-0101", "172.16.2.11", "size=1472").Summary.Element(Vim + "PacketLost")!.Value);
        Assert.NotEqual("100", Ping("esx-0101", "172.16.2.11", "size=8972", df: false).Summary.Element(Vim + "PacketLost")!.Value);
        Assert.Equal("0", Ping("esx-0101", "172.16.1.12", "size=8972").Summary.Element(Vim + "PacketLost")!.Value);
    }

    [Fact]
    public void Too_large_for_the_own_switch_or_the_receiver_is_silence()
    {
        Host("esx-0102").VMotionAdapter!.Mtu = 1500;
        Assert.Equal("100", Ping("esx-0101", "172.16.1.12", "size=8972").Summary.Element(Vim + "PacketLost")!.Value);
        Host("esx-0103").ProxySwitches[0].Mtu = 1500;
        Assert.Equal("100", Ping("esx-0103", "172.16.1.11", "size=8972").Summary.Element(Vim + "PacketLost")!.Value);
        Assert.Equal("0", Ping("esx-0103", "172.16.1.11", "size=1472").Summary.Element(Vim + "PacketLost")!.Value);
    }

    [Fact]
    public void An_SVI_that_is_down_takes_the_rack_off_the_fabric_and_leaves_its_hosts_each_other()
    {
        Rack rack = _server.Fabric.Racks[0];
        rack.Leaves.Svis[rack.AddressPlan.VMotionVlan].IsUp = false;
        Assert.Equal("sendto() failed (Host is down)", Error("esx-0101", "172.16.2.11"));
        Assert.Equal("3", Ping("esx-0101", "172.16.1.12").Summary.Element(Vim + "Recieved")!.Value);
        Assert.Equal("100", Ping("esx-0201", "172.16.1.12").Summary.Element(Vim + "PacketLost")!.Value);
        Assert.Empty(Neighbors("esx-0103"));
    }

    [Fact]
    public void A_stack_must_be_named_for_an_adapter_that_is_not_on_the_default_one()
    {
        (_, string? error) = _server.RunEsxCli(
            _server.IdOf("esx-0101.example.com"), "network.diag.ping", "host=172.16.1.12", "interface=vmk1");
        Assert.Equal("Unknown interface 'vmk1': Invalid argument", error);
    }

    [Fact]
    public void The_gateway_is_a_neighbour_and_whoever_was_pinged_on_the_link_becomes_one()
    {
        Assert.Equal(["172.16.1.1"], Neighbors("esx-0101"));
        Ping("esx-0101", "172.16.1.12");
        Ping("esx-0101", "172.16.2.11");
        Assert.Equal(["172.16.1.1", "172.16.1.12"], Neighbors("esx-0101"));
    }

    [Theory]
    [InlineData(FaultName.MissingGateway, "sendto() failed (Network is unreachable)")]
    [InlineData(FaultName.WrongGateway, "sendto() failed (Network is unreachable)")]
    [InlineData(FaultName.GatewayOutsideSubnet, "sendto() failed (Network is unreachable)")]
    [InlineData(FaultName.WrongVlan, "sendto() failed (Host is down)")]
    [InlineData(FaultName.MiscabledHost, "sendto() failed (Host is down)")]
    [InlineData(FaultName.UplinksDown, "sendto() failed (Host is down)")]
    [InlineData(FaultName.MtuMismatch, "sendto() failed (Message too long)")]
    [InlineData(FaultName.SwitchMtuTooSmall, null)]
    [InlineData(FaultName.DefaultStackOnly, "sendto() failed (Message too long)")] // It leaves by vmk0, whose MTU is 1500.
    [InlineData(FaultName.GatewayIsOwnAddress, null)]
    public void A_fault_shows_in_a_ping_from_its_host_and_in_none_from_another(FaultName fault, string? error)
    {
        // Racks of distributed switches, of standard ones, with NSX and without: wherever the seed puts it.
        for (int seed = 1; seed <= 8; seed++)
        {
            SimulatedVCenter server = LoggedIn(new SimulatorOptions { Racks = 5, HostsPerRack = 2, Seed = seed, Faults = [new SimulatorFault(fault, 1)] });
            Host bad = server.Fabric.FindHost(server.Fabric.PlacedFaults.Single().VMHost)!;
            Host target = server.Fabric.Hosts.First(host => host.Rack != bad.Rack);
            Host good = server.Fabric.Hosts.First(host => host.Rack != target.Rack && host != bad);

            (IReadOnlyList<XElement> rows, string? said) = Run(server, bad, target);
            Assert.Equal(error, said);
            if (error is null) Assert.Equal("100", rows[0].Descendants(Vim + "PacketLost").Single().Value);
            (rows, said) = Run(server, good, target);
            Assert.Null(said);
            Assert.NotEqual("100", rows[0].Descendants(Vim + "PacketLost").Single().Value);
        }
    }

    [Theory]
    [InlineData("argument[1]", "df=true", "count=3", "host=172.16.1.12")]
    [InlineData("argument[0]", "bogus=1", "host=172.16.1.12")]
    [InlineData("argument[2]", "count=3", "host=172.16.1.12", "host=172.16.1.12")]
    public void Arguments_out_of_alphabetical_order_are_not_accepted(string argument, params string[] arguments)
    {
        FaultReply fault = Assert.Throws<FaultReply>(
            () => _server.RunEsxCli(_server.IdOf("esx-0101.example.com"), "network.diag.ping", arguments));
        Assert.Equal("InvalidArgument", fault.Type);
        Assert.Equal("A specified parameter was not correct: " + argument, fault.Message);
    }

    [Theory]
    [InlineData("count=0", "host=172.16.1.12")]
    [InlineData("count=many", "host=172.16.1.12")]
    [InlineData("host=no.such.host")]
    [InlineData("host=172.16.1.12", "size=70000")]
    [InlineData("host=172.16.1.12", "netstack=ops")]
    [InlineData("count=1")]
    public void A_commands_own_error_is_part_of_its_result(params string[] arguments)
    {
        (_, string? error) = _server.RunEsxCli(_server.IdOf("esx-0101.example.com"), "network.diag.ping", arguments);
        Assert.False(string.IsNullOrEmpty(error));
    }

    [Fact]
    public void An_unknown_command_is_not_found() => Assert.Equal(
        "NotFound",
        Assert.Throws<FaultReply>(() => _server.RunEsxCli(_server.IdOf("esx-0101.example.com"), "network.diag.traceroute")).Type);

    private static (IReadOnlyList<XElement> Rows, string? Error) Run(SimulatedVCenter server, Host from, Host to)
    {
        VMKernelAdapter adapter = from.VMotionAdapter!;
        return server.RunEsxCli(
            server.IdOf(from.Name),
            "network.diag.ping",
            "count=3",
            "df=true",
            "host=" + to.VMotionAdapter!.IPv4!.Value.Address,
            "interface=" + adapter.Device,
            "netstack=" + adapter.Stack,
            "size=8972");
    }

    private Host Host(string name) => _server.Fabric.FindHost(name + ".example.com")!;

    private string[] Neighbors(string name) => _server
        .RunEsxCli(_server.IdOf(name + ".example.com"), "network.ip.neighbor.list", "netstack=vmotion", "version=4")
        .Rows
        .Select(row => row.Element(Vim + "Neighbor")!.Value)
        .ToArray();

    private string? Error(string from, string to, string size = "size=56")
    {
        (IReadOnlyList<XElement> rows, string? error) = Run(from, to, size, "vmk1", true);
        Assert.Empty(rows);
        return error;
    }

    private (XElement Summary, XElement[] Trace) Ping(string from, string to, string last = "size=56", string device = "vmk1", bool df = true)
    {
        (IReadOnlyList<XElement> rows, string? error) = Run(from, to, last, device, df);
        Assert.Null(error);
        XElement ping = Assert.Single(rows);
        return (ping.Element(Vim + "Summary")!, ping.Elements(Vim + "Trace").ToArray());
    }

    private (IReadOnlyList<XElement> Rows, string? Error) Run(string from, string to, string last, string device, bool df)
    {
        string[] arguments = ["df=" + (df ? "true" : "false"), "host=" + to, "interface=" + device];
        string[] rest = last.StartsWith("netstack", System.StringComparison.Ordinal) ? [last] : ["netstack=vmotion", last];
        return _server.RunEsxCli(_server.IdOf(from + ".example.com"), "network.diag.ping", [.. arguments, .. rest]);
    }

    private static int Number(XElement summary, string name) =>
        int.Parse(summary.Element(Vim + name)!.Value, CultureInfo.InvariantCulture);
}
