using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

using static RoutedVMotion.Tests.Simulator.SimulatedVCenter;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>Migrations of the simulated vCenter: what moves, what is refused and why, held against pings.</summary>
public sealed class MigrationTests
{
    private const int Cases = 50;

    private static readonly SimulatorBehavior AtOnce = new() { MigrationTime = TimeSpan.Zero };

    [Fact]
    public void A_machine_migrates_exactly_where_both_hosts_ping_each_other_unfragmented_at_their_MTU_and_its_networks_are_there()
    {
        var seen = new Dictionary<string, int>();
        for (int seed = 1; seed <= Cases; seed++)
        {
            SimulatedVCenter server;
            try
            {
                server = LoggedIn(Draw(seed));
            }
            catch (ArgumentException)
            {
                // There is no room for these faults in this fabric.
                continue;
            }

            // A host that only ignores pings is none that does not migrate.
            foreach (VMKernelAdapter adapter in server.Fabric.Hosts.SelectMany(host => host.Adapters)) adapter.AnswersEcho = true;
            Dictionary<string, string> hosts = server.Read("HostSystem", "name").ToDictionary(host => host.Value["name"].Value, host => host.Key);
            Dictionary<string, string> machines = server.Read("VirtualMachine", "name").ToDictionary(machine => machine.Value["name"].Value, machine => machine.Key);
            var random = new Random(seed);
            for (int move = 0; move < 30; move++)
            {
                VirtualMachine[] movable = server.Fabric.VirtualMachines.Where(machine => !machine.IsTemplate && machine.IsPoweredOn).ToArray();
                VirtualMachine machine = movable[random.Next(movable.Length)];
                Host[] targets = server.Fabric.Hosts.Where(host => host != machine.Host && !host.IsUnreadable && (random.Next(4) == 0 || host.Cluster == machine.Host.Cluster)).ToArray();
                if (targets.Length == 0) continue;
                Host source = machine.Host, target = targets[random.Next(targets.Length)];
                string expected = Expect(machine, target);
                string found = Move(server, machines[machine.Name], hosts[target.Name]);
                string what = $"seed {seed}: {machine.Name} from {source.Name} to {target.Name}";
                Assert.True(expected == found, $"{what} is expected to be {expected}, and is {found}");
                Assert.True(machine.Host == (found == "success" ? target : source), what + " says one thing and does another");
                Assert.Contains(machine, machine.Host.VirtualMachines);
                string kind = found == "success" && source.Rack != target.Rack ? "to another rack" : found;
                seen[kind] = seen.GetValueOrDefault(kind) + 1;
            }
        }

        // All of it is there; else this would show nothing.
        Assert.All(
            new[] { "success", "to another rack", "CannotAccessNetwork", "GenericVmConfigFault", "VMotionNotConfigured", "VMotionLinkDown", "HostNotConnected", "InvalidHostState" },
            kind => Assert.True(seen.GetValueOrDefault(kind) >= 3, $"{kind} in {string.Join(", ", seen)}"));
    }

