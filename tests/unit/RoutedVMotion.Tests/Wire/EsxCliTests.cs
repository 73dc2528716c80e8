using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

using Xunit;

namespace RoutedVMotion.Tests.Wire;

/// <summary>esxcli through vCenter, in the shapes of facts C2.</summary>
public sealed class EsxCliTests
{
    private static readonly PingRequest Ping = new()
    {
        Address = "172.16.22.101", Netstack = "vmotion", Device = "vmk2", DontFragment = true, Size = 8972, WaitSeconds = 0.5,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ping_names_stack_and_adapter_with_its_arguments_in_alphabetical_order()
    {
        (_, XElement request) = await PingAsync(Ping, Response("<DataObject><Summary><Recieved>0</Recieved></Summary></DataObject>"));
        XNamespace vim = Namespaces.Vim25;
        Assert.Equal("ha-mme-1", request.Element(vim + "_this")!.Value);
        Assert.Equal("ha-cli-handler-network-diag", request.Element(vim + "moid")!.Value);
        Assert.Equal("urn:vim25/5.0", request.Element(vim + "version")!.Value);
        Assert.Equal("vim.EsxCLI.network.diag.ping", request.Element(vim + "method")!.Value);
        (string, string)[] arguments = request.Elements(vim + "argument")
            .Select(argument => (argument.Element(vim + "name")!.Value, argument.Element(vim + "val")!.Value))
            .ToArray();
        Assert.Equal(
            [
                ("count", "<count>3</count>"), ("df", "<df>true</df>"), ("host", "<host>172.16.22.101</host>"), ("interface", "<interface>vmk2</interface>"),
                ("netstack", "<netstack>vmotion</netstack>"), ("size", "<size>8972</size>"), ("wait", "<wait>0.5</wait>"),
            ],
            arguments);
    }

    [Fact]
    public async Task What_says_milliseconds_and_means_microseconds_is_told_in_milliseconds()
    {
        (PingResult result, _) = await PingAsync(Ping, Response("""
            <DataObject xsi:type="VimEsxCLInetworkdiagpingPing">
             <Summary xsi:type="x"><Duplicated>0</Duplicated><HostAddr>172.16.22.101</HostAddr><PacketLost>33</PacketLost><Recieved>2</Recieved><RoundtripAvgMS>1840</RoundtripAvgMS><RoundtripMaxMS>1864</RoundtripMaxMS><RoundtripMinMS>168</RoundtripMinMS><Transmitted>3</Transmitted></Summary>
             <Trace><Host>172.16.22.101</Host><ICMPSeq>0</ICMPSeq></Trace>
            </DataObject>
            """));
        Assert.Equal(
            new PingResult { Transmitted = 3, Received = 2, LossPercent = 33, MinimumMs = 0.168, AverageMs = 1.84, MaximumMs = 1.864 }, result);
    }

    [Fact]
    public async Task Silence_has_no_round_trip()
    {
        (PingResult result, _) = await PingAsync(Ping, Response(
            "<DataObject><Summary><PacketLost>100</PacketLost><Recieved>0</Recieved><RoundtripAvgMS>0</RoundtripAvgMS><Transmitted>3</Transmitted></Summary></DataObject>"));
        Assert.Equal(new PingResult { Transmitted = 3, LossPercent = 100 }, result);
    }

    [Theory]
    [InlineData("sendto() failed (Message too long)")]
    [InlineData("sendto() failed (Network is unreachable)")]
    public async Task A_packet_that_cannot_leave_is_an_answer(string error)
    {
        (PingResult result, _) = await PingAsync(Ping, CliFault(error));
        Assert.Equal(error, result.Error);
        Assert.Equal(0, result.Received);
    }

    [Fact]
    public async Task A_command_that_fails_otherwise_is_an_error_that_names_command_and_host()
    {
        var error = await Assert.ThrowsAsync<EsxCliException>(() => PingAsync(Ping, CliFault("Invalid interface: vmk2")));
        Assert.Equal("host-7", error.HostId);
        Assert.Equal("network diag ping", error.Command);
        Assert.Equal("Invalid interface: vmk2", error.Error);
        Assert.Contains("vc01.example.com", error.Server, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_privilege_it_is_the_servers_no()
    {
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => PingAsync(
            Ping, FakeVCenter.Fault("NoPermission", "Permission to perform this operation was denied.", "<object type='HostSystem'>host-7</object><privilegeId>Host.Config.Network</privilegeId>")));
        Assert.Equal("Host.Config.Network", fault.Privilege);
        Assert.Contains("Host.Config.Network on HostSystem host-7", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_that_is_no_xml_is_a_bad_reply()
    {
        var error = await Assert.ThrowsAsync<VSphereReplyException>(() => PingAsync(Ping, Raw("Usage: ping <host>")));
        Assert.Equal(ReplyProblem.Malformed, error.Problem);
    }

    [Fact]
    public async Task Neighbours_are_listed_and_the_hosts_executer_is_asked_for_once()
    {
        using var server = new FakeVCenter();
        server.Answer = (method, _) => method != "ExecuteSoap" ? null : Response("""
            <DataObject xsi:type="VimEsxCLInetworkipneighborlistNetworkNeighbor"><Expiry>1137 sec</Expiry><MacAddress>00:00:5E:00:01:01</MacAddress><Neighbor>172.16.1.1</Neighbor><State></State><Type>Unknown</Type><Vmknic>vmk1</Vmknic></DataObject>
            <DataObject><Neighbor>172.16.1.12</Neighbor><MacAddress>(incomplete)</MacAddress><Vmknic>vmk1</Vmknic></DataObject>
            """);
        using VSphereSession session = await server.LoginAsync();
        var esxcli = new EsxCli(session);
        await esxcli.ListNeighborsAsync("host-7", null, null, Cancel);
        IReadOnlyList<NetworkNeighbor> neighbors = await esxcli.ListNeighborsAsync("host-7", "vmotion", "vmk1", Cancel);
        Assert.Equal(
            [
                new NetworkNeighbor { Address = "172.16.1.1", MacAddress = "00:00:5e:00:01:01", Device = "vmk1", Expiry = "1137 sec", Type = "Unknown" },
                new NetworkNeighbor { Address = "172.16.1.12", MacAddress = "(incomplete)", Device = "vmk1" },
            ],
            neighbors);
        Assert.Equal(1, server.Count("RetrieveManagedMethodExecuter"));
    }

    [Fact]
    public async Task An_empty_table_has_no_rows()
    {
        using var server = new FakeVCenter { Answer = (method, _) => method == "ExecuteSoap" ? Response(string.Empty) : null };
        using VSphereSession session = await server.LoginAsync();
        Assert.Empty(await new EsxCli(session).ListNeighborsAsync("host-7", "vmotion", null, Cancel));
    }

    private static async Task<(PingResult Result, XElement Request)> PingAsync(PingRequest ping, string reply)
    {
        using var server = new FakeVCenter { Answer = (method, _) => method == "ExecuteSoap" ? reply : null };
        using VSphereSession session = await server.LoginAsync();
        PingResult result = await new EsxCli(session).PingAsync("host-7", ping, Cancel);
        return (result, server.Requests.Single(request => request.Method == "ExecuteSoap").Body);
    }

    private static string Response(string objects) => Raw(
        "<obj xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"urn:vim25\" versionId=\"5.0\" xsi:type=\"ArrayOfDataObject\">"
        + objects + "</obj>");

    private static string Raw(string response) =>
        $"<returnval xsi:type=\"ReflectManagedMethodExecuterSoapResult\"><reflect:response xmlns:reflect=\"urn:reflect\">{WebUtility.HtmlEncode(response)}</reflect:response></returnval>";

    private static string CliFault(string error)
    {
        string detail = $"<obj xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"urn:vim25\" xsi:type=\"LocalizedMethodFault\"><fault xsi:type=\"VimEsxCLICLIFault\"><errMsg>{error}</errMsg></fault></obj>";
        return "<returnval><reflect:fault xmlns:reflect=\"urn:reflect\"><reflect:faultMsg>EsxCLI.CLIFault.summary</reflect:faultMsg>"
            + $"<reflect:faultDetail>{WebUtility.HtmlEncode(detail)}</reflect:faultDetail></reflect:fault></returnval>";
    }
}
