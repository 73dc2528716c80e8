using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>Set-VMotionRouting and Restore-VMotionRouting as they are typed; what they do to hosts is tested below the cmdlets.</summary>
public sealed class ChangeTests : IDisposable
{
    private readonly ModuleRunspace _runspace = new();
    private readonly WorkFolder _folder = new();

    public ChangeTests()
    {
        RackPlans.Write(Plan, 2);
        _runspace.Run("$ErrorActionPreference = 'Continue'");
    }

    private string Plan => _folder["plan.json"];

    private string Journals => _folder["journals"];

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_if_shows_each_hosts_changes_and_what_is_in_the_way_and_writes_nothing()
    {
        Start("-Layout Unconverted -Fault Disconnected");
        string disconnected = (string)_runspace.Run("$sim.Faults").Single.Properties["VMHost"].Value;
        string[] before = Adapters();
        Outcome planned = Set("-WhatIf");
        foreach (PSObject host in planned.Clean)
        {
            bool isAway = (string)host.Properties["VMHost"].Value == disconnected;
            Assert.Equal(isAway ? "Skipped" : "Planned", host.Properties["Status"].Value);
            Assert.Equal(isAway ? "HostInNoRack" : null, host.Properties["Reason"].Value);
            Assert.Contains(isAway ? "! No rack of the plan claims the host." : "+ add an adapter: 172.16.", (string)host.Properties["Diff"].Value, StringComparison.Ordinal);
        }

        Assert.Equal(4, planned.Objects.Count);
        Assert.Equal(before, Adapters());
        Assert.False(Directory.Exists(Journals));
    }

    [Fact]
    public void Of_findings_only_the_hosts_are_taken()
    {
        Start("-Fault MissingGateway");
        string host = (string)_runspace.Run("$sim.Faults").Single.Properties["VMHost"].Value;
        PSObject changed = _runspace.Run(
            "Test-VMotionRouting -Plan $a | Where-Object FixedBySet | Set-VMotionRouting -Plan $a -JournalPath $b -Ticket CHG4711 -Confirm:$false", Plan, Journals).Single;
        Assert.Equal((host, "Changed", true), (changed.Properties["VMHost"].Value, changed.Properties["Status"].Value, changed.Properties["Proven"].Value));
        PSObject run = _runspace.Run("Get-VMotionJournal -JournalPath $a", Journals).Single;
        Assert.Equal(("CHG4711", "Complete", changed.Properties["JournalId"].Value), (run.Properties["Ticket"].Value, run.Properties["State"].Value, run.Properties["JournalId"].Value));
        // No findings, no hosts; and not all of them.
        Assert.Empty(_runspace.Run("Test-VMotionRouting -Plan $a | Where-Object FixedBySet | Set-VMotionRouting -Plan $a -JournalPath $b -Confirm:$false", Plan, Journals).Clean);
    }

    [Fact]
    public void What_was_approved_is_done_just_so_and_taken_back_without_a_journal()
    {
        Start("-Layout Unconverted");
        string file = _folder["change.json"];
        Assert.All(_runspace.Run("Set-VMotionRouting -Plan $a -WhatIf -OutFile $b", Plan, file).Values<string>("Status"), status => Assert.Equal("Planned", status));
        Assert.Equal("FileExists", Id(_runspace.Run("Set-VMotionRouting -Plan $a -WhatIf -OutFile $b", Plan, file)));
        string[] before = Adapters();
        Assert.All(_runspace.Run("Set-VMotionRouting -ApprovedChange $a -JournalPath $b -Confirm:$false", file, Journals).Values<string>("Status"), status => Assert.Equal("Changed", status));
        Assert.NotEqual(before, Adapters());
        Directory.Delete(Journals, recursive: true);
        Assert.All(_runspace.Run("Restore-VMotionRouting -ApprovedChange $a -JournalPath $b -Confirm:$false", file, Journals).Values<string>("Status"), status => Assert.Equal("RolledBack", status));
        Assert.Equal(before, Adapters());
    }