    [Fact]
    public void A_migration_takes_its_time_and_keeps_the_machine_busy_and_what_is_wrong_with_a_call_is_said_at_once()
    {
        SimulatedVCenter server = LoggedIn(new SimulatorOptions { Racks = 3, HostsPerRack = 2, Behavior = new() { MigrationTime = TimeSpan.FromHours(1) } });
        VirtualMachine machine = server.Fabric.Hosts.First().VirtualMachines.First(one => !one.IsTemplate && one.IsPoweredOn && !one.IsClusterAgent);
        string id = server.Read("VirtualMachine", "name").Single(one => one.Value["name"].Value == machine.Name).Key;
        string near = server.IdOf("esx-0102.example.com"), far = server.IdOf("esx-0301.example.com");
        string To(string host) => $"<spec><host type=\"HostSystem\">{host}</host></spec>";

        Assert.Equal("InvalidArgument", Fault(() => server.Call("RelocateVM_Task", "VirtualMachine:" + id, To(far))));
        Assert.Equal("NotSupported", Fault(() => server.Call("RelocateVM_Task", "VirtualMachine:" + id, "<spec><diskMoveType>moveAllDiskBackingsAndAllowSharing</diskMoveType></spec>")));
        Assert.Equal("InvalidPowerState", Fault(() => server.Call(
            "MigrateVM_Task", "VirtualMachine:" + id, $"<host type=\"HostSystem\">{near}</host><priority>highPriority</priority><state>poweredOff</state>")));
        machine.IsMigrateDenied = true;
        Assert.Equal("NoPermission", Fault(() => server.Call("RelocateVM_Task", "VirtualMachine:" + id, To(near))));
        machine.IsMigrateDenied = false;

        string task = server.Call("RelocateVM_Task", "VirtualMachine:" + id, To(near)).Value;
        XElement info = server.ReadOne("Task:" + task, "info")!;
        Assert.Equal(
            ("running", "RelocateVM_Task", "VirtualMachine.relocate", machine.Name, UserName),
            (Text(info, "state"), Text(info, "name"), Text(info, "descriptionId"), Text(info, "entityName"), info.Descendants(Vim + "userName").Single().Value));
        Assert.Equal(task, Assert.Single(server.ReadOne("VirtualMachine:" + id, "recentTask")!.Elements()).Value);
        Assert.Equal("TaskInProgress", Fault(() => server.Call("RelocateVM_Task", "VirtualMachine:" + id, To(near))));
        Assert.Equal("esx-0101.example.com", machine.Host.Name);
    }

    [Fact]
    public async Task PyVmomi_migrates_a_machine_there_and_back_and_hears_why_another_one_cannot()
    {
        using VCenterSimulator simulator = VCenterSimulator.Start(new SimulatorOptions
        {
            Racks = 2, HostsPerRack = 3, Faults = [new SimulatorFault(FaultName.NoVMotion, 1), new SimulatorFault(FaultName.FabricMtu1500, 1)],
            Behavior = new() { MigrationTime = TimeSpan.FromMilliseconds(200) },
        });
        LeafSpineFabric fabric = simulator.Service.Fabric;
        Host lame = fabric.FindHost(simulator.PlacedFaults.Single(placed => placed.Name == FaultName.NoVMotion).VMHost)!;
        Host[] sound = fabric.Hosts.Where(host => host != lame && host.Rack == lame.Rack).ToArray();
        Host other = fabric.Hosts.First(host => host.Rack != lame.Rack);
        VirtualMachine machine = sound[0].VirtualMachines.First(one => !one.IsTemplate && one.IsPoweredOn && !one.IsClusterAgent && one.Connections.TrueForAll(other.Has));

        JsonElement seen = await PyVmomi.RunAsync(simulator, "migrate_vm.py", machine.Name, sound[1].Name, lame.Name, other.Name);
        Assert.Equal("[]", seen.GetProperty("checked").ToString());
        Assert.Equal(["success", sound[1].Name], Strings(seen, "there"));
        Assert.Equal(["success", sound[0].Name], Strings(seen, "back"));
        Assert.Equal(["vim.fault.VMotionNotConfigured", lame.Name], Strings(seen, "lame"));
        // The switches between the racks are too small, which no check of vCenter's shows.
        Assert.Equal("[]", seen.GetProperty("checkedFar").ToString());
        Assert.Equal(["vim.fault.GenericVmConfigFault", sound[0].Name], Strings(seen, "far"));
        Assert.Contains("timed out waiting for migration data", seen.GetProperty("farSays").GetString(), StringComparison.Ordinal);
    }

    private static string[] Strings(JsonElement seen, string name) => seen.GetProperty(name).EnumerateArray().Select(one => one.GetString()!).ToArray();

    private static string Text(XElement info, string name) => info.Element(Vim + name)!.Value;

    private static string Fault(Action call) => Assert.Throws<FaultReply>(call).Type;

    private static string Move(SimulatedVCenter server, string machine, string host)
    {
        XElement parent = server.ReadOne("HostSystem:" + host, "parent")!;
        string pool = server.ReadOne(parent.Attribute("type")!.Value + ":" + parent.Value, "resourcePool")!.Value;
        string task = server.Call(
            "RelocateVM_Task", "VirtualMachine:" + machine, $"<spec><pool type=\"ResourcePool\">{pool}</pool><host type=\"HostSystem\">{host}</host></spec>").Value;
        XElement info = server.ReadOne("Task:" + task, "info")!;
        return Text(info, "state") == "error" ? (string)info.Element(Vim + "error")!.Element(Vim + "fault")!.Attribute(Xsi + "type")! : Text(info, "state");
    }

