using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Tests.Rules;
using RoutedVMotion.Tests.Validation;

using Xunit;

using FabricBuilder = RoutedVMotion.Tests.Rules.FabricBuilder;

namespace RoutedVMotion.Tests.Paths;

/// <summary>The largest packet that passes is found to the byte, in few pings, and without them measuring anything else.</summary>
public sealed class PacketSearchTests
{
    [Theory]
    [InlineData(8999)]
    [InlineData(8950)]
    [InlineData(8949)]
    [InlineData(4470)]
    [InlineData(1501)]
    [InlineData(1500)]
    [InlineData(1450)]
    [InlineData(1400)]
    [InlineData(576)]
    [InlineData(84)]
    public void The_limit_is_found_to_the_byte_and_those_that_share_it_only_try_it(int limit)
    {
        var index = new PathIndex(new FabricBuilder(3, 4).Build());
        (List<ProbeObservation> seen, int rounds) = Ping(index, ping => ping is { Kind: ProbeKind.Peer, DontFragment: true } && ping.Mtu > limit ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping));
        foreach (VMotionPath row in Rows(index, seen))
        {
            Assert.Equal((limit, limit + 1), (row.LargestPacket, row.SmallestLost));
            Assert.Equal(0.0, row.LossPercent);
            // Within a rack its two speakers, between racks two with two.
            Assert.Equal(3 * row.ProbedPairs, row.Pings);
        }

        Assert.InRange(rounds, 1, 3 + 16);
        int[] perPath = [.. seen.Where(one => one.Ping.IsSearch).GroupBy(one => (one.Ping.HostId, one.Ping.Destination)).Select(path => path.Count())];
        // One of each rack looks, the others try what it has found.
        Assert.All(perPath.OrderDescending().Skip(3), count => Assert.InRange(count, 1, 2));
        Assert.Contains($"IP packets of {limit + 1} bytes are lost, those of {limit} pass", Assert.Single(Rows(index, seen)[1].Reasons).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_pass_or_only_pieces_or_nobody_may_ask_nothing_is_looked_for()
    {
        var index = new PathIndex(new FabricBuilder(2, 2).Build());
        Assert.DoesNotContain(Ping(index, ping => ProbeCases.Answer(ping)).Seen, seen => seen.Ping.IsSearch);
        Assert.DoesNotContain(Ping(index, ProbeCases.Silence).Seen, seen => seen.Ping.IsSearch);
        List<ProbeObservation> pieces = Ping(index, ping => ping is { Kind: ProbeKind.Peer, DontFragment: true } ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping)).Seen;
        Assert.All(pieces.Where(seen => seen.Ping.IsSearch), seen => Assert.Equal(ProbePlanner.SmallSize, seen.Ping.Size));
        VMotionPath row = Rows(index, pieces)[1];
        Assert.Equal((null, 84), (row.LargestPacket, row.SmallestLost));
    }

