using System;
using System.IO;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>From a fabric to a plan in a file, and back.</summary>
public sealed class PlanTests : IDisposable
{
    private const string Rack = """{ "name": "r1", "hosts": ["esx-01*"], "vmotion": { "subnet": "172.16.1.0/24", "gateway": "172.16.1.1" } }""";

    private readonly ModuleRunspace _runspace = new();
    private readonly WorkFolder _folder = new();

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_plan_that_was_inferred_and_written_is_read_back_the_same_and_has_nothing_to_complain_about()
    {
        _runspace.StartAndConnect("-Rack 3 -HostPerRack 4");
        Assert.Empty(_runspace.Run("New-VMotionPlan -AssignAddress | Export-VMotionPlan -Path $a", _folder["racks.json"]).Clean);
        string text = File.ReadAllText(_folder["racks.json"]);
        Assert.StartsWith("{", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Contains("esx-0303.example.com", text, StringComparison.Ordinal);

        PSObject plan = _runspace.Run("Import-VMotionPlan $a", _folder["racks.json"]).Single;
        Assert.Equal(["rack-01", "rack-02", "rack-03"], _runspace.Run("$a.Racks", plan).Values<string>("Name"));
        Assert.Empty(_runspace.Run("Test-VMotionPlan $a", _folder["racks.json"]).Clean);
        // An object is as good as its file, and written again it is the same file.
        Assert.Empty(_runspace.Run("$a | Test-VMotionPlan", plan).Clean);
        Assert.Empty(_runspace.Run("$a | Export-VMotionPlan $b -Force", plan, _folder["racks.json"]).Clean);
        Assert.Equal(text, File.ReadAllText(_folder["racks.json"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_plan_for_one_cluster_names_its_hosts_and_no_others()
    {
        _runspace.StartAndConnect("-Rack 4 -HostPerRack 2");
        string[] hosts = _runspace.Run("Get-VMotionRouting -Cluster cluster-01").Values<string>("VMHost").Order(StringComparer.Ordinal).ToArray();
        PSObject plan = _runspace.Run("New-VMotionPlan -Cluster cluster-01").Single;
        Assert.Equal(hosts, _runspace.Run("$a.Racks", plan).Values<string>("Hosts").SelectMany(names => names.Split(", ")).Order(StringComparer.Ordinal));
        Assert.Equal(hosts[0], _runspace.Run("(Get-VMotionRouting $a | New-VMotionPlan).Racks", hosts[0]).Single.Properties["Hosts"].Value);
        Assert.StartsWith("ClusterNotFound,", _runspace.Run("New-VMotionPlan -Cluster nosuch").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_placed_is_a_warning_and_stays_with_the_plan()
    {
        _runspace.StartAndConnect("-Rack 1 -HostPerRack 1 -Fault Unreadable");
        Outcome outcome = _runspace.Run("New-VMotionPlan");
        Assert.Contains("esx-0101.example.com", Assert.Single(outcome.Warnings), StringComparison.Ordinal);
        Assert.Equal(outcome.Warnings, (System.Collections.Generic.IEnumerable<string>)outcome.Single.Properties["Remarks"].Value);
    }

    [Fact]
    public void With_a_server_missing_no_plan_is_made()
    {
        _runspace.StartAndConnect("1 1");
        using var gone = new WireTap((int)_runspace.Run("($other = Start-VMotionSimulator 1 1).Port").Single.BaseObject);
        _runspace.Run("$null = Connect-VMotionServer $a -Credential $other.Credential", gone.Url);
        gone.Dispose();
        Outcome outcome = _runspace.Run("New-VMotionPlan | Export-VMotionPlan $a", _folder["racks.json"]);
        Assert.Contains(outcome.Errors, error => error.FullyQualifiedErrorId.StartsWith("FabricIncomplete,", StringComparison.Ordinal));
        Assert.False(File.Exists(_folder["racks.json"]));

        // The same vCenter by another name that works: then nothing is missing.
        _runspace.Run("$null = $other | Connect-VMotionServer");
        Assert.Single(_runspace.Run("New-VMotionPlan").Objects);
    }

    [Fact]
    public void Paths_are_relative_to_PowerShells_location_and_brackets_are_no_wildcards()
    {
        _runspace.Runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(_folder.Path));
        _folder.Write("one.json", $$"""{ "version": 1, "racks": [ {{Rack}} ] }""");
        Assert.Empty(_runspace.Run("Import-VMotionPlan one.json | Export-VMotionPlan ./two.json").Clean);
        Assert.True(File.Exists(_folder["two.json"]));
        Assert.Equal("one.json", _runspace.Run("Import-VMotionPlan one.json").Single.Properties["Path"].Value);
        Assert.Equal("r1", _runspace.Run("([IO.FileInfo] $a | Import-VMotionPlan).Racks", _folder["two.json"]).Single.Properties["Name"].Value);
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone_without_Force_and_with_WhatIf()
    {
        string plan = _folder.Write("plan.json", $$"""{ "version": 1, "racks": [ {{Rack}} ] }""");
        string there = _folder.Write("there.json", "mine");
        Outcome refused = _runspace.Run("Export-VMotionPlan $b $a", plan, there);
        Assert.StartsWith("FileExists,", refused.OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_runspace.Run("Export-VMotionPlan $b $a -Force -WhatIf; Export-VMotionPlan $c $a -WhatIf", plan, there, _folder["new.json"]).Clean);
        Assert.Equal("mine", File.ReadAllText(there));
        Assert.Equal(["plan.json", "there.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(_runspace.Run("Export-VMotionPlan $b $a -Force", plan, there).Clean);
        Assert.Contains("172.16.1.0/24", File.ReadAllText(there), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Export-VMotionPlan (Join $dir 'nosuch' 'racks.json') $plan", "FolderNotFound")]
    [InlineData("Export-VMotionPlan $dir $plan -Force", "FileNotWritten")]
    [InlineData("Export-VMotionPlan Variable:x $plan", "InvalidPath")]
    [InlineData("Export-VMotionPlan nosuch:/x $plan", "InvalidPath")]
    [InlineData("$p = Import-VMotionPlan $plan; $p, $p | Export-VMotionPlan (Join $dir 'two.json')", "SeveralPlans")]
    [InlineData("Export-VMotionPlan (Join $dir 'x.json') 5", "InvalidPlan")]
    [InlineData("Import-VMotionPlan (Join $dir 'nosuch.json')", "PlanNotFound")]
    [InlineData("Import-VMotionPlan $dir", "PlanNotRead")]
    [InlineData("Import-VMotionPlan $broken", "PlanHasErrors", "broken.json:1:", "PlanNotJson")]
    [InlineData("Import-VMotionPlan $plan -NetworkPool", "PlanHasErrors", "PlanNoVMotionNetwork")]
    [InlineData("Test-VMotionPlan (Join $dir 'nosuch.json')", "PlanNotFound")]
    [InlineData("Test-VMotionPlan 5", "InvalidPlan")]
    [InlineData("Test-VMotionRouting -Plan (Join $dir 'nosuch.json')", "PlanNotFound")]
    [InlineData("Test-VMotionRouting -Plan $broken", "PlanHasErrors", "broken.json:1:")]
    [InlineData("Test-VMotionRouting -Plan $future", "PlanHasErrors", "future.json:1:14", "version 2")]
    [InlineData("Test-VMotionRouting -Plan $senseless", "PlanHasErrors", "senseless.json:", "PlanGatewayOutsideSubnet")]
    [InlineData("Test-VMotionRouting -Plan $plan -Rack nosuch", "RackNotFound")]
    [InlineData("Test-VMotionRouting -Rule NoSuchRule", "RuleNotFound")]
    [InlineData("Test-VMotionRouting -Plan $plan", "NotConnected")]
    [InlineData("New-VMotionPlan", "NotConnected")]
    [InlineData("Test-VMotionPlan $plan -Server vc01", "ServerNotConnected")]
    [InlineData("Get-VMotionRule NoSuchRule", "RuleNotFound")]
    [InlineData("Export-VMotionReport (Join $dir 'x.txt')", "ReportFormatUnknown")]
    [InlineData("Export-VMotionReport (Join $dir 'x.xml') -Plan $senseless", "PlanHasErrors")]
    [InlineData("Export-VMotionReport (Join $dir 'x.xml') -Plan $plan", "NotConnected")]
    [InlineData("Export-VMotionReport (Join $dir 'nosuch' 'x.xml') -Plan $plan", "FolderNotFound")]
    public void Bad_input_is_one_error_that_says_what_to_do_and_writes_nothing(string script, string id, params string[] inMessage)
    {
        _folder.Write("plan.json", $$"""{ "version": 1, "racks": [ {{Rack}} ] }""");
        _folder.Write("broken.json", "{ \"version\": 1, \"racks\": [");
        _folder.Write("future.json", "{ \"version\": 2, \"racks\": [] }");
        _folder.Write("senseless.json", $$"""{ "version": 1, "racks": [ {{Rack.Replace("172.16.1.1", "172.16.9.1", StringComparison.Ordinal)}} ] }""");
        string[] before = Directory.GetFileSystemEntries(_folder.Path);
        Outcome outcome = _runspace.Run(
            "$dir = $a; function Join { [IO.Path]::Combine([string[]] $args) }\n"
            + "$plan, $broken, $future, $senseless = 'plan', 'broken', 'future', 'senseless' | ForEach-Object { Join $dir \"$_.json\" }\n" + script,
            _folder.Path);
        ErrorRecord error = outcome.OneError;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(inMessage, text => Assert.Contains(text, error.ErrorDetails.Message, StringComparison.Ordinal));
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain("   at ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Objects);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    [Fact]
    public void A_folder_that_may_not_be_written_to_is_one_error()
    {
        // Not even root may write there, which a folder without write permission is not good for.
        if (!OperatingSystem.IsLinux()) Assert.Skip("Only Linux has /proc, where nobody may write.");
        string plan = _folder.Write("plan.json", $$"""{ "version": 1, "racks": [ {{Rack}} ] }""");
        ErrorRecord error = _runspace.Run("Export-VMotionPlan /proc/racks.json $a", plan).OneError;
        Assert.StartsWith("FileNotWritten,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("/proc/racks.json cannot be written: ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_plan_is_a_finding_with_its_place()
    {
        string plan = _folder.Write("racks.json", "{\n  \"version\": 1,\n  \"racks\": [ " + Rack + ",\n    " + Rack.Replace("r1", "R1", StringComparison.Ordinal) + " ]\n}\n");
        Outcome outcome = _runspace.Run("Test-VMotionPlan $a", plan);
        PSObject repeated = outcome.Clean.First(finding => (string)finding.Properties["Rule"].Value == "PlanRackNameRepeated");
        Assert.Equal(("Error", 4, plan), ((string)repeated.Properties["Severity"].Value, (int)repeated.Properties["Line"].Value, (string)repeated.Properties["File"].Value));
        Assert.True((int)repeated.Properties["Column"].Value > 1);
        Assert.NotEmpty((string)repeated.Properties["Why"].Value);
        Assert.NotEmpty((string)repeated.Properties["Action"].Value);

        // What cannot even be read is findings, too, and what has errors can still be looked at.
        Assert.Equal(["PlanNotJson", "PlanNotJson"], _runspace.Run("Test-VMotionPlan $a", _folder.Write("b.json", "{ \"version\": 1, \"racks\": [ ], ")).Values<string>("Rule"));
        Outcome read = _runspace.Run("Import-VMotionPlan $a", plan);
        Assert.Single(read.Clean);
        Assert.Contains("cannot be used", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_is_held_against_the_connected_servers_unless_it_is_to_be_judged_alone()
    {
        _runspace.StartAndConnect("-Rack 2 -HostPerRack 2");
        string plan = _folder.Write("racks.json", $$"""{ "version": 1, "racks": [ {{Rack.Replace("esx-01*", "esx-99*", StringComparison.Ordinal)}} ] }""");
        Assert.Contains("PlanPatternMatchesNothing", _runspace.Run("Test-VMotionPlan $a", plan).Values<string>("Rule"));
        Assert.DoesNotContain("PlanPatternMatchesNothing", _runspace.Run("Test-VMotionPlan $a -Severity Error", plan).Values<string>("Rule"));
        Assert.Empty(_runspace.Run("Test-VMotionPlan $a -Offline", plan).Clean);
    }

    [Fact]
    public void Network_pools_of_Cloud_Foundation_become_racks_that_are_managed_elsewhere()
    {
        string pools = _folder.Write(
            "pools.json",
            """
            { "elements": [
              { "type": "VSAN", "vlanId": 3001, "mtu": 9000, "subnet": "172.17.1.0", "mask": "255.255.255.0", "gateway": "172.17.1.1" },
              { "type": "VMOTION", "vlanId": 2001, "mtu": 9000, "subnet": "172.16.1.0", "mask": "255.255.255.0", "gateway": "172.16.1.1",
                "ipPools": [ { "start": "172.16.1.11", "end": "172.16.1.60" } ] } ] }
            """);
        PSObject rack = _runspace.Run("(Import-VMotionPlan $a -NetworkPool).Racks", pools).Single;
        Assert.Equal("172.16.1.0/24", rack.Properties["Subnet"].Value);
        Assert.Equal(2001, rack.Properties["Vlan"].Value);
        Assert.Equal("sddc-manager", rack.Properties["ManagedBy"].Value);
        Assert.Null(rack.Properties["Pools"].Value);
    }
}
