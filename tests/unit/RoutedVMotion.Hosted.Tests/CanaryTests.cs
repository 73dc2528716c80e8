using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>Test-VMotionPath -CanaryVM -Migrate as a user types it: four racks of three hosts, and the switches above one are too small for its MTU.</summary>
public sealed class CanaryTests : IDisposable
{
    // Only there so that a hang fails instead of hanging; nothing is measured by it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ModuleRunspace _runspace = new();
    private readonly WireTap _tap;

    public CanaryTests()
    {
        int port = (int)_runspace.Run("$sim = Start-VMotionSimulator 4 3 -Seed 3 -Fault FabricMtu1500; $sim.Port").Single.BaseObject;
        _tap = new WireTap(port);
        _runspace.Run("$vc = Connect-VMotionServer $a -Credential $sim.Credential; $plan = New-VMotionPlan", _tap.Url).Clean.ToString();
        Rack = (string)_runspace.Run("$sim.Faults.Rack").Single.BaseObject;
    }

    /// <summary>The rack whose uplinks are too small.</summary>
    private string Rack { get; }

    private int Migrations => _tap.Count("RelocateVM_Task");

    public void Dispose()
    {
        _runspace.Dispose();
        _tap.Dispose();
    }

    [Fact]
    public void WhatIf_asks_the_server_and_moves_nothing_and_nothing_is_moved_without_Migrate()
    {
        PSObject planned = _runspace.Run("Test-VMotionPath -CanaryVM vm-00001 -Migrate -Plan $plan -WhatIf").Single;
        Assert.Equal(("Planned", "esx-0101.example.com", "rack-02", "Routed"), (Text(planned, "Result"), Text(planned, "VMHost"), Text(planned, "DestinationRack"), Text(planned, "Verdict")));
        Assert.Equal((1, 0), (_tap.Count("CheckMigrate_Task"), Migrations));
        Assert.StartsWith("MigrateRequired,", _runspace.Run("Test-VMotionPath -CanaryVM vm-00001").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("MigrateRequired,", _runspace.Run("Test-VMotionPath -CanaryVM vm-00001 -Migrate:$false -Confirm:$false").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("VMNotFound,", _runspace.Run("Test-VMotionPath -CanaryVM nosuch -Migrate -Confirm:$false").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("PlaceNotFound,", _runspace.Run("Test-VMotionPath -CanaryVM vm-00001 -Migrate nosuch -Confirm:$false").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        // It is a question of high impact, and nobody is there to answer it.
        Assert.NotNull(_runspace.Run("$ConfirmPreference = 'High'; Test-VMotionPath -CanaryVM vm-00001 -Migrate").OneError);
        // Of two servers it may be either's.
        _runspace.Run("$other = Start-VMotionSimulator 1 1 | Connect-VMotionServer").Clean.ToString();
        Assert.StartsWith("ServerAmbiguous,", _runspace.Run("Test-VMotionPath -CanaryVM vm-00001 -Migrate -Confirm:$false").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("Planned", _runspace.Run("(Test-VMotionPath -CanaryVM vm-00001 -Migrate rack-02 -Plan $plan -Server $vc -WhatIf).Result").Single.BaseObject);
        Assert.Equal(0, Migrations);
    }

    [Fact]
    public void A_good_pair_gives_two_legs_with_their_durations_and_the_machine_is_home_again()
    {
        PSObject row = _runspace.Run("Test-VMotionPath -CanaryVM vm-00001 -Migrate rack-02 -Plan $plan -Confirm:$false").Single;
        Assert.Equal(("Passed", "esx-0101.example.com", "esx-0201.example.com"), (Text(row, "Result"), Text(row, "Source"), Text(row, "Destination")));
        PSObject[] legs = ((IEnumerable<object>)row.Properties["Legs"].Value).Select(PSObject.AsPSObject).ToArray();
        Assert.Equal(["There", "Back"], legs.Select(leg => Text(leg, "Direction")));
        Assert.All(legs, leg => Assert.True((double)leg.Properties["DurationSec"].Value > 0));
        Assert.Equal(Text(row, "ThereSec"), Text(legs[0], "DurationSec"));
        // While a person thinks about the question, much may happen: it is asked before and after, and on the way back.
        Assert.Equal((3, 2), (_tap.Count("CheckMigrate_Task"), Migrations));
        Assert.Equal("esx-0101.example.com", HostOf("vm-00001"));
    }

    [Fact]
    public void A_machine_of_PowerCLIs_is_that_one_and_no_other_of_its_name()
    {
        string id = "VirtualMachine-" + IdOf("vm-00001");
        const string Script = """
            $machine = [pscustomobject] @{ Name = 'vm-00001'; Id = $a; Uid = "/VIServer=vsphere.local\administrator@$b/VirtualMachine=$a/" }
            Test-VMotionPath -CanaryVM $machine -Migrate rack-02 -Plan $plan -WhatIf
            """;
        Assert.Equal("Planned", Text(_runspace.Run(Script, id, new Uri(_tap.Url).Authority).Single, "Result"));
        ErrorRecord other = _runspace.Run(Script, "VirtualMachine-vm-0", new Uri(_tap.Url).Authority).OneError;
        Assert.StartsWith("VMNotFound,", other.FullyQualifiedErrorId, StringComparison.Ordinal);
        // An id says nothing on another server, which is not even read.
        int reads = _tap.Count("RetrievePropertiesEx");
        ErrorRecord elsewhere = _runspace.Run(Script, id, "vc02.example.com:443").OneError;
        Assert.StartsWith("VMNotFound,", elsewhere.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("is a virtual machine of vc02.example.com,", elsewhere.ToString(), StringComparison.Ordinal);
        Assert.Equal(reads, _tap.Count("RetrievePropertiesEx"));
    }

    [Fact]
    public void It_leaves_its_cluster_only_for_a_host_that_is_named_and_what_that_costs_is_said_with_the_question()
    {
        ErrorRecord refused = _runspace.Run("Test-VMotionPath -CanaryVM vm-00001 -Migrate rack-03 -Plan $plan -Confirm:$false").OneError;
        Assert.StartsWith("NoDestination,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("No other host of rack-03 is in cluster-01", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Migrations);

        Outcome named = _runspace.Run("""
            foreach ($name in (Test-VMotionPath rack-01 rack-03 -Plan $plan -VM *).VM) {
                Test-VMotionPath -CanaryVM $name -Migrate esx-0301.example.com -Plan $plan -WhatIf | Where-Object Result -EQ Planned | ForEach-Object VM
            }
            """);
        Outcome moved = _runspace.Run("Test-VMotionPath -CanaryVM $a -Migrate esx-0301.example.com -Plan $plan -Confirm:$false -Verbose", named.Clean[0].ToString());
        Assert.Contains("leaves cluster-01", Text(moved.Single, "Why"), StringComparison.Ordinal);
        Assert.Contains(moved.Verbose, line => line.Contains("and back.", StringComparison.Ordinal) && line.Contains("leaves cluster-01: what that has of it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_blocked_pair_gives_the_fault_and_the_machine_has_not_moved()
    {
        string home = (string)_runspace.Run("(Get-VMotionRouting | Where-Object VMHost -like ('esx-' + $a.Substring($a.Length - 2) + '01*')).VMHost", Rack).Single.BaseObject;
        string machine = _runspace.Run("(Test-VMotionPath $a $a -Plan $plan -VM * | Where-Object SourceVMHost -eq $b).VM", Rack, home).Clean[0].ToString();
        string other = Rack switch { "rack-01" => "rack-02", "rack-02" => "rack-01", "rack-03" => "rack-04", _ => "rack-03" };
        PSObject row = _runspace.Run("Test-VMotionPath -CanaryVM $a -Migrate $b -Plan $plan -Confirm:$false", machine, other).Single;
        Assert.Equal(("Failed", home), (Text(row, "Result"), Text(row, "VMHost")));
        PSObject leg = PSObject.AsPSObject(Assert.Single((IEnumerable<object>)row.Properties["Legs"].Value));
        Assert.Contains("timed out waiting for migration data", Text(leg, "Fault"), StringComparison.Ordinal);
        Assert.Contains("(GenericVmConfigFault)", Text(row, "Why"), StringComparison.Ordinal);
        Assert.Equal(home, HostOf(machine));
    }

    [Fact]
    public void One_that_cannot_be_brought_back_is_a_row_and_an_error_that_names_where_it_is()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("2 2 -Rule 'every RelocateVM_Task on esx-0201 fails before it takes effect'");
        Outcome outcome = runspace.Run("Test-VMotionPath -CanaryVM vm-00001 -Migrate esx-0201.example.com, esx-0202.example.com -MigrationTimeoutSec 10 -Confirm:$false");
        // Where the first does not come home from, the second is not tried.
        PSObject row = Assert.Single(outcome.Objects);
        Assert.Equal(("Away", "esx-0101.example.com", "esx-0201.example.com"), (Text(row, "Result"), Text(row, "Source"), Text(row, "VMHost")));
        Assert.StartsWith("CanaryNotHome,", outcome.OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("it was seen on esx-0201.example.com last", outcome.OneError.ToString(), StringComparison.Ordinal);
        Assert.Contains("vm-00001", outcome.OneError.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_brings_the_machine_home_before_the_prompt_is_back()
    {
        _tap.Hold("RelocateVM_Task");
        using PowerShell shell = _runspace.Prepare("Test-VMotionPath -CanaryVM vm-00001 -Migrate -Plan $plan -Confirm:$false");
        shell.BeginInvoke();
        await BeginsAsync();
        Task stop = shell.StopAsync(null, null);
        _tap.Release();
        await stop.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(2, Migrations);
        Assert.Equal("esx-0101.example.com", HostOf("vm-00001"));
    }

    [Fact]
    public async Task Whoever_presses_Ctrl_C_is_told_where_the_machine_is()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("On Windows a console event cannot be sent to one process only.");
        string password = (string)_runspace.Run("$sim.Credential.GetNetworkCredential().Password").Single.BaseObject;
        string user = (string)_runspace.Run("$sim.Credential.UserName").Single.BaseObject;
        using var script = new ScriptFile($$"""
            $secret = [securestring]::new()
            foreach ($c in '{{password}}'.ToCharArray()) { $secret.AppendChar($c) }
            $null = Connect-VMotionServer '{{_tap.Url}}' -Credential ([pscredential]::new('{{user}}', $secret))
            Test-VMotionPath -CanaryVM vm-00001 -Migrate -Confirm:$false
            """);
        _tap.Hold("RelocateVM_Task");
        using Tool tool = Tool.Start("RoutedVMotion.Shell", script.Path);
        await BeginsAsync();
        using (Process kill = Process.Start("kill", ["-INT", tool.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        _tap.Release();
        ToolOutcome outcome = tool.Finish();
        Assert.Equal(130, outcome.ExitCode);
        Assert.Contains("vm-00001 to esx-0201.example.com and back: Passed; it is home on esx-0101.example.com.", outcome.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(2, Migrations);
        Assert.Equal("esx-0101.example.com", HostOf("vm-00001"));
    }

    // The call is on its way, and held back.
    private async Task BeginsAsync()
    {
        for (var clock = Stopwatch.StartNew(); Migrations == 0 && clock.Elapsed < Patience;) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(1, Migrations);
    }

    // As a snapshot has it.
    private string IdOf(string machine)
    {
        using var folder = new WorkFolder();
        _runspace.Run("Export-VMotionSnapshot $a", folder["fabric.json"]).Clean.ToString();
        using JsonDocument snapshot = JsonDocument.Parse(File.ReadAllText(folder["fabric.json"]));
        return snapshot.RootElement.GetProperty("servers")[0].GetProperty("virtualMachines").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == machine).GetProperty("id").GetString()!;
    }

    private string HostOf(string machine) => _runspace.Run("(Test-VMotionPath -VM $a -Plan $plan)[0].Source", machine).Single.ToString();

    private static string Text(PSObject row, string property) => row.Properties[property].Value?.ToString() ?? string.Empty;
}
