using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;

using CsCheck;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Reports;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Tests.Plan;
using RoutedVMotion.Tests.Rules;

using Xunit;

namespace RoutedVMotion.Tests.Reports;

public sealed class ReportTests
{
    private static readonly DateTime Noon = new(2026, 11, 22, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Errors_and_warnings_fail_and_information_passes_with_its_words()
    {
        XElement suite = Assert.Single(JUnit(
            Of("GatewayMissing", "esx-1"), Of("UplinkSpeed", "esx-1"), Of("HostProfileAttached", "esx-1")).Elements("testsuite"));
        Assert.Equal("rack-01, esx-1", suite.Attribute("name")!.Value);
        XElement[] cases = suite.Elements("testcase").ToArray();
        Assert.Equal(["Error", "Warning", null], cases.Select(one => one.Element("failure")?.Attribute("type")!.Value));
        Assert.Contains("found", cases[2].Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Equal("2", suite.Attribute("failures")!.Value);
    }

    [Fact]
    public void Several_findings_of_a_rule_on_a_host_are_one_case_that_tells_them_all()
    {
        XElement @case = Assert.Single(JUnit(Of("MtuDiffersFromPlan", "esx-1", "vmk1"), Of("MtuDiffersFromPlan", "esx-1", "vmk2")).Descendants("testcase"));
        XElement failure = Assert.Single(@case.Elements("failure"));
        Assert.Equal("vmk1: found; expected wanted (and 1 more)", failure.Attribute("message")!.Value);
        Assert.Contains("Error: vmk2: found; expected wanted", failure.Value, StringComparison.Ordinal);
    }

    // Jenkins takes everything up to the last dot for the package.
    [Fact]
    public void A_host_is_a_class_in_the_package_of_its_rack() => Assert.Equal(
        "RoutedVMotion.rack-01.esx-1_example_com",
        Assert.Single(JUnit(Of("GatewayMissing", "esx-1.example.com")).Descendants("testcase")).Attribute("classname")!.Value);

    [Fact]
    public void What_was_checked_and_found_sound_is_there_and_what_was_not_checked_says_why()
    {
        Fabric fabric = Fabrics.Clos(2, 2).With(host => host with { Connection = HostConnection.Disconnected }, Fabrics.Name(2, 2));
        RackPlan plan = Fabrics.PlanOf(2, 2) with { Rules = new Dictionary<string, string> { ["UplinkSpeed"] = "off" } };
        var index = new FabricIndex(fabric, plan);
        ReportCase[] cases = ReportCase.Of(index, _ => true, FiringCase.Ping(index, ping => ProbeCases.Answer(ping)), _ => true).ToArray();

        string sound = $"rack-01, {Fabrics.Name(1, 1)}", gone = $"rack-02, {Fabrics.Name(2, 2)}";
        Assert.Equal(["UplinkSpeed"], cases.Where(one => one.Place == sound && one.Skipped is not null).Select(one => one.Rule));
        Assert.Null(cases.Single(one => one.Place == gone && one.Rule == "HostDisconnected").Skipped);
        Assert.NotNull(cases.Single(one => one.Place == gone && one.Rule == "GatewayMissing").Skipped);
        Assert.Contains(new ReportCase("rack-02", "PathUnreachable"), cases);
        Assert.Equal(cases.Length, cases.Select(one => (one.Place, one.Rule)).Distinct().Count());
        // Every finding of a rule meets a case.
        Assert.Empty(RuleEngine.Run(index).Select(finding => (finding.Place, finding.Rule)).Except(cases.Select(one => (one.Place, one.Rule))));
        Assert.DoesNotContain(ReportCase.Of(new FabricIndex(fabric), _ => true, null, _ => true), one => RuleCatalog.All.Single(rule => rule.Name == one.Rule).NeedsPlan);
    }

    // A rack that nobody could ask is not a rack whose paths are sound.
    [Fact]
    public void What_needs_a_ping_is_skipped_where_nobody_could_be_made_to_ping()
    {
        var index = new FabricIndex(Fabrics.Clos(3, 2), Fabrics.PlanOf(3, 2));
        ReportCase[] cases = ReportCase.Of(
            index,
            _ => true,
            FiringCase.Ping(index, ping => new ProbeObservation(ping) { Failure = ProbeFailure.Denied }),
            _ => true).ToArray();
        ReportCase[] ofRacks = cases.Where(one => one.Place == "rack-01").ToArray();
        Assert.Equal(
            ["EsxCliDenied", "ProbeFailed", "RackNotProbed", "TcpPortsUntested"],
            ofRacks.Where(one => one.Skipped is null).Select(one => one.Rule).OrderBy(rule => rule, StringComparer.Ordinal));
        Assert.Equal(ProbeRules.All.Count, ofRacks.Length);
    }

    [Fact]
    public void JSON_has_the_names_of_the_objects_and_leaves_out_what_is_empty()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(new ValidationReport { Created = Noon, Findings = [Of("GatewayMissing", "esx-1")] }));
        Assert.Equal("2026-11-22T12:00:00Z", json.RootElement.GetProperty("Created").GetString());
        Assert.Equal(["Created", "Findings"], json.RootElement.EnumerateObject().Select(property => property.Name));
        JsonElement finding = Assert.Single(json.RootElement.GetProperty("Findings").EnumerateArray());
        Assert.Equal(("esx-1", "Error"), (finding.GetProperty("VMHost").GetString(), finding.GetProperty("Severity").GetString()));
        Assert.False(finding.TryGetProperty("VM", out _));
    }

    // A plan can hold any character in a name, a host can say anything, and servers read the file all the same.
    [Fact]
    public void Whatever_the_texts_are_a_report_can_be_read() => Gen.Select(Gen.String, Gen.String, Gen.String).Sample((place, found, device) =>
    {
        Finding finding = Of("GatewayMissing", place, device) with { Found = found };
        XElement report = JUnit(finding);
        Assert.Single(report.Descendants("failure"));
        using var json = JsonDocument.Parse(JsonReport.Write(new ValidationReport { Created = Noon, Findings = [finding] }));
        Assert.Single(json.RootElement.GetProperty("Findings").EnumerateArray());
    });

    [Fact]
    public void Numbers_and_times_are_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            ValidationReport report = new()
            {
                Created = Noon,
                Findings = [Of("GatewayMissing", "esx-1")],
                Summary = new ValidationSummary([], [], TimeSpan.FromSeconds(1.5)),
            };
            string junit = JUnitReport.Write(report), json = JsonReport.Write(report);
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal((junit, json), (JUnitReport.Write(report), JsonReport.Write(report)));
            Assert.Contains("time=\"1.500\"", junit, StringComparison.Ordinal);
            Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", junit, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Finding Of(string rule, string host, string? device = null) => new(RuleCatalog.All.Single(one => one.Name == rule))
    {
        Rack = "rack-01",
        VMHost = host,
        Device = device,
        Found = "found",
        Expected = "wanted",
    };

    private static XElement JUnit(params Finding[] findings) =>
        XDocument.Parse(JUnitReport.Write(new ValidationReport { Created = Noon, Findings = findings })).Root!;
}
