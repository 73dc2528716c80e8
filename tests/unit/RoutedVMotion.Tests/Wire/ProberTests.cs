using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Simulator;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Soap;

using Xunit;

using static RoutedVMotion.Tests.Wire.FakeVCenter;

namespace RoutedVMotion.Tests.Wire;

/// <summary>Hosts are made to ping: over the wire against the simulator, and what can go wrong with one host or with all.</summary>
public sealed class ProberTests
{
    private const string Answered = "<DataObject><Summary><Recieved>3</Recieved><RoundtripAvgMS>200</RoundtripAvgMS><RoundtripMaxMS>300</RoundtripMaxMS><RoundtripMinMS>100</RoundtripMinMS><Transmitted>3</Transmitted></Summary></DataObject>";
    private const string Silent = "<DataObject><Summary><PacketLost>100</PacketLost><Recieved>0</Recieved><Transmitted>3</Transmitted></Summary></DataObject>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_sound_fabric_every_ping_is_answered_and_nothing_is_found()
    {
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions { Racks = 2, HostsPerRack = 3, VirtualMachinesPerHost = 0, DualStack = true });
        using VSphereSession session = await Simulators.LoginAsync(simulator);
        var fabric = new FabricIndex(await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel));
        IReadOnlyList<ProbePing> pings = ProbePlanner.First(fabric);
        List<ProbeObservation> seen = await ProbeAsync(session, pings);

        Assert.Equal(pings.Count, seen.Select(observation => observation.Ping).Distinct().Count());
        Assert.Equal(pings.ToHashSet(), seen.Select(observation => observation.Ping).ToHashSet());
        Assert.Contains(seen, observation => observation.Ping.Destination.Family == AddressFamily.IPv6);
        Assert.All(seen, observation =>
        {
            Assert.Equal((3, 3, ProbeFailure.None, null), (observation.Sent, observation.Received, observation.Failure, observation.Error));
            Assert.True(observation is { RttMinMs: > 0, RttMaxMs: < 150 } && observation.RttMinMs <= observation.RttAvgMs && observation.RttAvgMs <= observation.RttMaxMs);
        });
        Assert.Empty(ProbePlanner.Next(seen));
        Assert.Equal([ProbeRules.TcpPortsUntested.Name], ProbeJudge.Judge(fabric, seen).Select(finding => finding.Rule));
    }

    [Fact]
    public async Task Without_a_gateway_the_own_rack_answers_and_no_other()
    {
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions
        {
            Racks = 2, HostsPerRack = 3, VirtualMachinesPerHost = 0, Faults = [new SimulatorFault(FaultName.MissingGateway, 1)],
        });
        using VSphereSession session = await Simulators.LoginAsync(simulator);
        IReadOnlyList<EsxHost> hosts = (await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel)).Hosts;
        EsxHost faulty = hosts.Single(host => host.Name == simulator.PlacedFaults.Single().VMHost);
        Adapter from = faulty.VMotionAdapters.Single();
        ProbePing[] pings = hosts.Where(host => host != faulty).Select(host => Ping(
            faulty, from, host.VMotionAdapters.Single().IPv4!.Value.Address, from.Mtu!.Value - 28, dontFragment: true) with { PeerServer = host.Server, PeerHostId = host.Id }).ToArray();

        foreach (ProbeObservation seen in await ProbeAsync(session, pings))
        {
            bool isNeighbor = from.IsOnLink(seen.Ping.Destination);
            Assert.True(seen.Asked);
            Assert.Equal(isNeighbor ? (3, 3, null) : (3, 0, "sendto() failed (Network is unreachable)"), (seen.Sent, seen.Received, seen.Error));
        }

        // Larger than the adapter lets out: the host says so, and it is an answer about the host.
        ProbePing near = pings.First(ping => from.IsOnLink(ping.Destination));
        ProbeObservation large = (await ProbeAsync(session, [near with { Size = from.Mtu!.Value }])).Single();
        Assert.Equal("sendto() failed (Message too long)", large.Error);

        // An adapter that is not there is this ping's failure; the next one is asked all the same.
        List<ProbeObservation> gone = await ProbeAsync(session, [near with { Device = "vmk99" }, near]);
        Assert.Equal(ProbeFailure.Failed, gone[0].Failure);
        Assert.Contains("vmk99", gone[0].Error, StringComparison.Ordinal);
        Assert.True(gone[1].Answered);
    }

    [Fact]
    public async Task A_host_that_vCenter_does_not_reach_fails_and_the_others_are_asked()
    {
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions
        {
            Racks = 1, HostsPerRack = 3, VirtualMachinesPerHost = 0, Faults = [new SimulatorFault(FaultName.NotResponding, 1), new SimulatorFault(FaultName.Unreadable, 1)],
        });
        using VSphereSession session = await Simulators.LoginAsync(simulator);
        IReadOnlyList<EsxHost> hosts = (await new FabricReader(session).ReadAsync(new FabricQuery(), null, Cancel)).Hosts;
        EsxHost sound = hosts.Single(host => host.Connection == HostConnection.Connected);
        Adapter adapter = sound.VMotionAdapters.Single();
        InetAddress gateway = sound.FindStack(adapter.Stack)!.Gateway!.Value;
        List<ProbeObservation> seen = await ProbeAsync(session, hosts.Select(host => Ping(host, adapter, gateway)).ToArray());
        foreach (ProbeObservation observation in seen)
        {
            FaultName? fault = simulator.PlacedFaults.FirstOrDefault(placed => placed.VMHost == hosts.Single(host => host.Id == observation.Ping.HostId).Name)?.Name;
            Assert.Equal(
                fault switch { FaultName.NotResponding => ProbeFailure.Failed, FaultName.Unreadable => ProbeFailure.Denied, _ => ProbeFailure.None },
                observation.Failure);
            Assert.Equal(fault is not null, observation.Error is not null);
        }
    }

    [Fact]
    public async Task A_host_that_may_not_be_asked_is_asked_once_and_every_ping_has_its_observation()
    {
        using var server = new FakeVCenter();
        server.Answer = (method, body) => method switch
        {
            "RetrieveManagedMethodExecuter" => $"<returnval type=\"ReflectManagedMethodExecuter\">{body.Elements().First().Value}</returnval>",
            "ExecuteSoap" when body.Elements().First().Value == "host-1" => Fault(
                "NoPermission", "No.", "<object type='HostSystem'>host-1</object><privilegeId>Host.Config.Network</privilegeId>"),
            "ExecuteSoap" => Response(Answered),
            _ => null,
        };
        using VSphereSession session = await server.LoginAsync();
        List<ProbeObservation> seen = await ProbeAsync(session, [Ping(1, "172.16.1.1"), Ping(1, "172.16.2.11"), Ping(2, "172.16.1.1"), Ping(1, "172.16.2.12")]);

        Assert.All(seen.Where(observation => observation.Ping.HostId == "host-1"), observation =>
        {
            Assert.Equal(ProbeFailure.Denied, observation.Failure);
            Assert.Equal("the user lacks the privilege Host.Config.Network", observation.Error);
        });
        Assert.Equal(3, seen.Count(observation => observation.Ping.HostId == "host-1"));
        Assert.True(seen.Single(observation => observation.Ping.HostId == "host-2").Answered);
        // Once, and the warm-up and the pings of the other.
        Assert.Equal(1 + 2, server.Count("ExecuteSoap"));
    }

    [Theory]
    [InlineData("<DataObject><Neighbor>172.16.1.1</Neighbor><MacAddress>00:00:5e:00:01:01</MacAddress><State></State></DataObject>", true)]
    [InlineData("<DataObject><Neighbor>172.16.1.1</Neighbor><MacAddress>(incomplete)</MacAddress><State></State></DataObject>", false)]
    [InlineData("<DataObject><Neighbor>172.16.1.1</Neighbor><State></State></DataObject>", false)]
    [InlineData("<DataObject><Neighbor>172.16.1.12</Neighbor><MacAddress>00:50:56:00:00:01</MacAddress></DataObject>", false)]
    [InlineData("", false)]
    public async Task A_gateway_that_does_not_answer_is_looked_up_in_the_neighbour_table(string rows, bool isThere)
    {
        (ProbeObservation seen, FakeVCenter server) = await ProbeOneAsync(Ping(1, "172.16.1.1"), Silent, rows);
        Assert.True(seen is { Asked: true, Answered: false });
        Assert.Equal(isThere, seen.IsInNeighborTable);
        (string, string)[] arguments = Arguments(server.Requests[^1].Body);
        Assert.Equal([("interface", "<interface>vmk1</interface>"), ("netstack", "<netstack>vmotion</netstack>")], arguments);
    }

    [Fact]
    public async Task An_IPv6_gateway_is_found_however_the_table_writes_it()
    {
        (ProbeObservation seen, _) = await ProbeOneAsync(
            Ping(1, "2001:db8:1::1"), Silent, "<DataObject><Neighbor>2001:0DB8:1:0:0:0:0:1</Neighbor><MacAddress>00:00:5e:00:02:01</MacAddress><State>stale</State></DataObject>");
        Assert.Equal("stale", seen.NeighborState);
    }

    [Fact]
    public async Task Nobody_looks_where_the_gateway_answered_or_a_peer_did_not()
    {
        (_, FakeVCenter server) = await ProbeOneAsync(Ping(1, "172.16.1.1"), Answered, string.Empty);
        Assert.Equal(2, server.Count("ExecuteSoap"));
        (_, server) = await ProbeOneAsync(Ping(1, "172.16.2.11") with { Kind = ProbeKind.Peer }, Silent, string.Empty);
        Assert.Equal(2, server.Count("ExecuteSoap"));
    }

    [Fact]
    public async Task The_warm_up_is_a_ping_of_its_own_that_does_not_count()
    {
        int calls = 0;
        using var server = new FakeVCenter { Answer = (method, _) => method == "ExecuteSoap" ? Response(calls++ == 0 ? Silent : Answered) : null };
        using VSphereSession session = await server.LoginAsync();
        ProbePing ping = Ping(1, "172.16.2.11") with { Kind = ProbeKind.Peer, Size = 8972, DontFragment = true, WarmUp = 2, Count = 3 };
        ProbeObservation seen = (await ProbeAsync(session, [ping])).Single();
        Assert.Equal(new ProbeObservation(ping) { Sent = 3, Received = 3, RttMinMs = 0.1, RttAvgMs = 0.2, RttMaxMs = 0.3 }, seen);
        (string, string)[][] asked = server.Requests.Where(request => request.Method == "ExecuteSoap").Select(request => Arguments(request.Body)).ToArray();
        Assert.Equal(["<count>2</count>", "<count>3</count>"], asked.Select(arguments => arguments[0].Item2));
        Assert.All(asked, arguments => Assert.Equal(
            ["<df>true</df>", "<host>172.16.2.11</host>", "<interface>vmk1</interface>", "<netstack>vmotion</netstack>", "<size>8972</size>"],
            arguments.Skip(1).Select(argument => argument.Item2)));
    }

    [Fact]
    public async Task As_many_hosts_as_wanted_ping_at_once_and_each_makes_one_ping_at_a_time()
    {
        using var server = new FakeVCenter { Answer = (method, body) => method switch
        {
            "RetrieveManagedMethodExecuter" => $"<returnval type=\"ReflectManagedMethodExecuter\">{body.Elements().First().Value}</returnval>",
            "ExecuteSoap" => Response(Answered),
            _ => null,
        } };
        // Nobody gets an answer before three are waiting for one: with fewer at once this would never end.
        using var transport = new Together(server, 3);
        using VSphereSession session = await LoginAsync(transport);
        ProbePing[] pings = Enumerable.Range(1, 6).SelectMany(host => new[] { Ping(host, "172.16.1.1"), Ping(host, "172.16.2.11") }).ToArray();
        List<ProbeObservation> seen = await ProbeAsync(session, pings, throttle: 3);
        Assert.Equal(pings.ToHashSet(), seen.Select(observation => observation.Ping).ToHashSet());
        Assert.All(seen, observation => Assert.True(observation.Answered));
        Assert.Equal(3, transport.MostAtOnce);
        Assert.Equal(1, transport.MostOnOneHost);
        // Those of a host in the order in which they were asked for.
        Assert.All(seen.GroupBy(observation => observation.Ping.HostId), host => Assert.Equal(["172.16.1.1", "172.16.2.11"], host.Select(observation => observation.Ping.Destination.ToString())));
    }

    [Fact]
    public async Task Cancelling_does_not_wait_for_a_host_that_is_pinging()
    {
        using var server = new FakeVCenter();
        // None of them ever gets an answer.
        using var transport = new Together(server, int.MaxValue);
        using VSphereSession session = await LoginAsync(transport);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task probing = new Prober(session).ProbeAsync([Ping(1, "172.16.1.1"), Ping(2, "172.16.1.1"), Ping(3, "172.16.1.1")], 2, _ => Assert.Fail("Nothing was seen."), stop.Token);
        await transport.FirstCall.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probing.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }

    [Fact]
    public async Task An_own_session_that_expires_is_renewed_and_a_borrowed_one_ends_it()
    {
        using var server = new FakeVCenter();
        int pings = 0;
        server.Answer = (method, _) =>
        {
            if (method != "ExecuteSoap" || !server.HasSession) return null;
            if (++pings == 2) server.Expire();
            return Response(Answered);
        };
        ProbePing[] asked = [Ping(1, "172.16.1.1"), Ping(1, "172.16.2.11"), Ping(1, "172.16.2.12")];
        using (VSphereSession own = await server.LoginAsync())
        {
            Assert.All(await ProbeAsync(own, asked), seen => Assert.True(seen.Answered));
            Assert.Equal(2, server.Logins);
        }

        pings = 0;
        using VSphereSession borrowed = await server.AdoptAsync();
        var seen = new List<ProbeObservation>();
        var fault = await Assert.ThrowsAsync<VSphereFaultException>(() => new Prober(borrowed).ProbeAsync(asked, 4, seen.Add, Cancel));
        Assert.Equal("NotAuthenticated", fault.FaultType);
        Assert.Equal([asked[0]], seen.Select(observation => observation.Ping));
    }

    [Fact]
    public async Task What_the_observer_throws_ends_it_and_comes_out()
    {
        using var server = new FakeVCenter { Answer = (method, _) => method == "ExecuteSoap" ? Response(Answered) : null };
        using VSphereSession session = await server.LoginAsync();
        int seen = 0;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => new Prober(session).ProbeAsync(
            Enumerable.Range(1, 20).Select(host => Ping(host, "172.16.1.1")).ToArray(), 1, _ => throw new InvalidOperationException($"{++seen}"), Cancel));
        Assert.Equal("1", error.Message);
    }

    [Fact]
    public async Task A_ping_of_another_server_is_a_mistake_of_the_caller()
    {
        using var server = new FakeVCenter();
        using VSphereSession session = await server.LoginAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => new Prober(session).ProbeAsync([Ping(1, "172.16.1.1") with { Server = "vc02.example.com" }], 1, _ => { }, Cancel));
    }

    private static async Task<List<ProbeObservation>> ProbeAsync(VSphereSession session, IReadOnlyCollection<ProbePing> pings, int throttle = 4)
    {
        var seen = new List<ProbeObservation>();
        await new Prober(session).ProbeAsync(pings, throttle, seen.Add, Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        return seen;
    }

    private static async Task<(ProbeObservation Seen, FakeVCenter Server)> ProbeOneAsync(ProbePing ping, string answer, string neighbors)
    {
        XNamespace vim = Namespaces.Vim25;
        var server = new FakeVCenter();
        server.Answer = (method, body) => method != "ExecuteSoap" ? null
            : Response(body.Element(vim + "method")!.Value.EndsWith("ping", StringComparison.Ordinal) ? answer : neighbors);
        using VSphereSession session = await server.LoginAsync();
        return ((await ProbeAsync(session, [ping])).Single(), server);
    }

    private static ProbePing Ping(int host, string destination) => new()
    {
        Kind = ProbeKind.Gateway, Server = FakeVCenter.Settings.Server, HostId = $"host-{host}", Device = "vmk1", Netstack = "vmotion", Destination = InetAddress.Parse(destination), Size = 56,
    };

    private static ProbePing Ping(EsxHost host, Adapter from, InetAddress destination, int size = 56, bool dontFragment = false) => new()
    {
        Kind = dontFragment ? ProbeKind.Peer : ProbeKind.Gateway,
        Server = host.Server,
        HostId = host.Id,
        Device = from.Device,
        Netstack = from.Stack,
        Destination = destination,
        Size = size,
        DontFragment = dontFragment,
    };

    private static (string Name, string Value)[] Arguments(XElement request)
    {
        XNamespace vim = Namespaces.Vim25;
        return request.Elements(vim + "argument").Select(argument => (argument.Element(vim + "name")!.Value, argument.Element(vim + "val")!.Value)).ToArray();
    }

    private static string Response(string rows) =>
        "<returnval xsi:type=\"ReflectManagedMethodExecuterSoapResult\"><reflect:response xmlns:reflect=\"urn:reflect\">"
        + WebUtility.HtmlEncode($"<obj xmlns=\"urn:vim25\" xmlns:xsi=\"{Namespaces.SchemaInstance}\" xsi:type=\"ArrayOfDataObject\">{rows}</obj>")
        + "</reflect:response></returnval>";

    private static Task<VSphereSession> LoginAsync(ISoapTransport transport) => VSphereSession.LoginAsync(
        FakeVCenter.Settings, transport, "administrator@vsphere.local", Secrets.SecurePassword, Cancel);

    /// <summary>Holds esxcli calls back until so many of them are waiting, and counts how many there were at once.</summary>
    private sealed class Together(FakeVCenter server, int count) : ISoapTransport
    {
        private readonly object _gate = new();
        private readonly Dictionary<string, int> _onHost = [];
        private readonly TaskCompletionSource _firstCall = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private List<TaskCompletionSource> _waiting = [];
        private int _atOnce;

        public Task FirstCall => _firstCall.Task;

        public int MostAtOnce { get; private set; }

        public int MostOnOneHost { get; private set; }

        public async Task<SoapReply> SendAsync(SoapRequest request, CancellationToken cancel)
        {
            if (request.Method != "ExecuteSoap") return await server.SendAsync(request, cancel);
            string host = XElement.Parse(System.Text.Encoding.UTF8.GetString(request.Body!)).Descendants(XName.Get("_this", Namespaces.Vim25)).Single().Value;
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
                _onHost[host] = _onHost.GetValueOrDefault(host) + 1;
                MostOnOneHost = Math.Max(MostOnOneHost, _onHost[host]);
                _waiting.Add(turn);
                if (_waiting.Count >= count)
                {
                    foreach (TaskCompletionSource waiting in _waiting) waiting.SetResult();
                    _waiting = [];
                }
            }

            _firstCall.TrySetResult();
            try
            {
                await turn.Task.WaitAsync(cancel);
            }
            finally
            {
                lock (_gate)
                {
                    _atOnce--;
                    _onHost[host]--;
                }
            }

            return await server.SendAsync(request, cancel);
        }

        public void Dispose()
        {
        }
    }
}
