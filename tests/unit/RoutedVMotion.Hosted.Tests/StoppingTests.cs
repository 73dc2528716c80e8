using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>What waits can be stopped, and what is known is written before the rest is.</summary>
public sealed class StoppingTests
{
    // Only there so that a hang fails instead of hanging; nothing is measured by it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_connection_attempt_that_is_never_answered_can_be_stopped()
    {
        using var runspace = new ModuleRunspace();
        using var silent = new WireTap();
        using var password = new System.Security.SecureString();
        using PowerShell shell = runspace.Prepare("Connect-VMotionServer $a -Credential $b -TimeoutSec 3600", silent.Url, new PSCredential("user", password));
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(await silent.Accepted.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await StopAsync(shell, silent);
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.ThrowsAny<RuntimeException>(() => shell.EndInvoke(running));
        Assert.Empty(runspace.Run("Get-VMotionServer").Clean);
    }

    [Fact]
    public async Task Hosts_are_written_while_the_next_page_is_still_to_come_and_the_read_can_be_stopped_then()
    {
        using var runspace = new ModuleRunspace();
        int port = (int)runspace.Run("$sim = Start-VMotionSimulator 4 200; $sim.Port").Single.BaseObject;
        using var tap = new WireTap(port);
        runspace.Run("$vc = Connect-VMotionServer $a -Credential $sim.Credential -TimeoutSec 3600", tap.Url).Clean.ToString();
        tap.Hold("ContinueRetrievePropertiesEx");

        using PowerShell shell = runspace.Prepare("Get-VMotionRouting");
        using var rows = new PSDataCollection<PSObject>();
        using var first = new SemaphoreSlim(0);
        rows.DataAdded += (_, _) => first.Release();
        shell.BeginInvoke<PSObject, PSObject>(null, rows);
        Assert.True(await first.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(PSInvocationState.Running, shell.InvocationStateInfo.State);

        await StopAsync(shell, tap);
        Assert.InRange(rows.Count, 1, 799);
        tap.Release();
        Assert.Equal(800, runspace.Run("Get-VMotionRouting").Clean.Count);
    }

    [Fact]
    public async Task Findings_are_written_while_hosts_still_ping_and_the_pings_can_be_stopped()
    {
        using var runspace = new ModuleRunspace();
        int port = (int)runspace.Run("$sim = Start-VMotionSimulator 2 2 -Fault MissingGateway; $sim.Port").Single.BaseObject;
        using var tap = new WireTap(port);
        runspace.Run("$vc = Connect-VMotionServer $a -Credential $sim.Credential -TimeoutSec 3600", tap.Url).Clean.ToString();
        tap.Hold("<ExecuteSoap");

        using PowerShell shell = runspace.Prepare("Test-VMotionRouting -Probe -Rule GatewayMissing, TcpPortsUntested");
        using var rows = new PSDataCollection<PSObject>();
        using var first = new SemaphoreSlim(0);
        rows.DataAdded += (_, _) => first.Release();
        shell.BeginInvoke<PSObject, PSObject>(null, rows);
        Assert.True(await first.WaitAsync(Patience, TestContext.Current.CancellationToken));

        await StopAsync(shell, tap);
        Assert.Single(rows);
        tap.Release();
        Assert.Equal(2, runspace.Run("Test-VMotionRouting -Probe -Rule GatewayMissing, TcpPortsUntested").Clean.Count);
    }

    [Fact]
    public void Who_has_seen_enough_ends_the_read_and_the_next_one_is_whole()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("2 50");
        Outcome outcome = runspace.Run("foreach ($once in 1) { Get-VMotionRouting | ForEach-Object { $_; break } }");
        Assert.Single(outcome.Clean);
        Assert.Equal(100, runspace.Run("Get-VMotionRouting").Clean.Count);
    }

    [Fact]
    public void An_error_that_is_to_stop_stops()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 1");
        ErrorRecord error = runspace.Run("Get-VMotionRouting nosuch -ErrorAction Stop").OneError;
        Assert.StartsWith("VMHostNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    // Where it does not stop, hanging up lets it end, so that the test fails instead of hanging while it cleans up.
    private static async Task StopAsync(PowerShell shell, WireTap tap)
    {
        try
        {
            await shell.StopAsync(null, null).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            tap.Dispose();
            throw;
        }
    }
}
