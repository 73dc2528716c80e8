using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.VSphere.Changes;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>What a run does beyond the changes themselves: whom it refuses, whom it takes back, what it leaves to a person.</summary>
public sealed class RunTests
{
    private static readonly SimulatorOptions Unconverted = new() { Racks = 2, HostsPerRack = 2, Layout = SimulatorLayout.Unconverted };

    [Fact]
    public async Task A_host_whose_gateway_is_silent_is_taken_back_and_its_cluster_keeps_its_old_adapters()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { Faults = [new SimulatorFault(FaultName.VlanNotTrunked, 1)] });
        string bad = conversion.Simulator.PlacedFaults.Single().VMHost;
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        ChangeResult taken = results.Single(result => result.VMHost == bad);
        Assert.Equal("RolledBack", taken.Status);
        Assert.Contains("silent", taken.Message, StringComparison.Ordinal);
        Assert.Equal(conversion.Before[bad].Adapters, conversion.Truth()[bad].Adapters);
        Assert.All(results.Where(result => result.VMHost != bad), result =>
        {
            Assert.Equal("Changed", result.Status);
            Assert.Contains("Old adapters stay for now", result.Message, StringComparison.Ordinal);
            Assert.Contains("172.31.", conversion.Truth()[result.VMHost].Adapters, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_fault_of_the_fabric_takes_no_host_back_and_removes_nothing()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { Faults = [new SimulatorFault(FaultName.FabricMtu1500, 1)] });
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        Assert.All(results, result => Assert.Equal(("Changed", false), (result.Status, result.Proven == true)));
        Assert.All(results, result => Assert.Contains(result.Notes, note => note.Contains("look at that host, and at the fabric", StringComparison.Ordinal)));
        Assert.All(conversion.Truth().Values, host => Assert.Contains("172.31.", host.Adapters, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_migration_in_flight_is_waited_for_and_then_nothing_is_touched()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        Migration migration = conversion.Simulator.Service.WithFabric(fabric =>
        {
            Host[] hosts = fabric.Hosts.ToArray();
            return conversion.Simulator.Service.StartMigration(hosts[0].VirtualMachines.First(machine => !machine.IsTemplate), hosts[1])!;
        });
        int writes = conversion.Simulator.WriteCount;
        Assert.All(await conversion.SetAsync(), result => Assert.Equal(("Skipped", "MigrationRunning"), (result.Status, result.Reason)));
        Assert.Equal(writes, conversion.Simulator.WriteCount);
        conversion.Simulator.Service.FinishMigration(migration);
        Assert.All(await conversion.SetAsync(), result => Assert.Equal("Changed", result.Status));
        conversion.AssertNothingElseTouched();
    }

    [Fact]
    public async Task Whoever_lacks_a_privilege_is_told_which_before_anything_is_written()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        conversion.Simulator.DenyEsxCli("esx-0101.example.com");
        conversion.Simulator.Service.WithFabric(fabric =>
        {
            foreach (DistributedPortGroup group in fabric.Datacenters[0].Switches[0].PortGroups.Where(group => group.Name == "dvpg-vmotion-r02")) group.IsAssignDenied = true;
            return 0;
        });
        Dictionary<string, ChangeResult> results = (await conversion.SetAsync()).ToDictionary(result => result.VMHost);
        Assert.Equal(("Skipped", "PrivilegeMissing"), (results["esx-0101.example.com"].Status, results["esx-0101.example.com"].Reason));
        Assert.Contains("Host.Config.Network", results["esx-0101.example.com"].Message, StringComparison.Ordinal);
        Assert.Contains("Network.Assign on dvpg-vmotion-r02", results["esx-0201.example.com"].Message, StringComparison.Ordinal);
        Assert.Equal("Changed", results["esx-0102.example.com"].Status);
    }

    [Fact]
    public async Task Without_the_privilege_on_a_cluster_its_DRS_is_not_held_and_its_hosts_are_not_changed()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        conversion.Settings = conversion.Settings with { SuspendDrs = true };
        conversion.Simulator.Service.Fabric.Datacenters[0].Clusters[0].IsEditDenied = true;
        PreparedChange prepared = await conversion.PrepareAsync();
        Assert.All(prepared.Hosts, host => Assert.Equal("The account lacks Host.Inventory.EditCluster on cluster-01.", Assert.Single(host.Refusals).Words));
        conversion.Settings = conversion.Settings with { SuspendDrs = false };
        Assert.All((await conversion.PrepareAsync()).Hosts, host => Assert.True(host.WillChange));
    }

    [Fact]
    public async Task A_port_group_with_too_few_ports_takes_as_many_hosts_as_it_has()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        DistributedPortGroup group = conversion.Simulator.Service.Fabric.Datacenters[0].Switches[0].PortGroups.Single(one => one.Name == "dvpg-vmotion-r02");
        group.MaximumPorts = group.Ports.Count + 1;
        Dictionary<string, ChangeResult> results = (await conversion.SetAsync()).ToDictionary(result => result.VMHost);
        Assert.Equal(("Skipped", "NoFreePort"), (results["esx-0202.example.com"].Status, results["esx-0202.example.com"].Reason));
        Assert.Contains("dvpg-vmotion-r02 has no free port", results["esx-0202.example.com"].Message, StringComparison.Ordinal);
        Assert.All(results.Values.Where(result => result.VMHost != "esx-0202.example.com"), result => Assert.Equal("Changed", result.Status));
        group.MaximumPorts++;
        Assert.Equal("Changed", (await conversion.SetAsync()).Single(result => result.VMHost == "esx-0202.example.com").Status);
        Assert.Empty(await conversion.JudgeAsync());
    }

    [Fact]
    public async Task Whoever_only_wants_to_know_hears_of_migrations_and_of_an_address_that_answers()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { HostsPerRack = 3 });
        await conversion.SetAsync(host => host.Name == "esx-0101.example.com");
        conversion.Simulator.Service.WithFabric(fabric =>
        {
            Host[] hosts = fabric.Hosts.Where(host => host.Name.StartsWith("esx-02", StringComparison.Ordinal)).ToArray();
            return conversion.Simulator.Service.StartMigration(hosts[0].VirtualMachines.First(machine => !machine.IsTemplate), hosts[1])!;
        });
        conversion.Simulator.Service.OnCall = (call, isAfter) =>
        {
            if (call.Method != "HasPrivilegeOnEntities" || isAfter) return;
            conversion.Simulator.Service.OnCall = null;
            Squat(conversion.Simulator.Service.Fabric);
        };
        PreparedChange prepared = await conversion.PrepareAsync(probesAddresses: true);
        Assert.Equal(RefusalReason.AddressAnswers, Assert.Single(prepared.Hosts.Single(host => host.Host.Name == "esx-0102.example.com").Refusals).Reason);
        HostChangePlan waiting = prepared.Hosts.Single(host => host.Host.Name == "esx-0201.example.com");
        Assert.True(waiting.WillChange);
        Assert.Contains(waiting.Notes, note => note.StartsWith("Migrations ran in its cluster", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_that_answers_is_not_given_to_anybody()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { HostsPerRack = 3 });
        // The first host is as planned already, so that it can listen. The last one takes the next address once all has been read.
        await conversion.SetAsync(host => host.Name == "esx-0101.example.com");
        PreparedChange prepared = await conversion.PrepareAsync();
        conversion.Simulator.Service.WithFabric(Squat);
        ChangeResult result = (await conversion.RunAsync(prepared, host => host.Name == "esx-0102.example.com")).Single();
        Assert.Equal(("Skipped", "AddressAnswers"), (result.Status, result.Reason));
        Assert.Contains("172.16.1.12", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_migrations_cannot_be_seen_only_a_host_in_maintenance_mode_is_changed()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        conversion.Simulator.Service.WithFabric(fabric =>
        {
            fabric.FindHost("esx-0102.example.com")!.IsUnreadable = true;
            fabric.FindHost("esx-0202.example.com")!.IsUnreadable = true;
            Host host = fabric.FindHost("esx-0201.example.com")!;
            host.InMaintenanceMode = true;
            host.Touch();
            return 0;
        });
        Dictionary<string, ChangeResult> results = (await conversion.SetAsync()).ToDictionary(result => result.VMHost);
        ChangeResult refused = results["esx-0101.example.com"];
        Assert.Equal(("Skipped", "MigrationsUnread"), (refused.Status, refused.Reason));
        Assert.Equal(conversion.Before["esx-0101.example.com"].Adapters, conversion.Truth()["esx-0101.example.com"].Adapters);
        Assert.Equal("Changed", results["esx-0201.example.com"].Status);
    }

    [Fact]
    public async Task DRS_is_held_while_a_cluster_is_changed_and_given_back_also_after_a_kill()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        Cluster cluster = conversion.Simulator.Service.Fabric.Datacenters[0].Clusters[0];
        cluster.DrsOverrides.Add(cluster.Hosts[0].VirtualMachines.First(machine => !machine.IsTemplate), "fullyAutomated");
        conversion.Settings = conversion.Settings with { SuspendDrs = true };
        var levels = new List<string>();
        conversion.Simulator.Service.OnCall = (call, isAfter) =>
        {
            if (call.Method == "AddVirtualNic" && !isAfter) levels.Add(cluster.DrsLevel);
        };
        Assert.All(await conversion.SetAsync(), result => Assert.Equal("Changed", result.Status));
        Assert.All(levels, level => Assert.Equal("partiallyAutomated", level));
        Assert.Equal("fullyAutomated", cluster.DrsLevel);
        Assert.Contains(conversion.Warnings, warning => warning.Contains("DRS moves these virtual machines", StringComparison.Ordinal));

        // Killed while it is held: the journal knows, and Restore gives it back.
        await conversion.RestoreAsync(conversion.LastJournal!);
        cluster.DrsLevel = "partiallyAutomated";
        JournalRun run = JournalFolder.Read(conversion.Journals.Files[0]);
        JournalCluster held = Assert.Single(run.Clusters);
        Assert.True(held.IsReleased);
        await conversion.RestoreAsync([], [held with { IsReleased = false }], run.Id);
        Assert.Equal("fullyAutomated", cluster.DrsLevel);

        // And so does a second run, that finds nothing else to do.
        await conversion.SetAsync();
        cluster.DrsLevel = "partiallyAutomated";
        string killed = conversion.LastJournal!;
        await File.WriteAllLinesAsync(
            killed,
            (await File.ReadAllLinesAsync(killed, TestContext.Current.CancellationToken)).TakeWhile(line => !line.Contains("\"type\":\"DrsRelease\"", StringComparison.Ordinal)),
            TestContext.Current.CancellationToken);
        Assert.All(await conversion.SetAsync(), result => Assert.Equal("Compliant", result.Status));
        Assert.Equal("fullyAutomated", cluster.DrsLevel);
        int writes = conversion.Simulator.WriteCount;
        await conversion.SetAsync();
        Assert.Equal(writes, conversion.Simulator.WriteCount);
    }

    [Theory]
    [InlineData("HostSystem.enterMaintenanceMode", "esx-0101.example.com")]
    [InlineData("com.vmware.esx.settings.clusters.software.remediate", "cluster-01")]
    public async Task A_cluster_that_needs_its_DRS_is_left_alone(string task, string entity)
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        conversion.Settings = conversion.Settings with { SuspendDrs = true };
        conversion.Simulator.Service.StartTask(task, entity);
        Assert.All(await conversion.SetAsync(), result => Assert.Equal(("Skipped", "DrsNotSuspended"), (result.Status, result.Reason)));
        Assert.Equal(0, conversion.Simulator.WriteCount);
    }

    [Fact]
    public async Task A_cluster_that_vCenter_manages_as_a_whole_is_changed_only_if_that_was_said()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { Racks = 4, RacksPerCluster = 2 });
        conversion.Simulator.Service.Fabric.Datacenters[0].Clusters[0].IsManagedAsWhole = true;
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        Assert.All(results, result => Assert.Equal(result.Cluster == "cluster-01" ? ("Skipped", "ClusterManagedAsWhole") : ("Changed", null), (result.Status, result.Reason)));
        Assert.Equal(4, results.Count(result => result.Status == "Changed"));
        conversion.Options = conversion.Options with { AllowManagedCluster = true };
        Assert.All(await conversion.SetAsync(), result => Assert.Equal(result.Cluster == "cluster-01" ? "Changed" : "Compliant", result.Status));
    }

    [Fact]
    public async Task Where_maintenance_mode_is_asked_for_only_such_hosts_are_changed_and_keep_their_old_adapters_while_others_wait()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { Faults = [new SimulatorFault(FaultName.MaintenanceMode, 1)] });
        string inMaintenance = conversion.Simulator.PlacedFaults.Single().VMHost;
        conversion.RequireMaintenanceMode = true;
        foreach (ChangeResult result in await conversion.SetAsync())
            Assert.Equal(result.VMHost == inMaintenance ? ("Changed", null) : ("Skipped", "NotInMaintenanceMode"), (result.Status, result.Reason));
        Assert.All(conversion.Truth().Where(host => host.Key != inMaintenance), host => Assert.Equal(conversion.Before[host.Key].Adapters, host.Value.Adapters));
    }

    [Fact]
    public async Task No_cluster_is_begun_that_may_not_be_done_in_time()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { Racks = 6, RacksPerCluster = 2 });
        // Time for one cluster of four hosts, as long as none is known to take less than a minute.
        conversion.Settings = conversion.Settings with { ThrottleLimit = 1, StopAt = DateTime.UtcNow.AddSeconds(239) };
        Assert.All(await conversion.SetAsync(), result => Assert.Equal(("Skipped", "OutOfTime"), (result.Status, result.Reason)));
        Assert.Equal(0, conversion.Simulator.WriteCount);
        conversion.Settings = conversion.Settings with { StopAt = DateTime.UtcNow.AddSeconds(270) };
        // The first one takes well under a second a host, and by that the others have time, too.
        Assert.All(await conversion.SetAsync(), result => Assert.Equal("Changed", result.Status));
    }

    [Fact]
    public async Task What_another_administrator_has_changed_meanwhile_is_not_undone()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        conversion.Simulator.AddRule("the 1st RemoveVirtualNic on esx-0101 meets another administrator");
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        Assert.All(results, result => Assert.Equal("Changed", result.Status));
        // The new adapter is the one that carries vMotion: its MTU is somebody else's now, and stays so.
        Assert.Contains("172.16.1.11/24  8900", conversion.Truth()["esx-0101.example.com"].Adapters, StringComparison.Ordinal);
        IReadOnlyList<ChangeResult> restored = await conversion.RestoreAsync(conversion.LastJournal!);
        Assert.Equal("ChangedBySomebodyElse", restored.Single(result => result.VMHost == "esx-0101.example.com").Reason);
        Assert.All(restored.Where(result => result.VMHost != "esx-0101.example.com"), result => Assert.Equal("RolledBack", result.Status));
    }

    [Fact]
    public async Task An_approved_change_is_performed_just_so_and_a_host_that_has_changed_since_is_skipped()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        PreparedChange prepared = await conversion.PrepareAsync();
        var set = ChangeSet.Read(ChangeSet.Of("vc", null, null, "CHG1", DateTime.UtcNow, conversion.Plan, new ChangeOptions(), prepared.Hosts).Write());
        conversion.Simulator.Service.WithFabric(fabric =>
        {
            Host host = fabric.FindHost("esx-0201.example.com")!;
            host.MigrationAdapters[0].Mtu = 1400;
            host.Touch();
            return 0;
        });
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync(approved: set);
        Assert.Equal("ChangedSinceApproval", results.Single(result => result.VMHost == "esx-0201.example.com").Reason);
        Assert.Contains("MTU 1400", results.Single(result => result.VMHost == "esx-0201.example.com").Message, StringComparison.Ordinal);
        foreach (ApprovedHost host in set.Hosts.Where(host => host.Name != "esx-0201.example.com"))
        {
            ChangeResult result = results.Single(one => one.VMHost == host.Name);
            Assert.Equal("Changed", result.Status);
            Assert.Equal(host.Prepare.Select(change => change.Words), result.Changes.Where(step => step.Phase == "Prepare").Select(step => step.Words));
        }

        // Where the journal is lost, the change set does.
        IReadOnlyList<ChangeResult> restored = await conversion.RestoreAsync(set.Hosts.Where(host => host.Name != "esx-0201.example.com").Select(host => host.Record), [], "lost");
        Assert.All(restored, result => Assert.Equal("RolledBack", result.Status));
        Assert.All(conversion.Truth().Where(host => host.Key != "esx-0201.example.com"), host => Assert.Equal(conversion.Before[host.Key].Adapters, host.Value.Adapters));
    }

    [Fact]
    public async Task A_stop_begins_nothing_new_and_leaves_no_host_in_between()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        using var stop = new CancellationTokenSource();
        conversion.Stop = stop.Token;
        conversion.Simulator.Service.OnCall = (call, isAfter) =>
        {
            if (call.Method == "AddVirtualNic" && isAfter) stop.Cancel();
        };
        IReadOnlyList<ChangeResult> results = await conversion.SetAsync();
        Assert.Equal(["RolledBack", "Skipped", "Skipped", "Skipped"], results.Select(result => result.Status));
        Assert.All(results, result => Assert.Equal("Stopped", result.Reason));
        foreach ((string host, HostTruth now) in conversion.Truth()) Assert.Equal(conversion.Before[host].Adapters, now.Adapters);
        Assert.Equal(0, JournalFolder.Read(conversion.LastJournal!).OpenEnds);
    }

    [Fact]
    public async Task A_full_disk_is_a_refusal_before_the_write_to_the_host()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        PreparedChange prepared = await conversion.PrepareAsync();
        HostChangePlan[] changing = prepared.Hosts.Where(host => host.WillChange).ToArray();
        var results = new List<ChangeResult>();
        for (int lines = 2; lines <= 6; lines++)
        {
            int made = conversion.Simulator.Calls.Count(call => call.Method == "AddVirtualNic");
            int announced = 0;
            using (var journal = RunJournal.Open(
                conversion.Journals,
                new JournalLine { Type = JournalLineType.Run, Time = DateTime.UtcNow, Version = 1, Server = "vc", ServerId = "full" },
                _ => new FullDisk(lines, text => announced += text.Contains("\"kind\":\"AddAdapter\"", StringComparison.Ordinal) && text.Contains("\"type\":\"Step\"", StringComparison.Ordinal) ? 1 : 0)))
            {
                var run = new ChangeRun(conversion.Session, prepared, conversion.Settings, journal) { OnResult = result => { lock (results) results.Add(result); } };
                await run.RunAsync(changing, [], CancellationToken.None);
            }

            // Nothing was made that is not announced on the disk.
            Assert.Equal(announced, conversion.Simulator.Calls.Count(call => call.Method == "AddVirtualNic") - made);
            await conversion.RestoreAsync(changing.Select(ApprovedHost.Of).Select(host => host.Record), [], "full");
            foreach ((string host, HostTruth now) in conversion.Truth()) Assert.Equal(conversion.Before[host].Adapters, now.Adapters);
        }

        Assert.DoesNotContain(results, result => result.Status == "Failed");
    }

    [Fact]
    public async Task A_lag_between_a_change_and_its_appearance_is_waited_for()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted with { Behavior = new SimulatorBehavior { WriteLag = TimeSpan.FromSeconds(30) } });
        Assert.All(await conversion.SetAsync(), result => Assert.Equal("Changed", result.Status));
        Assert.Empty(await conversion.JudgeAsync());
        Assert.Contains(conversion.Simulator.Calls, call => call.Method == "RefreshNetworkSystem");
    }

    [Fact]
    public async Task A_second_run_on_the_same_server_is_refused_while_the_first_goes_on()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        var head = new JournalLine { Type = JournalLineType.Run, Time = DateTime.UtcNow, Version = 1, Server = "vc01", ServerId = "id" };
        using (RunJournal first = RunJournal.Open(conversion.Journals, head))
        {
            Assert.Contains("Another run", Assert.Throws<RunLockedException>(() => RunJournal.Open(conversion.Journals, head)).Message, StringComparison.Ordinal);
            Assert.True(JournalFolder.IsRunning(first.Path));
            // Another server is another matter.
            RunJournal.Open(conversion.Journals, head with { ServerId = "other" }).Dispose();
        }

        RunJournal.Open(conversion.Journals, head).Dispose();
        Assert.All(conversion.Journals.Files, file => Assert.False(JournalFolder.IsRunning(file)));
    }

    [Fact]
    public async Task The_operation_id_of_every_call_bears_the_ticket()
    {
        using Conversion conversion = await Conversion.StartAsync(Unconverted);
        conversion.Session.Operation = "CHG 4711/<x>";
        await conversion.SetAsync();
        Assert.All(conversion.Simulator.Calls.Where(call => call.IsWrite), call => Assert.StartsWith("CHG-4711--x--", call.OperationId, StringComparison.Ordinal));
    }

    // A host takes the next address of the first rack's pool, and nobody has read that yet.
    private static int Squat(LeafSpineFabric fabric)
    {
        Host squatter = fabric.FindHost("esx-0103.example.com")!;
        RoutedVMotion.Simulator.Fabric.VMKernelAdapter adapter = squatter.MigrationAdapters[0].Clone();
        adapter.Connection = new DistributedConnection(((DistributedConnection)fabric.FindHost("esx-0101.example.com")!.MigrationAdapters[0].Connection).PortGroup);
        adapter.IPv4 = Core.Addresses.InterfaceAddress.Parse("172.16.1.12/24");
        squatter.Adapters[squatter.Adapters.IndexOf(squatter.MigrationAdapters[0])] = adapter;
        squatter.Touch();
        return 0;
    }

    /// <summary>Takes some lines, and then no more.</summary>
    private sealed class FullDisk(int lines, Action<string> onLine) : MemoryStream
    {
        private int _left = lines;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (_left-- <= 0) throw new IOException("No space left on device");
            onLine(System.Text.Encoding.UTF8.GetString(buffer, offset, count));
        }
    }
}
