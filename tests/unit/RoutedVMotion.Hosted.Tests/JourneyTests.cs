using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>From a simulator to rows, the way a user goes.</summary>
public sealed class JourneyTests
{
    [Fact]
    public void The_hosts_that_will_not_route_are_those_that_the_faults_were_put_on()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("-Rack 3 -HostPerRack 5 -Fault MissingGateway=2, DefaultStackOnly, NoVMotion, Disconnected -Seed 7");

        Outcome routing = runspace.Run("Get-VMotionRouting");
        Assert.Equal(15, routing.Clean.Count);
        Outcome bad = runspace.Run("Get-VMotionRouting | Where-Object CanRoute -eq $false | ForEach-Object { $_.VMHost + ' ' + $_.Problem }");
        Dictionary<string, string> problems = new()
        {
            ["MissingGateway"] = "NoGateway", ["DefaultStackOnly"] = "LeavesByManagement", ["NoVMotion"] = "NoVMotionAdapter", ["Disconnected"] = "Disconnected",
        };
        Assert.Equal(
            runspace.Run("$sim.Faults").Clean.Select(fault => fault.Properties["VMHost"].Value + " " + problems[(string)fault.Properties["Fault"].Value]).Order(StringComparer.Ordinal),
            bad.Clean.Select(line => line.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_connection_says_what_it_leads_to_and_is_gone_after_it_is_ended()
    {
        using var runspace = new ModuleRunspace();
        PSObject simulator = runspace.StartAndConnect("1 1");
        PSObject server = runspace.Run("Get-VMotionServer").Single;
        Assert.Equal(simulator.Properties["Name"].Value, server.Properties["Name"].Value);
        Assert.Equal("Simulator", server.Properties["Kind"].Value);
        Assert.Equal(true, server.Properties["IsConnected"].Value);
        Assert.Equal(false, server.Properties["Borrowed"].Value);
        Assert.NotEmpty((string)server.Properties["Version"].Value);

        Assert.Empty(runspace.Run("Disconnect-VMotionServer; Get-VMotionServer").Clean);
        Assert.Equal(false, runspace.Run("$vc.IsConnected").Single.BaseObject);
        Assert.StartsWith("NotConnected,", runspace.Run("Get-VMotionRouting").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_wildcards_and_clusters_narrow_what_is_reported()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("-Rack 4 -HostPerRack 2");
        string[] all = runspace.Run("Get-VMotionRouting").Values<string>("VMHost").ToArray();
        string cluster = (string)runspace.Run("Get-VMotionRouting $a", all[0]).Single.Properties["Cluster"].Value;

        Assert.Equal(all[0], runspace.Run("Get-VMotionRouting $a", all[0].ToUpperInvariant()).Single.Properties["VMHost"].Value);
        Assert.Equal(all.Order(), runspace.Run("Get-VMotionRouting -VMHost *").Values<string>("VMHost").Order());
        Assert.Equal(2, runspace.Run("Get-VMotionRouting $a, $b", all[0], all[^1]).Clean.Count);
        Outcome inCluster = runspace.Run("Get-VMotionAdapter -Cluster $a -VMotion", cluster);
        Assert.NotEmpty(inCluster.Clean);
        Assert.All(inCluster.Values<string>("Cluster"), name => Assert.Equal(cluster, name));
        Assert.True(inCluster.Values<string>("VMHost").Distinct().Count() < all.Length);
        Assert.Empty(runspace.Run("Get-VMotionRouting -VMHost nosuch*").Clean);
    }

    [Fact]
    public void A_name_that_is_not_there_gives_an_error_of_its_own_and_the_rest_is_reported()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("-Rack 1 -HostPerRack 2");
        string host = runspace.Run("Get-VMotionRouting").Values<string>("VMHost").First();

        Outcome outcome = runspace.Run("Get-VMotionRouting -VMHost nosuch.example.com, $a, 'esx[', nosuch.example.com", host);
        Assert.Single(outcome.Objects);
        Assert.Equal(["nosuch.example.com", "esx["], outcome.Errors.Select(error => (string)error.TargetObject));
        Assert.All(outcome.Errors, error => Assert.Equal("VMHostNotFound,RoutedVMotion.PowerShell.Commands.GetVMotionRoutingCommand", error.FullyQualifiedErrorId));
        Assert.All(outcome.Errors, error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
        Assert.StartsWith("ClusterNotFound,", runspace.Run("Get-VMotionNetstack -Cluster nosuch").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("DatacenterNotFound,", runspace.Run("Get-VMotionNetstack -Datacenter nosuch").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_several_servers_find_back_to_the_host_and_the_server_that_they_came_from()
    {
        using var runspace = new ModuleRunspace();
        runspace.Run("$sims = Start-VMotionSimulator 1 2 -Fault MissingGateway; $sims = @($sims) + (Start-VMotionSimulator 1 2); $null = $sims | Connect-VMotionServer");
        Assert.Equal(4, runspace.Run("Get-VMotionRouting").Clean.Count);

        Outcome adapters = runspace.Run("Get-VMotionRouting | Where-Object Problem -eq NoGateway | Get-VMotionAdapter -VMotion");
        PSObject adapter = adapters.Single;
        PSObject fault = runspace.Run("$sims[0].Faults").Single;
        Assert.Equal(fault.Properties["VMHost"].Value, adapter.Properties["VMHost"].Value);
        Assert.Equal(runspace.Run("$sims[0].Name").Single.BaseObject, adapter.Properties["Server"].Value);

        // Both fabrics have hosts of the same names: one row of each means two hosts, not four.
        Outcome one = runspace.Run("Get-VMotionRouting | Where-Object { $_.Server -eq $sims[0].Name -xor $_.VMHost -like '*2.*' } | Get-VMotionRouting");
        Assert.Equal(2, one.Clean.Count);
        Assert.Equal(2, one.Values<string>("Server").Distinct().Count());

        Assert.Equal(2, runspace.Run("Get-VMotionRouting -Server $sims[1].Name").Clean.Count);
        Assert.Equal(2, runspace.Run("Get-VMotionServer $sims[1].Name | Get-VMotionRouting").Clean.Count);
        Assert.Equal(2, runspace.Run("[pscustomobject]@{ VMHost = '*'; Server = $sims[1].Name } | Get-VMotionRouting").Clean.Count);
        Assert.Single(runspace.Run("'*2.*' | Get-VMotionRouting -Server $sims[1]").Clean);
    }

    [Fact]
    public void Nothing_down_the_pipeline_is_not_everything()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 2");
        Assert.Empty(runspace.Run("@() | Get-VMotionAdapter").Clean);
        Assert.Empty(runspace.Run("$null | Get-VMotionRouting").Clean);
        Assert.Empty(runspace.Run("Get-VMotionRouting | Where-Object VMHost -eq nosuch | Get-VMotionNetstack").Clean);
        Assert.Single(runspace.Run("@() | Disconnect-VMotionServer; Get-VMotionServer").Clean);
    }

    [Fact]
    public void A_server_that_fails_gives_one_error_and_the_others_go_on()
    {
        using var runspace = new ModuleRunspace();
        runspace.Run("$sims = @(1, 2, 3 | ForEach-Object { Start-VMotionSimulator 1 3 }); $null = $sims | Connect-VMotionServer");
        using var gone = new WireTap((int)runspace.Run("$sims[1].Port").Single.BaseObject);
        runspace.Run("$null = Connect-VMotionServer $a -Credential $sims[1].Credential; Disconnect-VMotionServer $sims[1]", gone.Url).Clean.ToString();
        gone.Dispose();

        Outcome outcome = runspace.Run("Get-VMotionRouting");
        Assert.Equal(6, outcome.Objects.Count);
        Assert.Equal(gone.Name, outcome.OneError.TargetObject);
        Assert.Contains(outcome.OneError.FullyQualifiedErrorId.Split(',')[0], new[] { "ConnectionRefused", "ConnectionLost" });
        Assert.NotEmpty(outcome.OneError.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_wrong_password_is_one_error_that_says_where()
    {
        using var runspace = new ModuleRunspace();
        runspace.Run("$sim = Start-VMotionSimulator 1 1; $good = Start-VMotionSimulator 1 1");
        using var password = new System.Security.SecureString();
        foreach (char c in "wrong-Secret-1") password.AppendChar(c);
        Outcome outcome = runspace.Run(
            "$cred = [pscredential]::new($sim.Credential.UserName, $a); Connect-VMotionServer $sim.Url -Credential $cred; $good | Connect-VMotionServer", password);
        Assert.Single(outcome.Objects);
        Assert.Equal("LoginFailed,RoutedVMotion.PowerShell.Commands.ConnectVMotionServerCommand", outcome.OneError.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.AuthenticationError, outcome.OneError.CategoryInfo.Category);
        Assert.Equal(runspace.Run("$sim.Name").Single.BaseObject, outcome.OneError.TargetObject);
        Assert.DoesNotContain("wrong-Secret-1", outcome.Everything, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connect-VMotionServer vc01.example.com", "CredentialRequired")]
    [InlineData("Connect-VMotionServer vc01.example.com -Credential ([pscredential]::Empty)", "CredentialRequired")]
    [InlineData("Connect-VMotionServer https://127.0.0.1 -Port 1 -Credential $c", "ConnectionRefused")]
    [InlineData("Connect-VMotionServer 'no such name' -Credential $c", "InvalidServer")]
    [InlineData("Connect-VMotionServer vc01:99999 -Credential $c", "InvalidServer")]
    [InlineData("Connect-VMotionServer 127.0.0.1:1 -Credential $c", "ConnectionRefused")]
    [InlineData("Connect-VMotionServer no-such-host.invalid -Credential $c", "ServerNameNotFound")]
    [InlineData("Connect-VMotionServer http://vc01.example.com -Credential $c", "PlainHttpRefused")]
    [InlineData("Connect-VMotionServer vc01 -Credential $c -Thumbprint AA:BB", "InvalidThumbprint")]
    [InlineData("Get-VMotionRouting", "NotConnected")]
    [InlineData("Get-VMotionRouting -Server vc02.example.com", "ServerNotConnected")]
    [InlineData("Get-VMotionServer vc02.example.com", "ServerNotConnected")]
    [InlineData("Disconnect-VMotionServer vc02.example.com", "ServerNotConnected")]
    [InlineData("Get-VMotionRouting -Server vc*", "NotConnected")]
    [InlineData("Get-VMotionRouting -VMHost $notset", "InvalidVMHost")]
    [InlineData("Get-VMotionRouting -VMHost @()", "InvalidVMHost")]
    [InlineData("5 | Get-VMotionRouting", "InvalidVMHost")]
    [InlineData("Start-VMotionSimulator -Fault NoSuchFault", "InvalidFault")]
    [InlineData("Start-VMotionSimulator 1 1 -Fault MissingGateway=9", "InvalidSimulator")]
    public void Bad_input_is_one_error_that_says_what_to_do(string script, string id)
    {
        using var runspace = new ModuleRunspace();
        using var password = new System.Security.SecureString();
        Outcome outcome = runspace.Run(script, null, null, new PSCredential("user", password));
        ErrorRecord error = outcome.OneError;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.DoesNotContain("   at ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Objects);
    }

    [Fact]
    public void A_port_that_is_taken_is_one_error()
    {
        using var runspace = new ModuleRunspace();
        runspace.Run("$sim = Start-VMotionSimulator 1 1");
        ErrorRecord error = runspace.Run("Start-VMotionSimulator 1 1 -Port $sim.Port").OneError;
        Assert.StartsWith("PortInUse,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbours_are_there_when_asked_for()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("2 1");
        Outcome asked = runspace.Run("Get-VMotionRouting -Neighbor | ForEach-Object Uplinks");
        Assert.NotEmpty(asked.Clean);
        Assert.All(asked.Values<string>("Neighbor"), Assert.NotEmpty);
        Assert.All(runspace.Run("Get-VMotionRouting | ForEach-Object Uplinks").Values<string?>("Neighbor"), Assert.Null);
    }

    [Fact]
    public void Stacks_are_listed_used_or_not_and_can_be_picked()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 2");
        Outcome all = runspace.Run("Get-VMotionNetstack");
        Assert.Contains("vmotion", all.Values<string>("Key"));
        Assert.Contains("vSphereProvisioning", all.Values<string>("Key"));
        Assert.Equal(2, runspace.Run("Get-VMotionNetstack -Stack VMOTION").Clean.Count);
        Outcome adapters = runspace.Run("Get-VMotionAdapter -Stack vmo*");
        Assert.NotEmpty(adapters.Clean);
        Assert.All(adapters.Values<string>("Stack"), stack => Assert.Equal("vmotion", stack));
    }

    [Fact]
    public void A_host_that_may_not_be_read_gives_a_row_that_says_so_or_an_error()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 3 -Fault Unreadable");
        Outcome routing = runspace.Run("Get-VMotionRouting");
        Assert.Equal(3, routing.Clean.Count);
        PSObject unread = Assert.Single(routing.Objects, row => Equals(row.Properties["Problem"].Value, "NotRead"));
        Assert.NotEmpty((IEnumerable<string>)unread.Properties["Unread"].Value);

        ErrorRecord error = runspace.Run("Get-VMotionAdapter").OneError;
        Assert.StartsWith("VMHostNotRead,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(unread.Properties["VMHost"].Value, error.TargetObject);
        // Twenty parts and one reason: the reason is said once.
        Assert.Equal(2, error.ErrorDetails.Message.Split("lacks the privilege").Length);
    }

    [Fact]
    public void Progress_ends_when_the_read_does()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("2 4");
        IReadOnlyList<ProgressRecord> progress = runspace.Run("Get-VMotionRouting").Progress;
        Assert.NotEmpty(progress);
        Assert.All(progress.GroupBy(record => record.ActivityId), bar => Assert.Equal(ProgressRecordType.Completed, bar.Last().RecordType));
    }

    [Fact]
    public void A_server_object_works_in_another_runspace_which_has_no_connection_of_its_own()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 2");
        PSObject server = runspace.Run("$vc").Single;
        using var other = new ModuleRunspace();
        Assert.Empty(other.Run("Get-VMotionServer").Clean);
        Assert.Equal(2, other.Run("Get-VMotionRouting -Server $a", server).Clean.Count);
        Assert.StartsWith("NotConnected,", other.Run("Get-VMotionRouting").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_simulator_takes_its_connections_along()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 1");
        Outcome outcome = runspace.Run("Stop-VMotionSimulator; Get-VMotionServer; $sim.IsRunning");
        Assert.Equal(false, outcome.Single.BaseObject);
    }

    [Fact]
    public void Every_layout_of_the_simulator_can_be_asked_for_and_hurts_no_host()
    {
        using var runspace = new ModuleRunspace();
        string[] offered = [.. runspace.Run("(Get-Command Start-VMotionSimulator).Parameters['Layout'].Attributes.ValidValues").Clean.Select(name => (string)name.BaseObject).Where(name => name is not null)];
        // The one in which hosts do not route, since nobody has converted them.
        runspace.StartAndConnect("-Rack 4 -HostPerRack 2 -Layout " + string.Join(", ", offered.Where(name => name != "Unconverted")));
        Assert.Equal(
            runspace.Run("[Enum]::GetNames([RoutedVMotion.Simulator.SimulatorLayout])").Clean.Select(name => (string)name.BaseObject).Where(name => name != "None"),
            offered);
        Assert.All(runspace.Run("Get-VMotionRouting").Values<bool>("CanRoute"), Assert.True);
    }

    [Fact]
    public void A_fault_of_the_network_names_its_rack()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("-Rack 3 -HostPerRack 2 -Fault SviDown");
        PSObject fault = runspace.Run("$sim.Faults").Single;
        Assert.Null(fault.Properties["VMHost"].Value);
        Assert.Matches("^rack-0[123]$", (string)fault.Properties["Rack"].Value);
        Assert.Equal($"SviDown on {fault.Properties["Rack"].Value}", fault.ToString());
    }
}
