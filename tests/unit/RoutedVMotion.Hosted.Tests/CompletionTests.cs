using System.IO;
using System.Linq;
using System.Management.Automation;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>Completion knows what was read before, and asks nobody.</summary>
public sealed class CompletionTests
{
    [Fact]
    public void Before_anything_was_read_nothing_is_offered()
    {
        using var runspace = new ModuleRunspace();
        Assert.Empty(Complete(runspace, "Get-VMotionRouting -VMHost "));
        Assert.Empty(Complete(runspace, "Get-VMotionAdapter -Cluster "));
        Assert.Empty(Complete(runspace, "Get-VMotionRouting -Server "));
    }

    [Fact]
    public void After_a_read_hosts_clusters_datacenters_stacks_and_servers_are_offered()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("4 2");
        Outcome rows = runspace.Run("Get-VMotionRouting");
        string[] hosts = rows.Values<string>("VMHost").Order().ToArray();
        Assert.Equal(hosts, Complete(runspace, "Get-VMotionRouting -VMHost "));
        Assert.Equal([hosts[3]], Complete(runspace, "Get-VMotionRouting " + hosts[3][..^2]));
        Assert.Equal(rows.Values<string>("Cluster").Distinct().Order(), Complete(runspace, "Get-VMotionAdapter -Cluster ").Select(Unquote));
        Assert.Equal(rows.Values<string>("Datacenter").Distinct().Order(), Complete(runspace, "Get-VMotionNetstack -Datacenter ").Select(Unquote));
        Assert.Contains("vmotion", Complete(runspace, "Get-VMotionNetstack -Stack v"));
        Assert.Equal([(string)runspace.Run("$vc.Name").Single.BaseObject], Complete(runspace, "Disconnect-VMotionServer "));
    }

    [Fact]
    public void The_simulators_faults_are_offered()
    {
        using var runspace = new ModuleRunspace();
        Assert.Contains("MissingGateway", Complete(runspace, "Start-VMotionSimulator -Fault Missing"));
    }

    [Fact]
    public void Rules_are_offered_and_the_racks_of_plans_that_were_read()
    {
        using var runspace = new ModuleRunspace();
        Assert.Contains("GatewayMissing", Complete(runspace, "Test-VMotionRouting -Rule Gateway"));
        Assert.Contains("PlanSubnetsOverlap", Complete(runspace, "Get-VMotionRule PlanSub"));
        Assert.Empty(Complete(runspace, "Test-VMotionRouting -Rack "));
        runspace.Run("Import-VMotionPlan $a", Path.Combine(Tool.Root, "examples", "plans", "four-racks-ipv4.json")).Single.ToString();
        Assert.Equal(["rack-01", "rack-02", "rack-03", "rack-04"], Complete(runspace, "Test-VMotionRouting -Rack r"));
    }

    [Fact]
    public void Ends_of_a_path_are_racks_clusters_and_hosts_and_virtual_machines_have_names()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("2 1");
        runspace.Run("$null = New-VMotionPlan; $null = Test-VMotionPath").Clean.ToString();
        Assert.Equal(["rack-01", "rack-02"], Complete(runspace, "Test-VMotionPath r"));
        Assert.Equal(["cluster-01"], Complete(runspace, "Test-VMotionPath rack-01 c"));
        Assert.Equal(2, Complete(runspace, "Test-VMotionPath -Source esx").Length);
        Assert.Contains("vm-00001", Complete(runspace, "Test-VMotionPath -VM vm-"));
    }

    [Fact]
    public void What_was_known_outlives_the_server_and_completion_does_not_ask_for_it()
    {
        using var runspace = new ModuleRunspace();
        runspace.StartAndConnect("1 1");
        runspace.Run("Get-VMotionRouting; Stop-VMotionSimulator");
        Assert.Single(Complete(runspace, "Get-VMotionRouting -VMHost "));
    }

    private static string Unquote(string text) => text.Trim('\'');

    private static string[] Complete(ModuleRunspace runspace, string line)
    {
        using PowerShell shell = PowerShell.Create(runspace.Runspace);
        return CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches
            .Where(match => match.ResultType == CompletionResultType.ParameterValue)
            .Select(match => match.CompletionText)
            .ToArray();
    }
}
