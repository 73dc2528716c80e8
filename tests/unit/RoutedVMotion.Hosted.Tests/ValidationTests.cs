using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Xml.Linq;

using RoutedVMotion.Hosted.Tests.Support;

using Xunit;

namespace RoutedVMotion.Hosted.Tests;

/// <summary>A plan of a sound fabric, held against the same fabric with faults.</summary>
public sealed class ValidationTests : IDisposable
{
    private readonly ModuleRunspace _runspace = new();
    private readonly WorkFolder _folder = new();

    public void Dispose()
    {
        _runspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_hosts_with_findings_are_those_that_the_faults_were_put_on()
    {
        Start("-Rack 3 -HostPerRack 5 -Seed 7", "MissingGateway=2, MtuMismatch, WrongGateway, NoVMotion");
        Outcome findings = _runspace.Run("Test-VMotionRouting -Plan $plan | Where-Object { $_.VMHost -and -not $_.VM }");
        Dictionary<string, string> rules = new()
        {
            ["MissingGateway"] = "GatewayMissing", ["MtuMismatch"] = "MtuDiffersFromPlan", ["WrongGateway"] = "GatewayOfAnotherRack", ["NoVMotion"] = "NoVMotionAdapter",
        };
        Assert.Equal(
            _runspace.Run("$sim.Faults").Clean.Select(fault => fault.Properties["VMHost"].Value + " " + rules[(string)fault.Properties["Fault"].Value]).Order(StringComparer.Ordinal),
            findings.Clean.Select(finding => finding.Properties["VMHost"].Value + " " + finding.Properties["Rule"].Value).Order(StringComparer.Ordinal));
        Assert.All(findings.Values<string>("Server"), server => Assert.Equal(_runspace.Run("$vc.Name").Single.BaseObject, server));
        // A finding finds back to its host.
        Assert.Equal(
            findings.Values<string>("VMHost").Distinct().Order(StringComparer.Ordinal),
            _runspace.Run("Test-VMotionRouting -Plan $plan -Severity Error | Where-Object VMHost | Get-VMotionRouting").Values<string>("VMHost").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sound_fabric_has_no_error_with_and_without_a_plan_and_pings()
    {
        Start("-Rack 3 -HostPerRack 2", null);
        Assert.Empty(_runspace.Run("Test-VMotionRouting -Severity Error").Clean);
        Outcome probed = _runspace.Run("Test-VMotionRouting -Plan $plan -Probe | Where-Object { -not $_.VM }");
        Assert.Equal("TcpPortsUntested", probed.Single.Properties["Rule"].Value);
        Assert.All(probed.Progress.GroupBy(record => record.ActivityId), bar => Assert.Equal(ProgressRecordType.Completed, bar.Last().RecordType));
    }

    [Fact]
    public void Pings_find_what_configuration_cannot_show()
    {
        Start("-Rack 3 -HostPerRack 3", "SviDown");
        Assert.Empty(_runspace.Run("Test-VMotionRouting -Plan $plan -Severity Error").Clean);
        Outcome probed = _runspace.Run("Test-VMotionRouting -Plan $plan -Probe -Severity Error -ThrottleLimit 4");
        Assert.Contains("GatewayUnreachable", probed.Values<string>("Rule"));
    }

    [Fact]
    public void Without_the_right_to_ping_it_says_so_once_a_host_and_judges_the_rest()
    {
        Start("-Rack 2 -HostPerRack 2", "MissingGateway");
        using var tap = new WireTap((int)_runspace.Run("$sim.Port").Single.BaseObject);
        tap.Deny("<ExecuteSoap");
        _runspace.Run("Disconnect-VMotionServer; $null = Connect-VMotionServer $a -Credential $sim.Credential", tap.Url);
        Outcome outcome = _runspace.Run("Test-VMotionRouting -Plan $plan -Probe | Where-Object { -not $_.VM }");
        string[] rules = outcome.Values<string>("Rule").ToArray();
        Assert.Contains("GatewayMissing", rules);
        PSObject[] denied = outcome.Clean.Where(finding => (string)finding.Properties["Rule"].Value == "EsxCliDenied").ToArray();
        Assert.NotEmpty(denied);
        Assert.Equal(denied.Length, denied.Select(finding => finding.Properties["VMHost"].Value).Distinct().Count());
        Assert.DoesNotContain("GatewayUnreachable", rules);
        Assert.DoesNotContain("PathUnreachable", rules);
    }

    [Fact]
    public void What_is_reported_can_be_narrowed_and_what_is_judged_cannot()
    {
        Start("-Rack 3 -HostPerRack 4 -Seed 3", "DuplicateAddress, MissingGateway");
        string[] duplicates = _runspace.Run("Test-VMotionRouting -Plan $plan -Rule DuplicateAddress").Values<string>("VMHost").ToArray();
        Assert.Equal(2, duplicates.Length);
        // The other one is not reported, but is there.
        Assert.Equal(duplicates[0], _runspace.Run("Test-VMotionRouting $a -Plan $plan -Rule Duplicate*", duplicates[0]).Single.Properties["VMHost"].Value);
        Assert.Equal(duplicates[0], _runspace.Run("Get-VMotionRouting $a | Test-VMotionRouting -Plan $plan -Rule Duplicate*", duplicates[0]).Single.Properties["VMHost"].Value);

        string rack = (string)_runspace.Run("Test-VMotionRouting -Plan $plan -Rule GatewayMissing").Single.Properties["Rack"].Value;
        Assert.All(_runspace.Run("Test-VMotionRouting -Plan $plan -Rack $a | Where-Object VMHost", rack).Values<string>("Rack"), name => Assert.Equal(rack, name));
        Assert.Contains("GatewayMissing", _runspace.Run("Test-VMotionRouting -Plan $plan -Rack $a", rack).Values<string>("Rule"));
        Assert.DoesNotContain("GatewayMissing", _runspace.Run("Test-VMotionRouting -Plan $plan -Rack rack-0* | Where-Object { $_.Rack -ne $a }", rack).Values<string>("Rule"));
        Assert.All(_runspace.Run("Test-VMotionRouting -Plan $plan -Severity Error").Values<string>("Severity"), severity => Assert.Equal("Error", severity));
        Assert.StartsWith("VMHostNotFound,", _runspace.Run("Test-VMotionRouting nosuch -Plan $plan").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("RackNotFound,", _runspace.Run("Test-VMotionRouting -Rack nosuch -Rule HostTooOld").OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_servers_are_one_fabric_and_one_vCenter_under_two_names_is_there_once()
    {
        _runspace.Run("$sims = (Start-VMotionSimulator 1 2), (Start-VMotionSimulator 1 2 -Seed 2); $null = $sims | Connect-VMotionServer");
        Assert.Equal(4, _runspace.Run("Test-VMotionRouting -Summary").Single.Properties["Hosts"].Value);
        Assert.Equal(2, _runspace.Run("Test-VMotionRouting -Server $sims[1] -Summary").Single.Properties["Hosts"].Value);
        // The rows of one server narrow what is reported, and both are read.
        Outcome narrowed = _runspace.Run("Get-VMotionRouting -Server $sims[1] | Test-VMotionRouting -Summary -Verbose");
        Assert.Equal(2, narrowed.Single.Properties["Hosts"].Value);
        Assert.Equal(2, narrowed.Verbose.Count(line => line.Contains("hosts and", StringComparison.Ordinal)));

        _runspace.Run("$sims[1] | Disconnect-VMotionServer; $null = Connect-VMotionServer ($sims[0].Url -replace '127.0.0.1', 'localhost') -Credential $sims[0].Credential").Clean.ToString();
        Outcome same = _runspace.Run("Test-VMotionRouting -Summary -Verbose");
        Assert.Equal(2, same.Single.Properties["Hosts"].Value);
        Assert.Contains(same.Verbose, line => line.Contains("is the same vCenter", StringComparison.Ordinal));
    }

    [Fact]
    public void The_summary_counts_what_would_have_been_written()
    {
        Start("-Rack 2 -HostPerRack 3", "MissingGateway, MtuMismatch");
        PSObject summary = _runspace.Run("Test-VMotionRouting -Plan $plan -Summary -Severity Error").Single;
        Assert.Equal(6, summary.Properties["Hosts"].Value);
        Assert.Equal(4, summary.Properties["Compliant"].Value);
        Assert.Equal(2, summary.Properties["Errors"].Value);
        Assert.Equal(2, summary.Properties["Findings"].Value);
        Assert.Equal(["GatewayMissing", "MtuDiffersFromPlan"], _runspace.Run("$a.ByRule", summary).Values<string>("Rule").Order(StringComparer.Ordinal));
        Assert.Equal(3, _runspace.Run("Test-VMotionRouting -Plan $plan -Summary -Rack rack-01").Single.Properties["Hosts"].Value);
    }

    [Fact]
    public void A_JUnit_report_has_a_case_for_each_host_and_rule_and_fails_where_something_was_found()
    {
        Start("-Rack 2 -HostPerRack 2", "MissingGateway, Disconnected");
        Assert.Empty(_runspace.Run("Export-VMotionReport $a -Plan $plan -Severity Error", _folder["report.xml"]).Clean);
        XElement report = XDocument.Load(_folder["report.xml"]).Root!;
        XElement[] suites = report.Elements("testsuite").Where(suite => suite.Attribute("name")!.Value.Contains("esx-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, suites.Length);
        int hostRules = (int)_runspace.Run("@(Get-VMotionRule | Where-Object { $_.Scope -in 'Host', 'VirtualMachine' }).Count").Single.BaseObject;
        Assert.All(suites, suite => Assert.Equal(hostRules, suite.Elements("testcase").Count()));

        XElement failed = Assert.Single(report.Descendants("failure")).Parent!;
        Assert.Equal("GatewayMissing", failed.Attribute("name")!.Value);
        string host = (string)_runspace.Run("$sim.Faults | Where-Object Fault -eq MissingGateway").Single.Properties["VMHost"].Value;
        Assert.EndsWith(", " + host, failed.Parent!.Attribute("name")!.Value, StringComparison.Ordinal);
        Assert.Equal("1", report.Attribute("failures")!.Value);
        // Of a host that is not there most cannot be said.
        Assert.NotEmpty(report.Descendants("skipped"));
        Assert.Equal(report.Descendants("testcase").Count().ToString(System.Globalization.CultureInfo.InvariantCulture), report.Attribute("tests")!.Value);
    }

    [Fact]
    public void Findings_down_the_pipeline_are_the_report_and_none_of_them_is_a_clean_one()
    {
        Start("-Rack 2 -HostPerRack 2", "MissingGateway");
        Assert.Empty(_runspace.Run("Test-VMotionRouting -Plan $plan -Rule GatewayMissing | Export-VMotionReport $a", _folder["report.json"]).Clean);
        using (var json = JsonDocument.Parse(File.ReadAllText(_folder["report.json"])))
        {
            JsonElement finding = Assert.Single(json.RootElement.GetProperty("Findings").EnumerateArray());
            Assert.Equal("GatewayMissing", finding.GetProperty("Rule").GetString());
            Assert.True(finding.GetProperty("FixedBySet").GetBoolean());
        }

        // With the servers gone: what came down the pipeline is all that counts.
        _runspace.Run("$findings = Test-VMotionRouting -Plan $plan; Stop-VMotionSimulator");
        Assert.Empty(_runspace.Run("$findings | Export-VMotionReport $a -Format JUnit -Force", _folder["report.json"]).Clean);
        Assert.NotEmpty(XDocument.Load(_folder["report.json"]).Descendants("failure"));
        Assert.Empty(_runspace.Run("@() | Export-VMotionReport $a", _folder["none.xml"]).Clean);
        Assert.Equal("1", XDocument.Load(_folder["none.xml"]).Root!.Attribute("tests")!.Value);
        Assert.Equal("0", XDocument.Load(_folder["none.xml"]).Root!.Attribute("failures")!.Value);
    }

    [Fact]
    public void A_report_is_not_written_with_WhatIf_nor_over_another_file_nor_for_half_a_fabric()
    {
        Start("-Rack 1 -HostPerRack 2", null);
        string there = _folder.Write("report.xml", "mine");
        Assert.StartsWith("FileExists,", _runspace.Run("Export-VMotionReport $a -Plan $plan", there).OneError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_runspace.Run("Export-VMotionReport $a -Plan $plan -Force -WhatIf", there).Clean);
        using var gone = new WireTap((int)_runspace.Run("($other = Start-VMotionSimulator 1 1).Port").Single.BaseObject);
        _runspace.Run("$null = Connect-VMotionServer $a -Credential $other.Credential", gone.Url);
        gone.Dispose();
        Outcome half = _runspace.Run("Export-VMotionReport $a -Plan $plan -Force", there);
        Assert.Contains(half.Errors, error => error.FullyQualifiedErrorId.StartsWith("FabricIncomplete,", StringComparison.Ordinal));
        Assert.Equal("mine", File.ReadAllText(there));
    }

    [Fact]
    public void A_server_that_dies_while_hosts_ping_leaves_no_report()
    {
        Start("-Rack 2 -HostPerRack 2", null);
        using var tap = new WireTap((int)_runspace.Run("$sim.Port").Single.BaseObject);
        _runspace.Run("Disconnect-VMotionServer; $null = Connect-VMotionServer $a -Credential $sim.Credential", tap.Url);
        tap.DieOn("<ExecuteSoap");
        string report = _folder["report.xml"];
        Outcome outcome = _runspace.Run("Export-VMotionReport $a -Plan $plan -Probe", report);
        Assert.Contains(outcome.Errors, error => error.FullyQualifiedErrorId.StartsWith("FabricIncomplete,", StringComparison.Ordinal));
        Assert.False(File.Exists(report));
    }

    [Fact]
    public void A_plan_with_errors_is_refused_before_anything_is_read()
    {
        _runspace.Run("$sim = Start-VMotionSimulator 1 1");
        using var tap = new WireTap((int)_runspace.Run("$sim.Port").Single.BaseObject);
        _runspace.Run("$null = Connect-VMotionServer $a -Credential $sim.Credential", tap.Url);
        string plan = _folder.Write("racks.json", """{ "version": 1, "racks": [ { "name": "r", "vmotion": { "subnet": "10.0.0.0/8", "gateway": "11.0.0.1" } } ] }""");
        ErrorRecord error = _runspace.Run("Test-VMotionRouting -Plan $a", plan).OneError;
        Assert.StartsWith("PlanHasErrors,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(0, tap.Count("CreateContainerView"));
    }

    [Fact]
    public void The_catalogue_is_listed_by_name_and_weight_and_a_finding_leads_to_its_rule()
    {
        Assert.Equal("GatewayMissing", _runspace.Run("Get-VMotionRule gatewaymissing").Single.Properties["Name"].Value);
        Outcome errors = _runspace.Run("Get-VMotionRule -Severity Error");
        Assert.All(errors.Values<string>("Severity"), severity => Assert.Equal("Error", severity));
        Assert.True(_runspace.Run("Get-VMotionRule").Clean.Count > errors.Clean.Count);
        Assert.Empty(_runspace.Run("Get-VMotionRule NoSuch*").Clean);
        Start("-Rack 2 -HostPerRack 1", "MissingGateway");
        Assert.Equal("GatewayMissing", _runspace.Run("Test-VMotionRouting -Plan $plan -Severity Error | Get-VMotionRule").Single.Properties["Name"].Value);
    }

    /// <summary>A fabric with faults is connected; $plan is the plan of the same fabric without them.</summary>
    private void Start(string options, string? faults)
    {
        string plan = _folder["racks.json"];
        _runspace.Run(
            $"$plan = $a; $sound = Start-VMotionSimulator {options}; $null = $sound | Connect-VMotionServer\n"
            + $"New-VMotionPlan -AssignAddress | Export-VMotionPlan $plan; $sound | Stop-VMotionSimulator\n"
            + $"$sim = Start-VMotionSimulator {options} {(faults is null ? string.Empty : "-Fault " + faults)}; $vc = $sim | Connect-VMotionServer",
            plan).Clean.ToString();
    }
}
