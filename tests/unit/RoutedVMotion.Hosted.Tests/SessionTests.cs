using System;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>Sessions end with whoever made them, and borrowed ones do not.</summary>
public sealed class SessionTests
{
    [Theory]
    [InlineData("Disconnect-VMotionServer")]
    [InlineData("Remove-Module RoutedVMotion")]
    [InlineData("Import-Module (Get-Module RoutedVMotion).Path -Force")]
    public void A_session_is_logged_out_once_when_it_is_ended(string command)
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        Assert.Equal((1, 0), (tap.Count("Login"), tap.Count("Logout")));
        runspace.Run(command).Clean.ToString();
        Assert.Equal(1, tap.Count("Logout"));
    }

    [Fact]
    public void Closing_the_runspace_logs_its_sessions_out_and_leaves_those_of_others_alone()
    {
        using var other = new ModuleRunspace();
        var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(other);
        PSObject credential = other.Run("$sim.Credential").Single;
        runspace.Run("Connect-VMotionServer $a -Credential $b", tap.Url, credential).Single.ToString();
        runspace.Dispose();
        Assert.Equal((2, 1), (tap.Count("Login"), tap.Count("Logout")));
        Assert.NotEmpty(other.Run("Get-VMotionRouting").Clean);
    }

    [Fact]
    public void A_process_that_ends_without_a_word_logs_its_sessions_out()
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        PSObject login = runspace.Run("$sim.Credential.GetNetworkCredential()").Single;
        ToolOutcome outcome = Tool.RunScript(
            """
            $password = [securestring]::new()
            foreach ($c in $args[2].ToCharArray()) { $password.AppendChar($c) }
            $null = Connect-VMotionServer $args[0] -Credential ([pscredential]::new($args[1], $password))
            [Environment]::Exit(7)
            """,
            tap.Url, (string)login.Properties["UserName"].Value, (string)login.Properties["Password"].Value);
        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal((2, 1), (tap.Count("Login"), tap.Count("Logout")));
    }

    [Fact]
    public void Connecting_again_takes_the_place_of_the_first_connection()
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        runspace.Run("$null = Connect-VMotionServer $a -Credential $sim.Credential", tap.Url).Clean.ToString();
        Assert.Single(runspace.Run("Get-VMotionServer").Clean);
        Assert.Equal((2, 1), (tap.Count("Login"), tap.Count("Logout")));
    }

    [Fact]
    public void A_server_that_does_not_answer_the_logout_does_not_hold_up_the_removal_of_the_module()
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        tap.Hold("Logout");
        runspace.Run("Remove-Module RoutedVMotion").Clean.ToString();
        Assert.Equal(1, tap.Count("Logout"));
    }

    [Fact]
    public void Connections_of_PowerCLI_are_read_where_there_are_none_of_our_own_and_never_logged_out()
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        using var borrower = new ModuleRunspace();
        borrower.Run(VIServer, tap.Url, tap.SessionSecrets.Single()).Clean.ToString();

        Outcome rows = borrower.Run("Get-VMotionRouting");
        Assert.Equal(2, rows.Clean.Count);
        // Rows find back through PowerCLI's connection, too.
        Assert.Equal(2, borrower.Run("Get-VMotionRouting | Get-VMotionAdapter -VMotion").Clean.Count);
        Assert.Equal(2, borrower.Run("Get-VMotionRouting -Server $viserver").Clean.Count);
        Assert.Empty(borrower.Run("Get-VMotionServer").Clean);
        borrower.Run("Remove-Module RoutedVMotion").Clean.ToString();
        Assert.Equal((1, 0), (tap.Count("Login"), tap.Count("Logout")));
        Assert.NotEmpty(runspace.Run("Get-VMotionRouting").Clean);
    }

    [Fact]
    public void An_adopted_connection_of_PowerCLI_is_marked_as_borrowed_and_only_let_go()
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        using var borrower = new ModuleRunspace();
        borrower.Run(VIServer, tap.Url, tap.SessionSecrets.Single()).Clean.ToString();
        PSObject server = borrower.Run("$viserver | Connect-VMotionServer").Single;
        Assert.Equal(true, server.Properties["Borrowed"].Value);
        Assert.Equal(tap.Name, server.Properties["Name"].Value);
        Assert.Single(borrower.Run("Get-VMotionServer").Clean);
        Assert.Empty(borrower.Run("Disconnect-VMotionServer $viserver; Get-VMotionServer").Clean);
        Assert.Equal((1, 0), (tap.Count("Login"), tap.Count("Logout")));
    }

    [Fact]
    public void An_own_session_that_expired_is_renewed_and_a_borrowed_one_gives_one_error()
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        using var borrower = new ModuleRunspace();
        borrower.Run(VIServer, tap.Url, tap.SessionSecrets.Single()).Clean.ToString();
        Assert.Equal(2, borrower.Run("Get-VMotionRouting").Clean.Count);

        ExpireSessions(runspace);
        Outcome outcome = borrower.Run("Get-VMotionRouting");
        Assert.Empty(outcome.Objects);
        Assert.StartsWith("SessionExpired,", outcome.OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Connect-VIServer", outcome.OneError.ErrorDetails.RecommendedAction, StringComparison.Ordinal);

        Assert.Equal(2, runspace.Run("Get-VMotionRouting").Clean.Count);
        Assert.Equal(2, tap.Count("Login"));
    }

    [Fact]
    public void A_connection_of_PowerCLI_that_has_ended_is_not_used()
    {
        using var runspace = new ModuleRunspace();
        runspace.Run(VIServer + "; $viserver.IsConnected = $false", "https://vc01.example.com/sdk", "secret").Clean.ToString();
        Assert.StartsWith("NotConnected,", runspace.Run("Get-VMotionRouting").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_of_PowerCLI_are_known_by_their_shape()
    {
        using var runspace = new ModuleRunspace();
        PSObject simulator = runspace.StartAndConnect("1 2");
        PSObject row = runspace.Run("Get-VMotionRouting").Clean[0];
        const string VMHost = """
            $vmhost = [pscustomobject]@{
                Name = $a; Id = "HostSystem-$b"; Uid = "/VIServer=vsphere.local\administrator@vc.under.another.name:443/VMHost=HostSystem-$b/"
            }
            """;
        runspace.Run(VMHost, row.Properties["VMHost"].Value, row.Properties["VMHostId"].Value).Clean.ToString();
        Assert.Equal(row.Properties["VMHost"].Value, runspace.Run("$vmhost | Get-VMotionRouting").Single.Properties["VMHost"].Value);
        // A virtual machine stands for the host that it runs on.
        Assert.Single(runspace.Run("[pscustomobject]@{ Name = 'vm-1'; VMHost = $vmhost } | Get-VMotionRouting").Clean);
        ErrorRecord cluster = runspace.Run("[pscustomobject]@{ Name = 'c'; Id = 'ClusterComputeResource-domain-c8'; Uid = 'x' } | Get-VMotionRouting").OneError;
        Assert.StartsWith("InvalidVMHost,", cluster.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain("-Plan", cluster.Exception.Message, StringComparison.Ordinal);
        ErrorRecord plan = runspace.Run("New-VMotionPlan | Test-VMotionRouting").OneError;
        Assert.StartsWith("InvalidVMHost,", plan.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Plan", plan.Exception.Message, StringComparison.Ordinal);
        Assert.NotNull(simulator);
    }

    [Fact]
    public void Neither_passwords_nor_cookies_are_in_any_stream()
    {
        using var runspace = new ModuleRunspace();
        using WireTap tap = ConnectThroughTap(runspace);
        string password = (string)runspace.Run("$sim.Credential.GetNetworkCredential().Password").Single.BaseObject;
        runspace.Run(VIServer, "http://127.0.0.1:1/sdk", tap.SessionSecrets.Single()).Clean.ToString();
        const string Script = """
            $sim; $vc
            Connect-VMotionServer $a -Credential $sim.Credential -Verbose -Debug
            Get-VMotionRouting -Verbose -Debug
            Get-VMotionAdapter -Server $viserver -Verbose -Debug
            Connect-VMotionServer "https://user:$($sim.Credential.GetNetworkCredential().Password)@vc01/sdk" -Credential $sim.Credential
            Stop-VMotionSimulator
            Get-VMotionRouting -Verbose -Debug
            Disconnect-VMotionServer -Verbose -Debug
            """;
        Outcome outcome = runspace.Run(Script, tap.Url);
        Assert.NotEmpty(outcome.Debug);
        Assert.NotEmpty(outcome.Verbose);
        Assert.NotEmpty(outcome.Errors);
        Assert.True(password.Length >= 8);
        Assert.DoesNotContain(password, outcome.Everything, StringComparison.Ordinal);
        Assert.All(tap.SessionSecrets, secret => Assert.DoesNotContain(secret, outcome.Everything, StringComparison.Ordinal));
    }

    private const string VIServer = """
        $uri = [uri]$a
        $global:viserver = [pscustomobject]@{ Name = $uri.Host; ServiceUri = $uri; Port = $uri.Port; SessionSecret = "`"$b`""; IsConnected = $true }
        $global:DefaultVIServers = @($viserver)
        """;

    // Nothing that a user can do: vCenter does it after half an hour without a call.
    private static void ExpireSessions(ModuleRunspace runspace)
    {
        object simulator = runspace.Run("$sim").Single.BaseObject;
        object inner = simulator.GetType().GetField("_simulator", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(simulator)!;
        inner.GetType().GetMethod("ExpireSessions")!.Invoke(inner, null);
    }

    private static WireTap ConnectThroughTap(ModuleRunspace runspace)
    {
        int port = (int)runspace.Run("$sim = Start-VMotionSimulator 1 2; $sim.Port").Single.BaseObject;
        var tap = new WireTap(port);
        runspace.Run("$vc = Connect-VMotionServer $a -Credential $sim.Credential", tap.Url).Clean.ToString();
        return tap;
    }
}
