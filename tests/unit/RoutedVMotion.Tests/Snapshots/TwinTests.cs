using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Changes;
using RoutedVMotion.Tests.Peers;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>A twin is what its snapshot says: a snapshot of it is that snapshot again, and what is rehearsed on it is what would happen.</summary>
public sealed class TwinTests(VcsimFixture fixture) : IClassFixture<VcsimFixture>
{
    [Fact]
    public async Task Whatever_the_fabric_a_snapshot_of_its_twin_is_its_snapshot()
    {
        await TakenSnapshot.HoldsForAllAsync(Enumerable.Range(201, 31), async (taken, _) =>
        {
            using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = TakenSnapshot.Read(SnapshotWriter.Write(taken.Snapshot)).Servers[0], Plan = taken.Plan });
            Assert.Equal(Text(taken), Text(twin), ignoreLineEndingDifferences: false);
        });
    }

    [Theory]
    [InlineData(SimulatorLayout.None)]
    [InlineData(SimulatorLayout.LinkAggregation)]
    [InlineData(SimulatorLayout.SharedVlan)]
    public async Task A_snapshot_that_somebody_has_sent_redacted_has_a_twin_as_well(SimulatorLayout layout)
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 2, VirtualMachinesPerHost = 2, Layout = layout, Faults = [new SimulatorFault(FaultName.DefaultStackOnly, 1)] });
        RedactedSnapshot sent = SnapshotRedaction.Redact(taken.Snapshot, taken.Plan, new byte[16]);
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = sent.Snapshot.Servers[0], Plan = sent.Plan });
        Assert.Empty(SnapshotComparer.Compare(sent.Snapshot.Servers, [twin.Server], withVirtualMachines: true).Select(difference => difference.ToString()));
        using Conversion rehearsal = await Conversion.StartAsync(new SimulatorOptions { Snapshot = sent.Snapshot.Servers[0], Plan = sent.Plan });
        rehearsal.Plan = sent.Plan;
        using Conversion real = await Conversion.StartAsync(new SimulatorOptions { Snapshot = taken.Server, Plan = taken.Plan });
        real.Plan = taken.Plan;
        Assert.Equal(Outcomes(await real.SetAsync()), Outcomes(await rehearsal.SetAsync()));

        static IEnumerable<string> Outcomes(IReadOnlyList<ChangeResult> results) => results.Select(result => $"{result.VMHostId} {result.Status} {result.Proven} {result.Changes.Count}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task VMwares_own_simulator_has_a_twin_that_tells_the_same()
    {
        Vcsim vcsim = await fixture.StartAsync();
        VSphereSession session = await VSphereSession.LoginAsync(
            new ConnectionSettings { Server = vcsim.Url.Host, Port = vcsim.Url.Port, Thumbprint = vcsim.Thumbprint }, vcsim.UserName, vcsim.Password, TestContext.Current.CancellationToken);
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(session);
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = taken.Server, Plan = taken.Plan });
        string[] different = SnapshotComparer.Compare([taken.Server], [twin.Server], withVirtualMachines: true).Select(difference => difference.ToString()).ToArray();
        Assert.True(different.Length == 0, string.Join("\n", different.Take(20)));
    }

    [Theory]
    [InlineData(SimulatorLayout.Unconverted, null)]
    [InlineData(SimulatorLayout.Unconverted | SimulatorLayout.SharedVlan, null)]
    [InlineData(SimulatorLayout.None, FaultName.DefaultStackOnly)]
    [InlineData(SimulatorLayout.None, FaultName.WrongGateway)]
    [InlineData(SimulatorLayout.None, FaultName.VsanOnVMotionAdapter)]
    [InlineData(SimulatorLayout.LinkAggregation, FaultName.MixedStacks)]
    public async Task A_change_is_rehearsed_on_the_twin_as_it_happens_and_leaves_the_same(SimulatorLayout layout, FaultName? fault)
    {
        var options = new SimulatorOptions { Racks = 3, HostsPerRack = 2, Layout = layout, Faults = fault is FaultName name ? [new SimulatorFault(name, 1)] : [] };
        using Conversion real = await Conversion.StartAsync(options);
        using TakenSnapshot before = await TakenSnapshot.OfAsync(real.Session);
        using Conversion twin = await Conversion.StartAsync(new SimulatorOptions { Snapshot = before.Server, Plan = real.Plan });
        twin.Plan = real.Plan;

        IReadOnlyList<ChangeResult> rehearsed = await twin.SetAsync(), happened = await real.SetAsync();
        Assert.Equal(happened.Select(InWords).Order(StringComparer.Ordinal), rehearsed.Select(InWords).Order(StringComparer.Ordinal));
        Assert.Contains(rehearsed, result => result.Status == "Changed" && result.Proven == true);
        SnapshotServer ofTwin = (await TakenSnapshot.OfAsync(twin.Session)).Server, ofReal = (await TakenSnapshot.OfAsync(real.Session)).Server;
        // MAC addresses are given as they come.
        Assert.Empty(SnapshotComparer.Compare([ofReal], [ofTwin]).Where(difference => difference.Property is not ("mac" or "ipv6" or "routes")).Select(difference => difference.ToString()));

        // And what goes wrong there can be made to go wrong here.
        using Conversion broken = await Conversion.StartAsync(new SimulatorOptions { Snapshot = before.Server, Plan = real.Plan, Rules = ["the 1st write fails before it takes effect"] });
        broken.Plan = real.Plan;
        Assert.Contains(await broken.SetAsync(), result => result.Message?.Contains("Simulated: the 1st write fails", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_network_behind_a_twin_is_the_plans()
    {
        // Rack 1 is planned with another VLAN than its hosts have: no gateway for them there.
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 3, HostsPerRack = 2 });
        RackPlan plan = taken.Plan with { Racks = taken.Plan.Racks.Select((rack, i) => i > 0 ? rack : rack with { VMotion = rack.VMotion with { Vlan = 999 } }).ToArray() };
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = taken.Server, Plan = plan });
        var index = new FabricIndex(twin.Server.Fabric, plan);
        IReadOnlyList<ProbeObservation> seen = await TakenSnapshot.ProbeAsync(new SessionSource(twin.Session, DateTime.UtcNow), index);
        Finding finding = Assert.Single(ProbeJudge.Judge(index, seen), finding => finding.Rule == "GatewayUnreachable");
        Assert.Equal((plan.Racks[0].Name, null), (finding.Rack, finding.VMHost));
        Assert.All(seen.Where(one => one.Ping.Kind == ProbeKind.Gateway), one => Assert.Equal(index.FindHost(twin.Session.Name, one.Ping.HostId)!.Rack!.Name != plan.Racks[0].Name, one.Answered));
    }

    private static string InWords(ChangeResult result) => $"{result.VMHost} {result.Status} {result.Proven} {result.Diff}";

    // All but which server it is, when it was read, and what its pings came to, which is the network's.
    private static string Text(TakenSnapshot taken) => SnapshotWriter.Write(new Snapshot
    {
        Servers = [taken.Server with { Identity = new ServerIdentity { Name = "vc01" }, Observations = [] }],
    });
}