    [Theory]
    [InlineData("Set-VMotionRouting -Confirm:$false", "PlanRequired")]
    [InlineData("Set-VMotionRouting -Plan nowhere.json -Confirm:$false", "PlanNotFound")]
    [InlineData("Set-VMotionRouting -ApprovedChange nowhere.json -Confirm:$false", "InvalidChangeSet")]
    [InlineData("Set-VMotionRouting -ApprovedChange $a -Confirm:$false", "InvalidChangeSet")]
    [InlineData("Restore-VMotionRouting -Journal nowhere.jsonl -Confirm:$false", "JournalNotFound")]
    [InlineData("Restore-VMotionRouting -Journal $a -Confirm:$false", "InvalidJournal")]
    public void Bad_input_is_refused_before_anything_is_written(string script, string id)
    {
        Start("-Layout Unconverted");
        string[] before = Adapters();
        Outcome outcome = _runspace.Run(script, Plan);
        Assert.Equal(id, Id(outcome));
        Assert.False(string.IsNullOrEmpty(outcome.OneError.ErrorDetails?.RecommendedAction));
        Assert.Equal(before, Adapters());
    }

    [Fact]
    public void Where_several_servers_are_connected_the_one_has_to_be_named()
    {
        Start("-Layout Unconverted");
        _runspace.Run("$other = Start-VMotionSimulator 2 2 -Layout Unconverted; $second = $other | Connect-VMotionServer").Clean.ToString();
        string[] before = Adapters();
        Assert.Equal("ServerAmbiguous", Id(Set("-Confirm:$false")));
        Assert.Equal(before, Adapters());
        Assert.Equal(4, Set("-Server $second -Confirm:$false").Values<string>("Status").Count(status => status == "Changed"));
        Assert.Equal(before.Length / 2, Adapters("-Server $vc").Intersect(before).Count());
    }

    [Fact]
    public void A_cluster_that_is_left_in_two_parts_is_an_error_and_the_others_go_on()
    {
        RackPlans.Write(Plan, 4);
        Start("-Rack 4 -HostPerRack 1 -Layout Unconverted -Fault VlanNotTrunked");
        string bad = (string)_runspace.Run("$sim.Faults").Single.Properties["VMHost"].Value;
        Outcome outcome = Set("-Confirm:$false");
        Assert.Equal("ClusterSplit", Id(outcome));
        Assert.Contains(bad, outcome.OneError.ToString(), StringComparison.Ordinal);
        Dictionary<object, object> status = outcome.Objects.ToDictionary(host => host.Properties["VMHost"].Value, host => host.Properties["Status"].Value);
        Assert.Equal(("RolledBack", 3), (status[bad], status.Values.Count(value => Equals(value, "Changed"))));
    }

    [Fact]
    public async Task Whoever_stops_a_run_finds_no_host_in_between_and_is_told_what_became_of_it()
    {
        Start("-Layout Unconverted -Rule 'the 1st AddVirtualNic is answered after 2 s'");
        string[] before = Adapters();
        using PowerShell shell = _runspace.Prepare("Set-VMotionRouting -Plan $a -JournalPath $b -Confirm:$false", Plan, Journals);
        shell.BeginInvoke();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        while (!Directory.Exists(Journals) || !Directory.GetFiles(Journals, "*.jsonl").Any(file => ReadShared(file).Contains("AddAdapter", StringComparison.Ordinal)))
            await Task.Delay(20, cancel);
        await Task.Delay(100, cancel);
        // The step that is under way is made to its end, and taken back; nothing else is begun.
        await shell.StopAsync(null, null).WaitAsync(TimeSpan.FromSeconds(60), cancel);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(before, Adapters());
        PSObject run = _runspace.Run("Get-VMotionJournal -JournalPath $a", Journals).Single;
        Assert.Equal((0, 0, 1), (run.Properties["OpenEnds"].Value, run.Properties["Changed"].Value, run.Properties["RolledBack"].Value));
        Assert.All(Set("-Confirm:$false").Values<string>("Status"), status => Assert.Equal("Changed", status));
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private void Start(string parameters) =>
        _runspace.Run($"$sim = Start-VMotionSimulator {(parameters.Contains("-Rack", StringComparison.Ordinal) ? string.Empty : "2 2")} {parameters}; $vc = $sim | Connect-VMotionServer").Clean.ToString();

    private Outcome Set(string parameters) => _runspace.Run("Set-VMotionRouting -Plan $a -JournalPath $b " + parameters, Plan, Journals);

    private string[] Adapters(string parameters = "") => _runspace.Run(
        $"Get-VMotionAdapter {parameters} | ForEach-Object {{ '{{0}} {{1}} {{2}} {{3}} {{4}} {{5}}' -f $_.Server, $_.VMHost, $_.Stack, $_.IPv4Address, $_.PortGroup, $_.Mtu }}")
        .Clean.Select(line => line.ToString()).Order(StringComparer.Ordinal).ToArray();

    private static string Id(Outcome outcome) => outcome.OneError.FullyQualifiedErrorId.Split(',')[0];
}
