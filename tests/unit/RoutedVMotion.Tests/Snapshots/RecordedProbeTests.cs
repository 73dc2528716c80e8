using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Rules;
using RoutedVMotion.Tests.Validation;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>A snapshot answers pings as its hosts did, as far as it can tell, and makes nothing up.</summary>
public sealed class RecordedProbeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paths_by_recorded_pings_are_those_by_the_pings_themselves()
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions { Racks = 3, HostsPerRack = 2, VirtualMachinesPerHost = 1, Faults = [new SimulatorFault(FaultName.FabricMtu1500, 1)] });
        var index = new FabricIndex(rehearsal.Fabric, rehearsal.Plan);
        var alone = new PathIndex(index);
        (PathGroup, PathGroup)[] pairs = [.. alone.Racks.SelectMany(_ => alone.Racks, (source, destination) => (source, destination))];
        IReadOnlyCollection<ProbeObservation> seen = await rehearsal.PingAsync(PathProbePlanner.First(alone, pairs), so => PathProbePlanner.Next(alone, so));
        Assert.Contains(seen, one => one.Ping.IsSearch);

        SnapshotSource source = WrittenAndRead(rehearsal.Fabric, seen);
        var recalled = new List<ProbeObservation>();
        for (IReadOnlyList<ProbePing> round = PathProbePlanner.First(alone, pairs); round.Count > 0; round = PathProbePlanner.Next(alone, recalled)) await source.ProbeAsync(round, 8, recalled.Add, Cancel);
        Assert.All(recalled, one => Assert.True(one.Asked, one.ToString()));
        Assert.Equal(Rows(index, seen), Rows(index, recalled));
        Assert.Contains(Rows(index, recalled), row => row.Contains("1500 1501", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_follows_from_a_record_is_answered_and_what_nobody_asked_is_not_recorded()
    {
        FabricIndex fabric = new FabricBuilder(2).Build();
        ProbePing ping = ProbePlanner.First(fabric).First(one => one.Kind == ProbeKind.Peer);
        ProbePing Sized(int mtu, bool unfragmented = true) => ping with { Size = mtu - 28, DontFragment = unfragmented };
        SnapshotSource source = WrittenAndRead(
            new Fabric { Hosts = [.. fabric.Hosts.Select(host => host.Host)] },
            [ProbeCases.Silence(Sized(9000)), ProbeCases.Answer(Sized(1500)), ProbeCases.Silence(Sized(2000) with { IsSearch = true }), ProbeCases.Answer(Sized(2000) with { IsSearch = true })]);
        var answers = new List<ProbeObservation>();
        await source.ProbeAsync([Sized(9000), Sized(1400), Sized(84, false), Sized(9100), Sized(2000), Sized(3000), Sized(9100, false), ping with { Device = "vmk7" }], 1, answers.Add, Cancel);
        Assert.Equal(
            ["lost", "answered", "answered", "lost", "answered", "NotRecorded", "NotRecorded", "NotRecorded"],
            answers.Select(one => one.Asked ? one.Answered ? "answered" : "lost" : one.Failure.ToString()));
    }

    [Fact]
    public void Nothing_that_was_not_asked_stands_in_a_file()
    {
        FabricIndex fabric = new FabricBuilder(2).Build();
        ProbePing[] pings = [.. ProbePlanner.First(fabric).Take(2)];
        SnapshotSource source = WrittenAndRead(
            new Fabric { Hosts = [.. fabric.Hosts.Select(host => host.Host)] },
            [ProbeCases.Answer(pings[0]), new ProbeObservation(pings[1]) { Failure = ProbeFailure.NotRecorded }]);
        Assert.Equal(pings[0].Destination, Assert.Single(source.Recorded).Ping.Destination);
    }

    private static SnapshotSource WrittenAndRead(Fabric fabric, IEnumerable<ProbeObservation> seen)
    {
        var server = new SnapshotServer { Identity = new ServerIdentity { Name = fabric.Hosts[0].Server, Taken = new DateTime(2026, 11, 29, 0, 0, 0, DateTimeKind.Utc) }, Fabric = fabric, Observations = [.. seen] };
        using var text = new StringReader(SnapshotWriter.Write(new Snapshot { Servers = [server] }));
        return new SnapshotSource(SnapshotReader.Read(text, null, Cancel).Servers[0]);
    }

    private static string[] Rows(FabricIndex fabric, IReadOnlyCollection<ProbeObservation> seen)
    {
        var index = new PathIndex(fabric, new PathFacts(fabric, seen));
        return [.. index.Racks.SelectMany(_ => index.Racks, (source, destination) => new VMotionPath(index, index.Between(source, destination)!)).Select(row => $"{row} {row.LargestPacket} {row.SmallestLost} {row.Measured} {row.Why}")];
    }
}
