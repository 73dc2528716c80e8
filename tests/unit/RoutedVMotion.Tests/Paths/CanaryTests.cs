using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Vim;
using RoutedVMotion.Tests.Validation;
using RoutedVMotion.Tests.Wire;
using RoutedVMotion.VSphere;
using RoutedVMotion.VSphere.Paths;
using RoutedVMotion.VSphere.Reading;
using RoutedVMotion.VSphere.Vim25;

using Xunit;

using DistributedConnection = RoutedVMotion.Simulator.Fabric.DistributedConnection;
using Host = RoutedVMotion.Simulator.Fabric.Host;
using LeafSpineFabric = RoutedVMotion.Simulator.Fabric.LeafSpineFabric;
using Machine = RoutedVMotion.Simulator.Fabric.VirtualMachine;
using Migration = RoutedVMotion.Simulator.Fabric.Migration;
using StandardConnection = RoutedVMotion.Simulator.Fabric.StandardConnection;

namespace RoutedVMotion.Tests.Paths;

/// <summary>A canary goes there and comes home, whatever happens on the way; and where it cannot, it is said where it is.</summary>
public sealed class CanaryTests
{
    private const string Near = "esx-0102.example.com";
    private const string Far = "esx-0201.example.com";
    private const string Home = "esx-0101.example.com";
    private const string OtherCluster = "esx-0301.example.com";

    private static readonly SimulatorOptions Sound = new() { Racks = 4, HostsPerRack = 3, Behavior = new() { MigrationTime = TimeSpan.FromMilliseconds(60) } };

