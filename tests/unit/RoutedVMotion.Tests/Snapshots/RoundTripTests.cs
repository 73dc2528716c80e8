using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using Newtonsoft.Json;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Peers;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Changes;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>A snapshot is as good as its server: for whoever reads, judges, infers or plans, whatever is there and whatever is wrong with it.</summary>
public sealed class RoundTripTests(VcsimFixture fixture) : IClassFixture<VcsimFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_the_fabric_it_comes_back_as_it_was()
    {
        var seenFaults = new ConcurrentDictionary<FaultName, bool>();
        await TakenSnapshot.HoldsForAllAsync(Enumerable.Range(1, 40), async (taken, options) =>
        {
            foreach (SimulatorFault fault in options.Faults) seenFaults[fault.Name] = true;
            await CheckAsync(taken);
        });
        // All that can be wrong was wrong somewhere.
        Assert.Empty(Enum.GetValues<FaultName>().Except(seenFaults.Keys));
    }

    [Fact]
    public async Task A_fabric_of_VMwares_own_simulator_comes_back_as_well()
    {
        Vcsim vcsim = await fixture.StartAsync();
        VSphereSession session = await VSphereSession.LoginAsync(
            new ConnectionSettings { Server = vcsim.Url.Host, Port = vcsim.Url.Port, Thumbprint = vcsim.Thumbprint }, vcsim.UserName, vcsim.Password, Cancel);
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(session);
        Assert.Equal(300, taken.Server.Fabric.Hosts.Count);
        await CheckAsync(taken);
    }

    [Fact]
    public async Task Several_servers_stand_in_one_document()
    {
        using TakenSnapshot one = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 1 });
        using TakenSnapshot other = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 1, HostsPerRack = 2, Seed = 2 });
        string text = SnapshotWriter.Write(new Snapshot { Servers = [one.Server, other.Server] });
        Snapshot read = TakenSnapshot.Read(text);
        Assert.Equal(text, SnapshotWriter.Write(read));
        Assert.Equal(new[] { one.Session.Name, other.Session.Name }.Order(StringComparer.Ordinal), read.Servers.Select(server => server.Identity.Name));
        Assert.All(read.Servers, server => Assert.All(server.Fabric.Hosts, host => Assert.Equal(server.Identity.Name, host.Server)));
        Assert.Empty(SnapshotComparer.Compare([one.Server, other.Server], read.Servers, withVirtualMachines: true));
    }

    private static async Task CheckAsync(TakenSnapshot taken)
    {
        string text = SnapshotWriter.Write(taken.Snapshot);
        Snapshot read = TakenSnapshot.Read(text);
        Assert.Equal(text, SnapshotWriter.Write(read));
        Assert.Empty(SnapshotComparer.Compare(taken.Snapshot.Servers, read.Servers, withVirtualMachines: true));

        var live = new SessionSource(taken.Session, DateTime.UtcNow);
        var snapshot = new SnapshotSource(read.Servers[0]);
        foreach (bool withNeighbors in new[] { false, true })
            Assert.Equal(await RowsAsync(live, withNeighbors), await RowsAsync(snapshot, withNeighbors));

        var query = new FabricQuery { Neighbors = true };
        Fabric ofLive = await live.ReadFabricAsync(query, null, Cancel), ofSnapshot = await snapshot.ReadFabricAsync(query, null, Cancel);
        string plan = PlanWriter.Write(PlanInference.Infer(ofLive, assignAddress: true).Plan);
        Assert.Equal(plan, PlanWriter.Write(PlanInference.Infer(ofSnapshot, assignAddress: true).Plan));
        foreach (RackPlan? one in new[] { null, taken.Plan })
            Assert.Equal(Findings(RuleEngine.Run(new FabricIndex(ofLive, one))), Findings(RuleEngine.Run(new FabricIndex(ofSnapshot, one))));

        // No ping is asked for that was not made, and what was answered means the same.
        FabricIndex index = new(ofLive, taken.Plan), again = new(ofSnapshot, taken.Plan);
        IReadOnlyList<ProbeObservation> answers = await TakenSnapshot.ProbeAsync(snapshot, again);
        Assert.Equal(taken.Server.Observations.Count, answers.Count);
        Assert.Equal(Findings(ProbeJudge.Judge(index, taken.Server.Observations)), Findings(ProbeJudge.Judge(again, answers)));

        HostChangePlan[] changes = (await new ChangePreparation(live, index, new ChangeOptions()).RunAsync(_ => true, null, Cancel)).Hosts.ToArray();
        Fabric whole = await snapshot.ReadFabricAsync(query, null, Cancel);
        HostChangePlan[] rehearsed = (await new ChangePreparation(snapshot, new FabricIndex(whole, taken.Plan), new ChangeOptions()).RunAsync(_ => true, null, Cancel)).Hosts.ToArray();
        Assert.Equal(changes.Select(Words).Order(StringComparer.Ordinal), rehearsed.Select(Words).Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> RowsAsync(IFabricSource source, bool withNeighbors)
    {
        var rows = new List<string>();
        await source.ReadHostsAsync(
            new InventoryQuery { Neighbors = withNeighbors }, host => rows.Add(JsonConvert.SerializeObject(new VMotionRouting(HostRouting.Of(host)))), null, Cancel);
        return rows.Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Findings(IEnumerable<Finding> findings) =>
        findings.Select(finding => JsonConvert.SerializeObject(finding)).Order(StringComparer.Ordinal);

    private static string Words(HostChangePlan host) => string.Join(
        "\n", host.Changes.Select(change => change.Words).Concat(host.Refusals.Select(refusal => refusal.Words)).Concat(host.Notes).Prepend(host.Host.Name + " " + host.Rack));
}