    [Fact]
    public void Two_limits_in_one_fabric_are_told_apart_and_each_direction_has_its_own()
    {
        var index = new PathIndex(new FabricBuilder(3, 2).Build());
        int Limit(ProbePing ping) => (ping.HostId[5], ping.PeerHostId![5]) switch { ('1', '2') => 8950, ('2', '1') => 1500, ('1', '3') => 4470, _ => 9000 };
        List<ProbeObservation> seen = Ping(index, ping => ping.Kind == ProbeKind.Peer && ping.DontFragment && ping.Mtu > Limit(ping) ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping)).Seen;
        Assert.Equal(
            ["rack-01 rack-01 9000", "rack-01 rack-02 8950", "rack-01 rack-03 4470", "rack-02 rack-01 1500", "rack-02 rack-02 9000", "rack-02 rack-03 9000", "rack-03 rack-01 9000", "rack-03 rack-02 9000", "rack-03 rack-03 9000"],
            Rows(index, seen).Select(row => $"{row.Source} {row.Destination} {row.LargestPacket}"));
    }

    [Fact]
    public void A_packet_that_is_lost_by_chance_is_not_taken_for_one_that_is_too_large()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var index = new PathIndex(new FabricBuilder(2, 2).Build());
            List<ProbeObservation> seen = Ping(index, ping =>
            {
                if (ping is { Kind: ProbeKind.Peer, DontFragment: true, Mtu: > 3000 }) return ProbeCases.Silence(ping);
                int received = Enumerable.Range(0, ping.Count).Count(_ => random.Next(20) > 0);
                return received == 0 ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping) with { Received = received };
            }).Seen;
            Assert.All(Rows(index, seen), row => Assert.Equal((3000, 3001), (row.LargestPacket, row.SmallestLost)));
        }
    }

    [Fact]
    public async Task In_random_fabrics_it_is_what_the_physical_network_carries()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions { Seed = seed, Racks = random.Next(2, 5), HostsPerRack = random.Next(2, 4), DualStack = seed % 4 == 0 });
            LeafSpineFabric fabric = rehearsal.Simulator.Service.Fabric;
            // Links to spines, one or all of a rack; a gateway; the port of a host.
            FabricLink[] links = [.. fabric.Network.Links];
            foreach (FabricLink link in links.Where(_ => random.Next(links.Length) == 0)) link.Mtu = random.Next(1600, 9100);
            int mtu = random.Next(1300, 9000);
            foreach (FabricLink link in fabric.Network.LinksOf(fabric.Network.Groups[0])) link.Mtu = Math.Min(link.Mtu, mtu);
            if (random.Next(2) == 0) fabric.Network.Groups[1].Svis.Values.First().Mtu = random.Next(1300, 9000);
            if (random.Next(2) == 0) fabric.Network.Groups[1].Leaves[0].Ports[0].Mtu = random.Next(1300, 9000);

            var index = new PathIndex(new FabricIndex(rehearsal.Fabric, rehearsal.Plan));
            IReadOnlyCollection<ProbeObservation> seen = await rehearsal.PingAsync(
                PathProbePlanner.First(index, [.. index.Racks.SelectMany(_ => index.Racks, (source, destination) => (source, destination))]),
                observations => PathProbePlanner.Next(index, observations));
            int small = 0;
            foreach (IGrouping<(string HostId, string Destination), ProbeObservation> path in seen
                .Where(one => one.Ping.Kind == ProbeKind.Peer).GroupBy(one => (one.Ping.HostId, one.Ping.Destination.ToString())))
            {
                ProbePing ping = path.First().Ping;
                Host host = fabric.FindHost(index.Fabric.FindHost(ping.Server, ping.HostId)!.Host.Name)!;
                bool Passes(int packet) => Pinger.Ping(host, host.FindAdapter(ping.Device)!, ping.Destination, 1, packet - ProbePing.HeaderOf(ping.Destination.Family), true).Replies.Count > 0;
                int passed = path.Where(one => one.Answered && one.Ping.DontFragment).Select(one => one.Ping.Mtu).DefaultIfEmpty(0).Max();
                if (passed == 9000) continue;
                small++;
                Assert.True(passed > 0 && Passes(passed) && !Passes(passed + 1), $"Seed {seed}: {ping} {passed}");
                Assert.Equal(passed + 1, path.Where(one => !one.Answered && one.Ping.DontFragment).Min(one => one.Ping.Mtu));
            }

            Assert.True(small > 0, $"Seed {seed}");
        }
    }

    private static (List<ProbeObservation> Seen, int Rounds) Ping(PathIndex index, Func<ProbePing, ProbeObservation> network)
    {
        var seen = new List<ProbeObservation>();
        int rounds = 0;
        for (IReadOnlyList<ProbePing> round = PathProbePlanner.First(index, [.. index.Racks.SelectMany(_ => index.Racks, (source, destination) => (source, destination))]); round.Count > 0; round = PathProbePlanner.Next(index, seen))
        {
            seen.AddRange(round.Select(network));
            rounds++;
        }

        return (seen, rounds);
    }

    private static VMotionPath[] Rows(PathIndex alone, IReadOnlyCollection<ProbeObservation> seen)
    {
        var index = new PathIndex(alone.Fabric, new PathFacts(alone.Fabric, seen));
        return [.. index.Racks.SelectMany(_ => index.Racks, (source, destination) => new VMotionPath(index, index.Between(source, destination)!))];
    }
}
