using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Tests.Rules;

using Xunit;

namespace RoutedVMotion.Tests.Paths;

/// <summary>What pings make of paths, case by case.</summary>
public sealed class ProbedPathTests
{
    [Fact]
    public void Who_does_not_see_its_gateway_and_is_heard_by_neighbours_is_blocked_beyond_its_rack_only()
    {
        PathIndex index = Probe(new FabricBuilder(), ping => Involves(ping, 103) && (ping.PeerHostId is null || ping.HostId[5] != ping.PeerHostId[5]) ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        Assert.Equal("Switched", InWords(index, "esx-0103", "esx-0101"));
        Assert.Equal("Blocked Source GatewayUnreachable", InWords(index, "esx-0103", "esx-0201"));
        Assert.Equal("Blocked Destination GatewayUnreachable", InWords(index, "esx-0201", "esx-0103"));
        Assert.Equal("Routed", InWords(index, "esx-0104", "esx-0201"));
        // Alone it is cut off altogether.
        index = Probe(new FabricBuilder(), ping => Involves(ping, 103) ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        Assert.Equal("Blocked Source GatewayUnreachable", InWords(index, "esx-0103", "esx-0101"));
    }

    [Theory]
    [InlineData(103)]
    [InlineData(101)]
    public void One_of_two_adapters_that_is_cut_off_blocks_its_host_since_a_migration_may_take_it(int host)
    {
        string name = $"esx-0{host}";
        PathIndex index = Probe(new FabricBuilder().MultiNic(), ping => InvolvesSecond(ping, host) ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        Assert.StartsWith("Blocked", InWords(index, name, "esx-0102"), StringComparison.Ordinal);
        Assert.StartsWith("Blocked", InWords(index, "esx-0304", name), StringComparison.Ordinal);
        Assert.Equal("Routed", InWords(index, "esx-0104", "esx-0201"));
        // Only one pair of adapters of two hosts does not get through: one of several spines.
        index = Probe(new FabricBuilder().MultiNic(), ping => ping.PeerHostId is not null && InvolvesSecond(ping, 101) && InvolvesSecond(ping, 201) ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        Assert.Equal("Blocked Between PathUnreliable", InWords(index, "esx-0101", "esx-0201"));
        Assert.Equal("Routed", InWords(index, "esx-0101", "esx-0202"));
    }

    [Fact]
    public void Every_adapter_takes_part_and_those_of_the_first_hosts_ask_each_other_one_by_one()
    {
        var index = new PathIndex(new FabricBuilder(2).MultiNic().Build());
        ProbePing[] pings = [.. PathProbePlanner.First(index, [(index.Racks[0], index.Racks[1])]).Where(ping => ping.Kind == ProbeKind.Peer && ping.HostId[5] != ping.PeerHostId![5])];
        int Count(string host, string peer) => pings.Count(ping => ping.HostId == host && ping.PeerHostId == peer);
        Assert.Equal((4, 2, 2, 2), (Count("host-101", "host-201"), Count("host-101", "host-202"), Count("host-102", "host-201"), Count("host-202", "host-102")));
        Assert.Equal(pings.Length, pings.Distinct().Count());
        Assert.All(pings, ping => Assert.Contains(pings, back => back.HostId == ping.PeerHostId && back.PeerHostId == ping.HostId));
    }

    [Fact]
    public void What_the_link_of_any_host_carries_is_asked_and_one_that_answers_no_pings_is_not_blamed()
    {
        PathIndex index = Probe(new FabricBuilder(), ping => Involves(ping, 204) && ping.Mtu > 1500 ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        Assert.Equal("Blocked Source PathMtuTooSmall", InWords(index, "esx-0204", "esx-0201"));
        Assert.Equal("Blocked Destination PathMtuTooSmall", InWords(index, "esx-0103", "esx-0204"));
        Assert.Equal("Routed", InWords(index, "esx-0203", "esx-0101"));
        // The same of one that everybody in the rack asks.
        index = Probe(new FabricBuilder(), ping => Involves(ping, 201) && ping.Mtu > 1500 ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        Assert.Equal("Blocked Source PathMtuTooSmall", InWords(index, "esx-0201", "esx-0204"));
        Assert.Equal(("Switched", "Routed"), (InWords(index, "esx-0203", "esx-0204"), InWords(index, "esx-0204", "esx-0101")));
        index = Probe(new FabricBuilder(), ping => ping.PeerHostId == "host-201" ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        Assert.Equal(("Switched", "Routed"), (InWords(index, "esx-0201", "esx-0204"), InWords(index, "esx-0201", "esx-0101")));
    }

    [Fact]
    public void Without_a_plan_two_servers_are_two_worlds()
    {
        var index = new PathIndex(new FabricBuilder(2).Each((host, rack) => rack == 2 ? host with { Server = "vc02.example.com" } : host).WithoutPlan().Build());
        Assert.Equal(2, index.Racks.Count);
        Assert.All(PathProbePlanner.First(index, AllPairs(index)).Where(ping => ping.PeerServer is not null), ping => Assert.Equal(ping.Server, ping.PeerServer));
    }

    [Fact]
    public void What_is_not_judged_is_not_asked()
    {
        // The plan knows nothing of the IPv6 addresses.
        FabricBuilder fabric = new FabricBuilder(2).DualStack().EachRack((rack, _) => rack with { VMotion = rack.VMotion with { Subnet6 = null, Gateway6 = null } });
        var index = new PathIndex(fabric.Build());
        Assert.All(PathProbePlanner.First(index, AllPairs(index)).Concat(ProbePlanner.First(index.Fabric)), ping => Assert.Equal(AddressFamily.IPv4, ping.Destination.Family));
    }

    private static (PathGroup, PathGroup)[] AllPairs(PathIndex index) => [.. index.Racks.SelectMany(_ => index.Racks, (source, destination) => (source, destination))];

    private static PathIndex Probe(FabricBuilder fabric, Func<ProbePing, ProbeObservation> network)
    {
        var index = new PathIndex(fabric.Build());
        var seen = new List<ProbeObservation>();
        for (IReadOnlyList<ProbePing> round = PathProbePlanner.First(index, AllPairs(index)); round.Count > 0; round = PathProbePlanner.Next(index, seen)) seen.AddRange(round.Select(network));
        return new PathIndex(index.Fabric, new PathFacts(index.Fabric, seen));
    }

    private static bool Involves(ProbePing ping, int host) => ping.HostId == $"host-{host}" || ping.PeerHostId == $"host-{host}";

    // By its own pings, or by its address: 172.16.1.113 is the second of esx-0103.
    private static bool InvolvesSecond(ProbePing ping, int host) => (ping.Device == "vmk2" && ping.HostId == $"host-{host}")
        || ping.Destination.ToString() == $"172.16.{host / 100}.{110 + (host % 100)}";

    private static string InWords(PathIndex index, string from, string to)
    {
        HostContext Host(string name) => index.Fabric.Hosts.Single(host => FabricBuilder.Short(host.Host) == name);
        PathVerdict verdict = index.Judge(Host(from), Host(to));
        return string.Join(" ", verdict.Reasons.Select(reason => $"{reason.Side} {reason.Rule.Name}").Prepend(verdict.Kind.ToString()));
    }
}