    // What a person would find who looks at both hosts and pings from each. Two faults at once: the first that vCenter looks for.
    private static string Expect(VirtualMachine machine, Host target)
    {
        foreach (Host host in new[] { machine.Host, target })
        {
            if (host.State == HostState.Disconnected) return "HostNotConnected";
            if (host.State == HostState.NotResponding) return "HostNotReachable";
        }

        if (target.InMaintenanceMode) return "InvalidHostState";
        foreach (Host host in new[] { machine.Host, target })
        {
            if (host.MigrationAdapters.Count == 0) return "VMotionNotConfigured";
            if (host.MigrationAdapters.All(adapter => !host.UplinksOf(adapter.Connection).Any(nic => nic.IsUp))) return "VMotionLinkDown";
        }

        if (!machine.Connections.TrueForAll(target.Has)) return "CannotAccessNetwork";
        if (target.Cluster?.Rules.Any(rule => rule.IsMandatory && rule.Machines.Contains(machine) && !rule.Hosts.Contains(target)) == true) return "VmHostAffinityRuleViolation";
        return Pings(machine.Host, target) && Pings(target, machine.Host) ? "success" : "GenericVmConfigFault";
    }

    private static bool Pings(Host from, Host to) => from.MigrationAdapters.All(sender => to.MigrationAdapters.All(receiver =>
    {
        var pings = new List<bool>();
        // The smaller MTU of both is what TCP settles on.
        int mtu = Math.Min(sender.Mtu, receiver.Mtu);
        if (sender.IPv4 is not null && receiver.IPv4 is not null) pings.Add(Pings(from, sender, receiver.IPv4.Value.Address, mtu - 28));
        if (sender.IPv6.Count > 0 && receiver.IPv6.Count > 0) pings.Add(Pings(from, sender, receiver.IPv6[0].Address, mtu - 48));
        return pings.Count > 0 && pings.TrueForAll(answered => answered);
    }));

    // An address that two have is answered by both; one that is the host's own, by the host itself.
    private static bool Pings(Host host, VMKernelAdapter sender, InetAddress address, int size) =>
        !host.Adapters.Any(own => own.Owns(address))
        && Pinger.Ping(host, sender, address, 3, size, dontFragment: true) is { Failure: PingFailure.None, Replies.Count: > 0, Duplicates: 0 };

    private static SimulatorOptions Draw(int seed)
    {
        var random = new Random(seed);
        int racks = random.Next(2, 5), hosts = random.Next(2, 6);
        bool isUnconverted = random.Next(8) == 0;
        SimulatorLayout[] sights = [SimulatorLayout.LinkAggregation, SimulatorLayout.SharedLeaves, SimulatorLayout.SharedCabinet, SimulatorLayout.SharedVlan];
        FaultName[] all = Enum.GetValues<FaultName>();
        random.Shuffle(all);
        // Of those that a migration is refused for at once, one goes first.
        FaultName first = new[] { FaultName.NoVMotion, FaultName.UplinksDown, FaultName.MaintenanceMode }[seed % 3];
        all = all.OrderByDescending(fault => fault == first).ToArray();
        return new SimulatorOptions
        {
            Seed = seed,
            Racks = racks,
            HostsPerRack = hosts,
            RacksPerCluster = random.Next(1, 4),
            Layout = sights.Where(_ => random.Next(4) == 0).Aggregate(isUnconverted ? SimulatorLayout.Unconverted : SimulatorLayout.None, (both, sight) => both | sight),
            DualStack = random.Next(3) == 0,
            VirtualMachinesPerHost = 3,
            Behavior = AtOnce,
            Faults = isUnconverted ? [] : all.Take(random.Next(0, Math.Max(2, racks * hosts / 2))).Select(fault => new SimulatorFault(fault, 1)).ToArray(),
        };
    }
}
