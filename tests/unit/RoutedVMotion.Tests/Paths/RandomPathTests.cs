using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Tests.Simulator;
using RoutedVMotion.Tests.Validation;

using Xunit;

using PhysicalNic = RoutedVMotion.Simulator.Fabric.PhysicalNic;

namespace RoutedVMotion.Tests.Paths;

/// <summary>
/// A property: what configuration alone says of every path, class by class, is what the physical fabric does with it, packet by packet;
/// and where it is not, a fault is there that only a ping can see.
/// </summary>
public sealed class RandomPathTests
{
    private const int Cases = 60;
    private const int ProbedCases = 100;

    /// <summary>Faults of the network that lose traffic. The other physical ones lose nothing: they are slow, or do not answer pings.</summary>
    private static readonly FaultName[] Losing = [FaultName.SviDown, FaultName.VlanNotTrunked, FaultName.FabricMtu1500, FaultName.SpineBlackhole];

    private static FaultName[] Physical => PhysicalFaultTests.PhysicalFaults.Select(row => row.Data).ToArray();

    [Fact]
    public async Task Whatever_the_fabric_configuration_says_of_each_pair_of_hosts_what_the_network_does_once_it_is_sound()
    {
        var problems = new ConcurrentBag<string>();
        var seen = new ConcurrentDictionary<PathKind, int>();
        var settings = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, Cases), settings, async (seed, _) =>
        {
            SimulatorOptions options = Draw(seed);
            string what = $"Seed {seed}: {options.Racks} racks of {options.HostsPerRack}, {options.Layout}, dual stack {options.DualStack}, "
                + string.Join(", ", options.Faults.Select(fault => $"{fault.Name}={fault.Count}"));
            using Rehearsal? rehearsal = await Rehearsal.TryReadAsync(options);
            if (rehearsal is null) return;
            LeafSpineFabric fabric = rehearsal.Simulator.Service.Fabric;
            PhysicalWalk.Heal(fabric);
            Dictionary<(string From, string To), bool> truth = PhysicalWalk.Of(fabric);
            foreach (string problem in Compare(new PathIndex(new FabricIndex(rehearsal.Fabric, rehearsal.Plan)), truth, fabric, seen).Take(3)) problems.Add(what + "\n  " + problem);

            // Without a plan less is known: a cable, an address that belongs elsewhere. But nobody is called blocked who is not.
            var alone = new PathIndex(new FabricIndex(rehearsal.Fabric));
            foreach (HostContext from in alone.Fabric.Hosts)
            {
                foreach (HostContext to in alone.Fabric.Hosts.Where(other => other != from))
                {
                    PathVerdict verdict = alone.Judge(from, to);
                    if (verdict.Kind == PathKind.Blocked && truth[(from.Host.Name, to.Host.Name)]) problems.Add($"{what}\n  without a plan: {InWords(from, to, verdict)}");
                }
            }
        });
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order(StringComparer.Ordinal).Take(8)));
        // All of it is there; else this would show nothing.
        Assert.All(Enum.GetValues<PathKind>(), kind => Assert.True(seen.TryGetValue(kind, out int count) && count > 100, kind.ToString()));
    }

    [Theory]
    [MemberData(nameof(NamedFaultTests.Faults), MemberType = typeof(NamedFaultTests))]
    public async Task What_configuration_does_not_see_are_the_faults_of_the_network_and_no_others(FaultName fault, int hostsPerRack)
    {
        int unseen = 0;
        for (int seed = 1; seed <= 4; seed++)
        {
            using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions
            {
                Racks = 4, HostsPerRack = hostsPerRack, Seed = seed, VirtualMachinesPerHost = 1, Faults = [new SimulatorFault(fault, 1)],
            });
            LeafSpineFabric fabric = rehearsal.Simulator.Service.Fabric;
            Dictionary<(string From, string To), bool> truth = PhysicalWalk.Of(fabric);
            unseen += Compare(new PathIndex(new FabricIndex(rehearsal.Fabric, rehearsal.Plan)), truth, fabric, new()).Count();
            if (fault is FaultName.DefaultStackOnly or FaultName.MissingGateway) Assert.Contains(false, truth.Values);
        }

        Assert.Equal(Losing.Contains(fault), unseen > 0);
        Assert.Empty(Losing.Except(Physical));
    }

    [Fact]
    public async Task With_pings_it_says_what_the_network_does_whatever_is_broken_in_it()
    {
        var problems = new ConcurrentBag<string>();
        int found = 0;
        var settings = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, ProbedCases), settings, async (seed, _) =>
        {
            SimulatorOptions options = DrawBroken(seed);
            string what = $"Seed {seed}: {options.Racks} racks of {options.HostsPerRack}, dual stack {options.DualStack}, " + string.Join(", ", options.Faults.Select(fault => $"{fault.Name}={fault.Count}"));
            using Rehearsal? rehearsal = await Rehearsal.TryReadAsync(options, fabric =>
            {
                Widen(fabric, seed);
                Break(fabric, seed);
            });
            if (rehearsal is null) return;
            LeafSpineFabric fabric = rehearsal.Simulator.Service.Fabric;
            Dictionary<(string From, string To), bool> truth = PhysicalWalk.Of(fabric);
            var index = new FabricIndex(rehearsal.Fabric, rehearsal.Plan);
            var alone = new PathIndex(index);
            IReadOnlyCollection<ProbeObservation> seen = await PingAsync(rehearsal, alone);
            var probed = new PathIndex(index, new PathFacts(index, seen));
            foreach (HostContext from in index.Hosts)
            {
                foreach (HostContext to in index.Hosts.Where(other => other != from))
                {
                    PathVerdict verdict = probed.Judge(from, to);
                    bool works = truth[(from.Host.Name, to.Host.Name)];
                    if (verdict.Kind == PathKind.Blocked && alone.Judge(from, to).Kind != PathKind.Blocked) System.Threading.Interlocked.Increment(ref found);
                    bool isBeyondPings = IsBeyondPings(fabric, seen, from, to);
                    if (verdict.Kind != PathKind.Unknown && (verdict.Kind != PathKind.Blocked) != works && !isBeyondPings)
                        problems.Add($"{what}\n  {InWords(from, to, verdict)}");
                }
            }

            // The rows say the same as the pairs that they stand for.
            foreach (PathGroup source in probed.Racks)
            {
                foreach (PathGroup destination in probed.Racks)
                {
                    if (probed.Between(source, destination) is not GroupPath row) continue;
                    HostPath[] pairs = probed.HostPaths(source.Hosts, destination.Hosts).ToArray();
                    foreach (PathKind kind in Enum.GetValues<PathKind>())
                        if (row.PairsOf(kind) != pairs.Count(pair => pair.Verdict.Kind == kind)) problems.Add($"{what}\n  {source.Name} to {destination.Name}: {row.PairsOf(kind)} {kind}");
                    if (row.Exceptions.Count == 0 && pairs.Any(pair => pair.Verdict.Kind != row.Verdict.Kind)) problems.Add($"{what}\n  {source.Name} to {destination.Name} has no exceptions");
                }
            }
        });
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order(StringComparer.Ordinal).Take(8)));
        Assert.True(found > 500, $"{found} pairs were found by pings.");
    }

    [Fact]
    public async Task With_pings_and_without_a_plan_nobody_is_called_blocked_who_is_not_and_what_the_network_breaks_is_seen()
    {
        var problems = new ConcurrentBag<string>();
        int found = 0;
        var settings = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(1, ProbedCases / 2), settings, async (seed, _) =>
        {
            SimulatorOptions options = DrawBroken(seed * 100);
            using Rehearsal? rehearsal = await Rehearsal.TryReadAsync(options, fabric => Widen(fabric, seed));
            if (rehearsal is null) return;
            LeafSpineFabric fabric = rehearsal.Simulator.Service.Fabric;
            Dictionary<(string From, string To), bool> truth = PhysicalWalk.Of(fabric);
            var index = new FabricIndex(rehearsal.Fabric);
            var alone = new PathIndex(index);
            IReadOnlyCollection<ProbeObservation> seen = await PingAsync(rehearsal, alone);
            var probed = new PathIndex(index, new PathFacts(index, seen));
            HashSet<(HostContext, HostContext)> beyond = [.. index.Hosts.SelectMany(_ => index.Hosts, (from, to) => (from, to)).Where(pair => IsBeyondPings(fabric, seen, pair.from, pair.to))];
            PhysicalWalk.Heal(fabric);
            Dictionary<(string From, string To), bool> sound = PhysicalWalk.Of(fabric);
            foreach (HostContext from in index.Hosts)
            {
                foreach (HostContext to in index.Hosts.Where(other => other != from && !beyond.Contains((from, other))))
                {
                    PathVerdict verdict = probed.Judge(from, to);
                    bool works = truth[(from.Host.Name, to.Host.Name)], isBroken = !works && sound[(from.Host.Name, to.Host.Name)];
                    if (isBroken) System.Threading.Interlocked.Increment(ref found);
                    if (verdict.Kind == PathKind.Blocked ? works : isBroken && verdict.Kind != PathKind.Unknown)
                        problems.Add($"Seed {seed * 100}: {options.Racks} racks of {options.HostsPerRack}, dual stack {options.DualStack}, {string.Join(", ", options.Faults.Select(fault => fault.Name))}\n  {InWords(from, to, verdict)}");
                }
            }
        });
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems.Order(StringComparer.Ordinal).Take(8)));
        Assert.True(found > 200, $"{found} pairs are broken by the network.");
    }

    [Fact]
    public async Task An_address_family_that_the_plan_has_not_is_neither_asked_nor_blamed()
    {
        for (int seed = 1; seed <= 6; seed++)
        {
            using Rehearsal rehearsal = (await Rehearsal.TryReadAsync(
                new SimulatorOptions { Seed = seed, Racks = 3, HostsPerRack = 3, DualStack = true, Faults = seed % 2 == 0 ? [new SimulatorFault(FaultName.SviDown, 1)] : [] },
                fabric =>
                {
                    // The addresses are there, and nothing routes them.
                    foreach (NetStack stack in fabric.Hosts.SelectMany(host => host.Stacks)) stack.Gateway6 = null;
                }))!;
            RackPlan dual = rehearsal.Plan;
            RackPlan plan = dual with { Racks = [.. dual.Racks.Select(rack => rack with { VMotion = rack.VMotion with { Subnet6 = null, Gateway6 = null, Adapters = [.. rack.VMotion.Adapters.Select(adapter => adapter with { Pool6 = null })] } })] };
            Dictionary<(string From, string To), bool> truth = PhysicalWalk.Of(rehearsal.Simulator.Service.Fabric, AddressFamily.IPv4);
            foreach (RackPlan? given in new[] { plan, null })
            {
                var index = new FabricIndex(rehearsal.Fabric, given);
                IReadOnlyCollection<ProbeObservation> seen = await PingAsync(rehearsal, new PathIndex(index));
                Assert.DoesNotContain(seen, ping => ping.Ping.Destination.Family == AddressFamily.IPv6 && given is not null);
                var probed = new PathIndex(index, new PathFacts(index, seen));
                foreach (HostContext from in index.Hosts)
                    foreach (HostContext to in index.Hosts.Where(other => other != from)) Assert.Equal(truth[(from.Host.Name, to.Host.Name)], probed.Judge(from, to).Kind != PathKind.Blocked);
                // Test-VMotionRouting says as much.
                Assert.DoesNotContain(await rehearsal.ProbeAsync(given), finding => finding.Rule is "PathUnreachable" or "PathUnreliable" or "HostReachesNoRack");
            }
        }
    }

    private static Task<IReadOnlyCollection<ProbeObservation>> PingAsync(Rehearsal rehearsal, PathIndex alone) => rehearsal.PingAsync(
        PathProbePlanner.First(alone, alone.Racks.SelectMany(_ => alone.Racks, (source, destination) => (source, destination)).ToArray()),
        observations => PathProbePlanner.Next(alone, observations));

    /// <summary>In every third fabric hosts have a second vMotion adapter, by another cable; one of those may be cut off by itself.</summary>
    private static void Widen(LeafSpineFabric fabric, int seed)
    {
        if (seed % 3 != 0) return;
        foreach (Host host in fabric.Hosts.Where(host => host.MigrationAdapters is [{ Stack: NetstackKeys.VMotion }]))
        {
            PhysicalNic nic = host.PhysicalNics[3];
            StandardSwitch vSwitch = new("vSwitch9", 9000, nic);
            host.StandardSwitches.Add(vSwitch);
            VMKernelAdapter first = host.MigrationAdapters[0];
            int place = 100 + host.Segment.Hosts.IndexOf(host);
            VMKernelAdapter second = FabricBuilder.AddAdapter(host, NetstackKeys.VMotion, FabricBuilder.Connect(host, vSwitch.AddPortGroup("vMotion B", host.Segment.Vlan)), host.Segment.AddressOf(place), first.Mtu);
            if (first.IPv6.Count > 0) second.IPv6.Add(host.Segment.Address6Of(place));
        }

        if (seed % 2 != 0) return;
        Host cut = fabric.Hosts.ElementAt(new Random(seed).Next(fabric.Hosts.Count()));
        LeafPort port = cut.PhysicalNics[3].Port!;
        port.Vlans = new HashSet<int>(port.Vlans.Except([cut.Segment.Vlan]));
    }

    /// <summary>What no named fault does: a size that a gateway, a host's port or one of several links does not carry, or an access list.</summary>
    private static void Break(LeafSpineFabric fabric, int seed)
    {
        var random = new Random(seed);
        LeafGroup group = fabric.Network.Groups[random.Next(fabric.Network.Groups.Count)];
        int mtu = random.Next(1600, 8990);
        switch (seed % 5)
        {
            case 0:
                foreach (Svi svi in group.Svis.Values) svi.Mtu = mtu;
                break;
            case 1:
                LeafPort[] ports = [.. group.Leaves.SelectMany(leaf => leaf.Ports)];
                PhysicalNic nic = ports[random.Next(ports.Length)].Nic!;
                foreach (LeafPort port in ports.Where(port => port.Nic!.Host == nic.Host)) port.Mtu = mtu;
                break;
            case 2:
                FabricLink[] links = [.. fabric.Network.LinksOf(group)];
                links[random.Next(links.Length)].Mtu = mtu;
                break;
            case 3:
                Subnet own = fabric.Segments.First(segment => segment.Leaves == group).Gateway.Subnet;
                Subnet other = fabric.Segments.First(segment => segment.Leaves != group).Gateway.Subnet;
                foreach (Svi svi in group.Svis.Values) svi.Denied.Add(new AccessRule(own, other));
                break;
            default:
                break;
        }
    }

    // Of two that answer no pings there is nothing to hear, and which spine packets take shows only to the addresses that ask.
    private static bool IsBeyondPings(LeafSpineFabric fabric, IEnumerable<ProbeObservation> seen, HostContext from, HostContext to)
    {
        Host left = fabric.FindHost(from.Host.Name)!, right = fabric.FindHost(to.Host.Name)!;
        if (new[] { left, right }.All(host => host.MigrationAdapters.Any(adapter => !adapter.AnswersEcho))) return true;
        // What gets to one that answers none cannot be measured: its own pings take another way, and answers to them may come in pieces.
        bool isUneven = new[] { left, right }.Any(host => fabric.Network.LinksOf(host.Rack.Leaves).Select(link => link.Mtu).Distinct().Count() > 1);
        if (isUneven && new[] { left, right }.Any(host => host.MigrationAdapters.Any(adapter => !adapter.AnswersEcho))) return true;
        if (!isUneven && !fabric.Network.Spines.Any(spine => spine.BlackHoles.Contains((left.Rack.Leaves, right.Rack.Leaves)))) return false;
        var asked = new HashSet<(string, string)>(seen.Where(one => one.Ping.PeerHostId is not null).Select(one => (one.Ping.HostId + one.Ping.Device, one.Ping.Destination.ToString())));
        return !left.MigrationAdapters.All(own => right.MigrationAdapters.All(other => Enum.GetValues<AddressFamily>().All(family =>
            AddressOf(own, family) is not InetAddress near || AddressOf(other, family) is not InetAddress far
            || asked.Contains((from.Host.Id + own.Device, far.ToString())) || asked.Contains((to.Host.Id + other.Device, near.ToString())))));
    }

    private static InetAddress? AddressOf(VMKernelAdapter adapter, AddressFamily family) =>
        family == AddressFamily.IPv4 ? adapter.IPv4?.Address : adapter.IPv6.Select(own => (InetAddress?)own.Address).FirstOrDefault();

    private static SimulatorOptions DrawBroken(int seed)
    {
        var random = new Random(seed);
        FaultName[] broken = Physical, configured = [FaultName.MissingGateway, FaultName.MtuMismatch, FaultName.Disconnected, FaultName.NoVMotion, FaultName.StaticRoutesOnly, FaultName.WrongVlan];
        random.Shuffle(broken);
        random.Shuffle(configured);
        return new SimulatorOptions
        {
            Seed = seed,
            Racks = random.Next(2, 6),
            HostsPerRack = random.Next(2, 6),
            DualStack = random.Next(4) == 0,
            VirtualMachinesPerHost = 1,
            Layout = random.Next(4) == 0 ? SimulatorLayout.SharedVlan : SimulatorLayout.None,
            Faults = [.. broken.Take(random.Next(1, 4)).Select(fault => new SimulatorFault(fault, 1)), .. configured.Take(random.Next(0, 2)).Select(fault => new SimulatorFault(fault, 1))],
        };
    }

    [Fact]
    public async Task Hosts_of_a_class_are_equal_in_every_fabric()
    {
        for (int seed = 1; seed <= 25; seed++)
        {
            using Rehearsal rehearsal = await Rehearsal.ReadAsync(Draw(seed * 1000));
            foreach (FabricIndex fabric in new[] { new FabricIndex(rehearsal.Fabric, rehearsal.Plan), new FabricIndex(rehearsal.Fabric) })
            {
                var index = new PathIndex(fabric);
                Assert.InRange(index.ClassCount, 1, fabric.Hosts.Count);
                foreach (HostContext from in fabric.Hosts)
                {
                    foreach (HostContext to in fabric.Hosts.Where(other => other != from))
                        Assert.Equal(InWords(from, to, index.JudgeAlone(from, to)), InWords(from, to, index.Judge(from, to)));
                }
            }
        }
    }

    [Fact]
    public async Task The_hosts_of_a_sound_rack_are_of_one_class_as_they_are_read()
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions { Racks = 5, HostsPerRack = 4, DualStack = true, Faults = [new SimulatorFault(FaultName.MissingGateway, 1)] });
        Assert.Equal(6, new PathIndex(new FabricIndex(rehearsal.Fabric, rehearsal.Plan)).ClassCount);
    }

    /// <summary>Where the verdict is not what the network does; of what configuration does not tell, where it should have told.</summary>
    private static IEnumerable<string> Compare(
        PathIndex index, Dictionary<(string From, string To), bool> truth, LeafSpineFabric fabric, ConcurrentDictionary<PathKind, int> seen)
    {
        foreach (HostContext from in index.Fabric.Hosts)
        {
            foreach (HostContext to in index.Fabric.Hosts.Where(other => other != from))
            {
                PathVerdict verdict = index.Judge(from, to);
                seen.AddOrUpdate(verdict.Kind, 1, (_, count) => count + 1);
                if (verdict.Kind == PathKind.Unknown)
                {
                    Host left = fabric.FindHost(from.Host.Name)!, right = fabric.FindHost(to.Host.Name)!;
                    if (!left.IsUnreadable && !right.IsUnreadable && !AreInAnUnplannedNetwork(left, right)) yield return InWords(from, to, verdict);
                }
                else if ((verdict.Kind != PathKind.Blocked) != truth[(from.Host.Name, to.Host.Name)])
                {
                    yield return InWords(from, to, verdict);
                }
            }
        }
    }

    // Both in one VLAN that is not their racks': the network there is nobody's business but its own.
    private static bool AreInAnUnplannedNetwork(Host left, Host right) => left.MigrationAdapters.Concat(right.MigrationAdapters)
        .Select(adapter => adapter.Connection.WireVlan).Distinct().Count() == 1
        && left.MigrationAdapters[0].Connection.WireVlan != left.Segment.Vlan && right.MigrationAdapters[0].Connection.WireVlan != right.Segment.Vlan;

    private static string InWords(HostContext from, HostContext to, PathVerdict verdict) =>
        $"{from.Host.Name} to {to.Host.Name}: {verdict.Kind} through {verdict.Gateway ?? "none"} and {verdict.ReturnGateway ?? "none"}, "
        + string.Join("; ", verdict.Reasons.Select(reason => $"{reason.Side} {reason.Rule.Name}"));

    private static SimulatorOptions Draw(int seed)
    {
        var random = new Random(seed);
        int racks = random.Next(2, 6), hosts = random.Next(2, 7);
        SimulatorLayout[] sights = [SimulatorLayout.LinkAggregation, SimulatorLayout.BladeInterconnect, SimulatorLayout.SharedLeaves, SimulatorLayout.SharedCabinet, SimulatorLayout.SharedVlan];
        SimulatorLayout layout = sights.Where(_ => random.Next(4) == 0).Aggregate(SimulatorLayout.None, (all, one) => all | one);
        bool isUnconverted = random.Next(8) == 0;
        if (isUnconverted) layout |= SimulatorLayout.Unconverted;
        FaultName[] all = Enum.GetValues<FaultName>();
        // On an unconverted host those that concern a stack have nothing to stand on.
        if (isUnconverted) all = [FaultName.MixedStacks, FaultName.UplinksDown, FaultName.Disconnected, FaultName.MaintenanceMode, FaultName.NoVMotion, .. Physical];
        random.Shuffle(all);
        int room = Math.Max(1, racks * hosts / 3);
        return new SimulatorOptions
        {
            Seed = seed,
            Racks = racks,
            HostsPerRack = hosts,
            RacksPerCluster = random.Next(1, 4),
            Layout = layout,
            DualStack = random.Next(3) == 0,
            VirtualMachinesPerHost = 1,
            Faults = all.Take(random.Next(0, room + 1)).Select(fault => new SimulatorFault(fault, random.Next(6) == 0 && room > 3 ? 2 : 1)).ToArray(),
        };
    }
}