    private static readonly CanarySettings Quick = new() { Pause = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(10) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_canary_goes_there_and_back_after_the_server_was_asked_and_both_ways_are_timed()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        CanaryOutcome outcome = await canary.RunAsync(Far);
        Assert.Equal((CanaryResult.Passed, Home), (outcome.Result, outcome.VMHost));
        Assert.Empty(outcome.Problems);
        Assert.Equal([(false, Home, Far), (true, Far, Home)], outcome.Legs.Select(leg => (leg.IsBack, leg.Source, leg.Destination)));
        // By the server's clock, to which a migration takes just this long.
        Assert.All(outcome.Legs, leg => Assert.True(leg is { Seconds: 0.06, Start: not null, Fault: null }, leg.ToString()));
        Assert.Equal(Home, canary.Machine.Host.Name);
        Assert.Equal(
            ["QueryVMotionCompatibilityEx_Task", "CheckMigrate_Task", "RelocateVM_Task", "CheckMigrate_Task", "RelocateVM_Task"],
            canary.Simulator.Calls.Select(call => call.Method).Where(method => method.EndsWith("_Task", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task In_another_cluster_it_is_in_a_pool_of_that_one_and_at_home_in_its_own_again()
    {
        using Canary canary = await Canary.StartAsync(
            Sound with { VirtualMachinesPerHost = 5 }, machine => machine.Connections is [StandardConnection], (_, machine) => machine.Host.Cluster!.Name == "cluster-01");
        string home = canary.Machine.Host.Name;
        var clusters = new List<string>();
        canary.Simulator.Service.OnCall = (call, isDone) =>
        {
            if (call.Method == "RelocateVM_Task" && !isDone) clusters.Add(canary.Machine.Host.Cluster!.Name);
        };
        string pool = await canary.ReadPoolAsync();
        CanaryOutcome outcome = await canary.RunAsync(OtherCluster);
        Assert.True(outcome.Result == CanaryResult.Passed, string.Join(" ", outcome.Problems));
        Assert.Equal(["cluster-01", "cluster-02"], clusters);
        Assert.Equal(pool, await canary.ReadPoolAsync());
        Assert.Equal(home, canary.Machine.Host.Name);
        // Its port group is the host's own, there and at home.
        Assert.Contains(((StandardConnection)canary.Machine.Connections[0]).PortGroup, canary.Machine.Host.StandardSwitches.SelectMany(one => one.PortGroups));
    }

    [Theory]
    [InlineData(FaultName.NoVMotion, CanaryResult.Refused, "VMotionNotConfigured")]
    [InlineData(FaultName.UplinksDown, CanaryResult.Refused, "VMotionLinkDown")]
    [InlineData(FaultName.MissingGateway, CanaryResult.Failed, "Network unreachable")]
    [InlineData(FaultName.DefaultStackOnly, CanaryResult.Failed, "vMotion network")]
    [InlineData(FaultName.WrongVlan, CanaryResult.Failed, "Timeout")]
    [InlineData(FaultName.FabricMtu1500, CanaryResult.Failed, "timed out waiting for migration data")]
    [InlineData(FaultName.SviDown, CanaryResult.Failed, "Timeout")]
    [InlineData(FaultName.Disconnected, CanaryResult.Refused, "is disconnected")]
    [InlineData(FaultName.NotResponding, CanaryResult.Refused, "does not respond")]
    [InlineData(FaultName.MaintenanceMode, CanaryResult.Refused, "is in maintenance mode")]
    public async Task Where_it_cannot_go_the_fault_is_told_and_it_has_not_moved(FaultName fault, CanaryResult result, string says)
    {
        using Canary canary = await Canary.StartAsync(Sound with { VirtualMachinesPerHost = 5, Faults = [new SimulatorFault(fault, 1)] }, _ => true, (fabric, machine) =>
        {
            // Of the same cluster, but another rack: within its own a host without a gateway is well.
            Host faulty = FaultyHost(fabric);
            return machine.Host.Cluster == faulty.Cluster && machine.Host.Rack != faulty.Rack && machine.Connections.TrueForAll(faulty.Has);
        });
        string home = canary.Machine.Host.Name;
        CanaryOutcome outcome = await canary.RunAsync(FaultyHost(canary.Simulator.Service.Fabric).Name);
        string why = string.Join(" ", outcome.Problems);
        Assert.True((result, home) == (outcome.Result, outcome.VMHost), $"{outcome.Result} on {outcome.VMHost}: {why}");
        Assert.Contains(says, why, StringComparison.Ordinal);
        Assert.Equal(home, canary.Machine.Host.Name);
        Assert.Equal(result == CanaryResult.Refused ? 0 : 1, outcome.Legs.Count);
        Assert.Equal(outcome.Legs.Count, canary.Simulator.WriteCount);
    }

    [Fact]
    public async Task What_does_not_run_or_may_not_be_moved_is_refused_before_anything_is_written()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        async Task Refused(string to, string says)
        {
            CanaryOutcome outcome = await canary.RunAsync(to);
            Assert.Equal((CanaryResult.Refused, 0, canary.Machine.Host.Name), (outcome.Result, outcome.Legs.Count, outcome.VMHost));
            Assert.Contains(says, string.Join(" ", outcome.Problems), StringComparison.Ordinal);
        }

        await Refused(Home, "is on esx-0101.example.com already");
        await Refused(OtherCluster, "CannotAccessNetwork");
        canary.Machine.IsMigrateDenied = true;
        await Refused(Near, "lacks the privilege Resource.HotMigrate");
        canary.Machine.IsMigrateDenied = false;
        canary.Machine.IsPoweredOn = false;
        await Refused(Near, "is powered off");
        canary.Machine.IsPoweredOn = true;
        canary.Machine.Host.InMaintenanceMode = true;
        canary.Machine.Host.Touch();
        await Refused(Near, Home + " is in maintenance mode");
        canary.Machine.Host.InMaintenanceMode = false;
        canary.Machine.Host.Touch();
        canary.MoveTo(Far);
        await Refused(Near, "is on esx-0201.example.com now");
        Assert.Equal(0, canary.Simulator.WriteCount);
    }

    [Fact]
    public async Task What_it_would_not_have_back_at_home_is_said_or_refused()
    {
        using Canary canary = await Canary.StartAsync(
            Sound with { VirtualMachinesPerHost = 5 }, machine => machine.Connections is [StandardConnection], (_, machine) => machine.Host.Cluster!.Name == "cluster-01");
        Assert.Null((await canary.PrepareAsync(canary.Machine.Host.Name == Far ? Home : Far)).Loss);
        CanaryTrip trip = await canary.PrepareAsync(OtherCluster);
        Assert.Empty(trip.Problems);
        Assert.Contains("leaves cluster-01", trip.Loss, StringComparison.Ordinal);
        Assert.Contains(trip.Loss, trip.Warnings);
        // A pool that is not known is one that it cannot be put back into.
        canary.Machine.IsPoolHidden = true;
        Assert.Contains("could not be brought back", Assert.Single((await canary.PrepareAsync(OtherCluster)).Problems), StringComparison.Ordinal);
        canary.Machine.IsPoolHidden = false;
        Assert.Contains("is not known to be in", Assert.Single((await canary.PrepareAsync(OtherCluster, "elsewhere")).Problems), StringComparison.Ordinal);
        Assert.Equal(0, canary.Simulator.WriteCount);
    }

    [Fact]
    public void Of_several_hosts_it_goes_to_one_of_its_cluster_that_can_take_it()
    {
        Fabric read = new()
        {
            Hosts = [Host("home", "c1"), Host("a-other", "c2"), Host("b-maintained", "c1") with { InMaintenanceMode = true }, Host("c-forbidden", "c1"), Host("d-bare", "c1"), Host("e-good", "c1")],
            Clusters = [new Cluster { Server = "vc", Id = "c1", Name = "c1", MandatoryHostRules = [new MandatoryHostRule("rule", ["vm-1"], ["home", "b-maintained", "d-bare", "e-good"])] }],
            Networks = [new VirtualMachineNetwork { Server = "vc", Id = "net", Name = "net", Kind = SwitchKind.Distributed, HostIds = ["home", "a-other", "b-maintained", "c-forbidden", "e-good"] }],
            VirtualMachines = [new VirtualMachine { Server = "vc", Id = "vm-1", Name = "vm", HostId = "home", NetworkIds = ["net"] }],
        };
        var index = new PathIndex(new FabricIndex(read));
        HostContext home = index.Fabric.FindHost("vc", "home")!;
        string? Choose(params string[] hosts) => CanaryDestination.Choose(index, read.VirtualMachines[0], home, hosts.Select(id => index.Fabric.FindHost("vc", id)!))?.Host.Name;
        Assert.Equal("e-good", Choose("home", "a-other", "b-maintained", "c-forbidden", "d-bare", "e-good"));
        Assert.Null(Choose("home", "a-other"));
        // The only one may be named, and the server says why not.
        Assert.Equal("c-forbidden", Choose("c-forbidden"));

        static EsxHost Host(string name, string cluster) => new() { Server = "vc", Id = name, Name = name, Cluster = cluster, ClusterId = cluster, Datacenter = "dc", Connection = HostConnection.Connected };
    }

    [Fact]
    public async Task Moved_by_something_else_meanwhile_it_comes_home_from_where_it_is()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        bool isMoved = false;
        canary.Simulator.Service.OnCall = (call, isDone) =>
        {
            if (isMoved || call.Method != "CheckMigrate_Task" || canary.Machine.Host.Name != Far || !isDone) return;
            isMoved = true;
            canary.MoveTo(Near);
        };
        CanaryOutcome outcome = await canary.RunAsync(Far);
        Assert.True(isMoved);
        Assert.Equal((CanaryResult.Passed, Home), (outcome.Result, outcome.VMHost));
        Assert.Equal([(Home, Far), (Near, Home)], outcome.Legs.Select(leg => (leg.Source, leg.Destination)));
        Assert.Equal(Home, canary.Machine.Host.Name);
    }

    [Theory]
    [InlineData("the 1st RelocateVM_Task drops the connection after it took effect", CanaryResult.Passed, 2)]
    [InlineData("the 1st RelocateVM_Task drops the connection before it takes effect", CanaryResult.Failed, 1)]
    [InlineData("the 2nd RelocateVM_Task drops the connection after it took effect", CanaryResult.Passed, 2)]
    [InlineData("the 2nd RelocateVM_Task fails before it takes effect", CanaryResult.Failed, 3)]
    [InlineData("the 1st RelocateVM_Task ends the session", CanaryResult.Passed, 2)]
    [InlineData("the 9th RetrievePropertiesEx drops the connection before it takes effect", CanaryResult.Passed, 2)]
    public async Task A_broken_call_costs_the_canary_nothing_it_is_looked_for_and_brought_home(string rule, CanaryResult result, int legs)
    {
        using Canary canary = await Canary.StartAsync(Sound);
        canary.Simulator.AddRule(rule);
        CanaryOutcome outcome = await canary.RunAsync(Far);
        Assert.True((result, legs) == (outcome.Result, outcome.Legs.Count), $"{outcome.Result}: {string.Join(" ", outcome.Problems)}");
        Assert.Equal((Home, Home), (outcome.VMHost, canary.Machine.Host.Name));
    }

    [Fact]
    public async Task A_task_that_cannot_be_read_for_a_while_has_not_ended()
    {
        using Canary canary = await Canary.StartAsync(Sound with { Behavior = new() { MigrationTime = TimeSpan.FromMilliseconds(500) } });
        // While it is under way, and once more when it is to be seen where it is.
        int left = 8;
        canary.FailReads(() => canary.Simulator.WriteCount == 1 && left-- > 0);
        CanaryOutcome outcome = await canary.RunAsync(Far);
        Assert.True(outcome.Result == CanaryResult.Passed, string.Join(" ", outcome.Problems));
        Assert.Equal((Home, Home, 2), (outcome.VMHost, canary.Machine.Host.Name, outcome.Legs.Count));
        Assert.True(left < 0);
    }

    [Fact]
    public async Task A_task_that_cannot_be_read_at_all_is_not_held_for_ended()
    {
        var timeout = TimeSpan.FromMilliseconds(500);
        using Canary canary = await Canary.StartAsync(Sound with { Behavior = new() { MigrationTime = TimeSpan.FromHours(1) } });
        Stopwatch? clock = null;
        canary.FailReads(() => canary.Simulator.WriteCount == 1 && (clock ??= Stopwatch.StartNew()).Elapsed < timeout);
        CanaryOutcome outcome = await canary.RunAsync(Far, settings: Quick with { MigrationTimeout = timeout });
        Assert.Equal((CanaryResult.Away, Home), (outcome.Result, outcome.VMHost));
        Assert.Contains("may go on as task-", string.Join(" ", outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_cannot_be_read_for_a_while_it_is_brought_home_all_the_same()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        int left = 6;
        canary.FailReads(() => canary.Machine.Host.Name == Far && left-- > 0);
        CanaryOutcome outcome = await canary.RunAsync(Far);
        Assert.True(outcome.Result == CanaryResult.Passed, string.Join(" ", outcome.Problems));
        Assert.Equal((Home, Home), (outcome.VMHost, canary.Machine.Host.Name));
    }

    [Fact]
    public async Task What_else_moves_it_is_waited_for_before_it_is_brought_home()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        Func<bool>? end = null;
        int reads = 0;
        canary.Simulator.Service.OnCall = (call, isDone) =>
        {
            if (isDone) return;
            // DRS takes it elsewhere, and takes longer than a few attempts.
            if (call.Method == "RelocateVM_Task" && canary.Machine.Host.Name == Far) end ??= canary.StartMove(Near);
            if (call.Method == "RetrievePropertiesEx" && end is not null && ++reads == 50) end();
        };
        CanaryOutcome outcome = await canary.RunAsync(Far);
        Assert.Equal((CanaryResult.Failed, Home, Home), (outcome.Result, outcome.VMHost, canary.Machine.Host.Name));
        Assert.Equal([(Home, Far), (Far, Home), (Near, Home)], outcome.Legs.Select(leg => (leg.Source, leg.Destination)));
        Assert.Contains("TaskInProgress", Assert.Single(outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_run_meanwhile_has_not_passed()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        canary.Simulator.Service.OnCall = (call, isDone) =>
        {
            if (call.Method == "RelocateVM_Task" && !isDone) canary.Machine.IsPoweredOn = false;
        };
        CanaryOutcome outcome = await canary.RunAsync(Far);
        Assert.Equal((CanaryResult.Failed, Home, 2), (outcome.Result, outcome.VMHost, outcome.Legs.Count));
        Assert.Contains("is powered off meanwhile", Assert.Single(outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_cannot_be_brought_back_is_said_to_be_where_it_is()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        bool isBroken = false;
        canary.Simulator.Service.OnCall = (call, isDone) =>
        {
            if (isBroken || canary.Machine.Host.Name != Far) return;
            isBroken = true;
            canary.Simulator.AddRule("every RelocateVM_Task fails before it takes effect");
        };
        CanaryOutcome outcome = await canary.RunAsync(Far, settings: Quick with { Patience = TimeSpan.FromMilliseconds(300) });
        Assert.Equal((CanaryResult.Away, Far), (outcome.Result, outcome.VMHost));
        // At once, and after 80, 160 and the 60 ms that are left.
        Assert.Equal(5, outcome.Legs.Count);
        Assert.Contains("Home to " + Home, string.Join(" ", outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_on_its_way_it_is_brought_home_and_stopped_before_it_stays()
    {
        using Canary canary = await Canary.StartAsync(Sound);
        using var stop = new CancellationTokenSource();
        canary.Simulator.Service.OnCall = (call, isDone) =>
        {
            if (call.Method == "RelocateVM_Task" && isDone) stop.Cancel();
        };
        CanaryOutcome outcome = await canary.RunAsync(Far, stop.Token);
        Assert.True(stop.IsCancellationRequested);
        Assert.Equal((CanaryResult.Passed, Home, 2), (outcome.Result, outcome.VMHost, outcome.Legs.Count));
        Assert.Equal(Home, canary.Machine.Host.Name);

        int writes = canary.Simulator.WriteCount;
        outcome = await canary.RunAsync(Far, stop.Token);
        Assert.Equal((CanaryResult.Stopped, writes), (outcome.Result, canary.Simulator.WriteCount));
    }

    [Fact]
    public async Task A_migration_that_does_not_end_is_not_waited_for_for_ever()
    {
        using Canary canary = await Canary.StartAsync(Sound with { Behavior = new() { MigrationTime = TimeSpan.FromHours(1) } });
        CanaryOutcome outcome = await canary.RunAsync(Far, settings: new CanarySettings { MigrationTimeout = TimeSpan.FromMilliseconds(500) });
        Assert.Equal((CanaryResult.Away, Home), (outcome.Result, outcome.VMHost));
        Assert.Contains("may go on as task-", string.Join(" ", outcome.Problems), StringComparison.Ordinal);
    }

    private static Host FaultyHost(LeafSpineFabric fabric)
    {
        PlacedFault placed = fabric.PlacedFaults[0];
        return fabric.Hosts.First(host => placed.VMHost.Length > 0 ? host.Name == placed.VMHost : host.Rack.Name == placed.Rack);
    }

    /// <summary>A fabric, as it was read, and a machine of its first host that is the canary.</summary>
    private sealed class Canary : IDisposable
    {
        private readonly Rehearsal _rehearsal;
        private readonly VSphereSession _session;

        private Canary(Rehearsal rehearsal, VSphereSession session, Machine machine)
        {
            _rehearsal = rehearsal;
            _session = session;
            Machine = machine;
        }

        public VCenterSimulator Simulator => _rehearsal.Simulator;

        public Machine Machine { get; }

        private VCenterService Service => Simulator.Service;

        public static async Task<Canary> StartAsync(
            SimulatorOptions options, Func<Machine, bool>? isMeant = null, Func<LeafSpineFabric, Machine, bool>? isFor = null)
        {
            Rehearsal rehearsal = await Rehearsal.ReadAsync(options);
            VSphereSession session = await Simulators.LoginAsync(rehearsal.Simulator);
            LeafSpineFabric fabric = rehearsal.Simulator.Service.Fabric;
            isMeant ??= machine => machine.Connections is [DistributedConnection];
            isFor ??= (_, machine) => machine.Host == fabric.Hosts.First();
            Machine found = fabric.VirtualMachines.First(machine => machine is { IsTemplate: false, IsPoweredOn: true, IsClusterAgent: false } && isMeant(machine) && isFor(fabric, machine)
                && !fabric.Datacenters.SelectMany(one => one.Clusters).SelectMany(one => one.Rules).Any(rule => rule.IsMandatory && rule.Machines.Contains(machine)));
            return new Canary(rehearsal, session, found);
        }

        /// <summary>Somebody else moves it, before anything is asked.</summary>
        public void MoveTo(string host) => StartMove(host)();

        /// <summary>Somebody else begins to move it; what is given back ends that.</summary>
        public Func<bool> StartMove(string host) => Service.WithFabric<Func<bool>>(fabric =>
        {
            Migration migration = Service.StartMigration(Machine, fabric.FindHost(host)!, byDrs: true);
            return () =>
            {
                Service.FinishMigration(migration);
                return true;
            };
        });

        /// <summary>What is read while this holds is answered with a fault.</summary>
        public void FailReads(Func<bool> isBad) => Service.OnCall = (call, isDone) =>
        {
            if (call.Method == "RetrievePropertiesEx" && !isDone && isBad())
                throw new VimFault(new DataObject("SystemError") { ["reason"] = "busy" }, "A general system error occurred: busy");
        };

        public async Task<string> ReadPoolAsync()
        {
            string? pool = null;
            var reference = new ManagedObjectReference("VirtualMachine", _rehearsal.Fabric.VirtualMachines.Single(one => one.Name == Machine.Name).Id);
            await new PropertyReader(_session).ReadObjectsAsync(
                [new ObjectSpec { Obj = reference }],
                [new PropertySpec { Type = reference.Type, PathSet = ["resourcePool"] }],
                null,
                found => pool = found.Get<ManagedObjectReference>("resourcePool")!.Value,
                null,
                Cancel);
            return pool!;
        }

        public async Task<CanaryOutcome> RunAsync(string to, CancellationToken? stop = null, CanarySettings? settings = null)
        {
            CanaryTrip trip = await PrepareAsync(to);
            return await new CanaryMigration(_session, settings ?? Quick).RunAsync(trip, stop ?? Cancel);
        }

        public Task<CanaryTrip> PrepareAsync(string to, string? datacenter = null)
        {
            VirtualMachine machine = _rehearsal.Fabric.VirtualMachines.Single(one => one.Name == Machine.Name);
            EsxHost Find(string name) => _rehearsal.Fabric.Hosts.Single(host => host.Name == name);
            EsxHost home = _rehearsal.Fabric.Hosts.Single(host => host.Id == machine.HostId);
            EsxHost destination = Find(to);
            return new CanaryMigration(_session).PrepareAsync(machine, home, destination with { Datacenter = datacenter ?? destination.Datacenter }, Cancel);
        }

        public void Dispose()
        {
            _session.Dispose();
            _rehearsal.Dispose();
        }
    }
}
