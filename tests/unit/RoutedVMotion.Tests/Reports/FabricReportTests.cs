using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Reports;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Validation;

using Xunit;

namespace RoutedVMotion.Tests.Reports;

/// <summary>The page and the document about a fabric.</summary>
public sealed class FabricReportTests
{
    private const string Evil = "<script>alert('1')</script> & \"q\" | `c` *b* [x](javascript:y) @team www.example.com https://example.com \u0001";

    public static TheoryData<int, int> Sizes => new() { { 2, 3 }, { 4, 5 }, { 25, 4 }, { 100, 2 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task The_page_shows_every_rack_pair_and_every_host_and_needs_nothing_but_itself(int racks, int hosts)
    {
        FabricReport report = await ReadAsync(racks, hosts);
        string html = HtmlReport.Write(report);
        XElement page = Parse(html);
        XElement[] cells = page.Descendants("table").Single(table => ((string?)table.Attribute("class"))?.StartsWith("matrix", StringComparison.Ordinal) == true)
            .Element("tbody")!.Descendants("td").ToArray();
        Assert.Equal(racks * racks, cells.Length);
        PathGroup[] groups = report.Paths.Racks.ToArray();
        for (int from = 0; from < racks; from++)
        {
            for (int to = 0; to < racks; to++)
            {
                XElement cell = cells[(from * racks) + to];
                var row = new VMotionPath(report.Paths, report.Paths.Between(groups[from], groups[to])!);
                // Colour and word, and hovering says why.
                Assert.Equal((row.Verdict, row.Verdict), ((string?)cell.Attribute("class"), cell.Value.TrimEnd('*')));
                Assert.StartsWith($"{groups[from].Name} to {groups[to].Name}: {row.Verdict}", (string?)cell.Attribute("title"), StringComparison.Ordinal);
            }
        }

        XElement drawing = page.Descendants("svg").First();
        Assert.Equal(racks * hosts, drawing.Descendants("g").Count(mark => (string?)mark.Attribute("class") == "host"));
        foreach (HostContext host in report.Paths.Fabric.Hosts) Assert.Contains(host.Host.Name, html, StringComparison.Ordinal);

        string[] ids = page.Descendants().Select(element => (string?)element.Attribute("id")).OfType<string>().ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(page.Descendants().Select(element => (string?)element.Attribute("href")).OfType<string>(), href => Assert.Contains(href.TrimStart('#'), ids));
        Assert.DoesNotMatch("(?i)<script|<img|<link|url\\(|@import|https?:|//", Regex.Replace(html, "<meta[^>]*>", string.Empty));
    }

    [Fact]
    public async Task A_name_is_a_name()
    {
        FabricReport report = await ReadAsync(2, 2, fabric => fabric with
        {
            Hosts = fabric.Hosts.Select((host, index) => index == 0 ? host with { Name = Evil, Cluster = Evil } : host).ToArray(),
            Networks = fabric.Networks.Select(network => network with { Name = Evil + network.Id }).ToArray(),
        });
        string clean = Evil.Replace('\u0001', '\uFFFD');
        string html = HtmlReport.Write(report);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        XElement page = Parse(html);
        Assert.Contains(page.Descendants("td"), cell => cell.Value == clean);
        Assert.Contains(page.Descendants("title"), title => title.Value.StartsWith(clean + ": ", StringComparison.Ordinal));

        string markdown = MarkdownReport.Write(report);
        Assert.DoesNotMatch(@"(?<!\\)[<`*\[]", markdown);
        // What GitHub would make a link or a mention of.
        Assert.DoesNotMatch(@"@|://|www\.", markdown);
        foreach (string[] table in Tables(markdown)) Assert.Single(table.Select(row => Regex.Count(row, @"(?<!\\)\|")).Distinct());
    }

    [Fact]
    public async Task The_document_has_what_a_board_asks_for_and_old_hosts_a_request_of_their_own()
    {
        FabricReport report = await ReadAsync(3, 2, fabric => fabric with
        {
            Hosts = fabric.Hosts.Select(host => host.Name == "esx-0101.example.com" ? host with { Version = "5.5.0", Build = "1331820" } : host).ToArray(),
        });
        string markdown = MarkdownReport.Write(report);
        foreach (string heading in new[] { "Topology and subnets", "Who reaches whom", "How virtual machines keep their networks", "Versions, and what is supported on them", "Measured latency", "Findings" })
            Assert.Contains($"\n## {heading}\n", markdown, StringComparison.Ordinal);
        Assert.Contains("### Request for product qualification", markdown, StringComparison.Ordinal);
        Assert.Contains("esx-0101.example.com (5.5.0, build 1331820)", markdown, StringComparison.Ordinal);
        foreach (VirtualMachineNetwork network in report.Paths.Fabric.Fabric.Networks.Where(network => report.Paths.Fabric.Fabric.VirtualMachines.Any(machine => !machine.IsTemplate && machine.NetworkIds.Contains(network.Id))))
            Assert.Contains($"| {network.Name} | ", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("product qualification", MarkdownReport.Write(await ReadAsync(3, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rack_that_reaches_itself_is_no_pair()
    {
        FabricReport report = await ReadAsync(3, 3);
        // A rack that reaches itself is no pair of racks.
        VMotionPath[] rows = [.. report.Paths.Racks.SelectMany(from => report.Paths.Racks.Where(to => to != from).Select(to => new VMotionPath(report.Paths, report.Paths.Between(from, to)!)))];
        string open = $"{rows.Count(row => row.Verdict is "Routed" or "Switched")} of {rows.Length}";
        XElement tile = Parse(HtmlReport.Write(report)).Descendants("li").Single(tile => tile.Value.EndsWith("rack pairs reach each other", StringComparison.Ordinal));
        Assert.Equal(open, tile.Element("b")!.Value);
        Assert.Contains($"- {open} pairs of racks ", MarkdownReport.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_may_not_go_to_the_next_rack_counts_as_well()
    {
        string held = string.Empty;
        FabricReport report = await ReadAsync(3, 2, fabric =>
        {
            // One cluster over all racks, and a rule that leaves a machine of the first one all of them but the second.
            EsxHost[] hosts = [.. fabric.Hosts.Select(host => host with { Cluster = "stretched", ClusterId = "domain-c1" })];
            VirtualMachine machine = fabric.VirtualMachines.First(machine => machine is { IsTemplate: false, IsClusterAgent: false, NetworkIds.Count: > 0 } && hosts.Single(host => host.Id == machine.HostId).Name.StartsWith("esx-01", StringComparison.Ordinal));
            held = machine.NetworkIds[0];
            return fabric with
            {
                Hosts = hosts,
                Clusters =
                [
                    new Cluster
                    {
                        Server = hosts[0].Server, Id = "domain-c1", Name = "stretched",
                        MandatoryHostRules = [new MandatoryHostRule("not in rack-02", [machine.Id], [.. hosts.Where(host => !host.Name.StartsWith("esx-02", StringComparison.Ordinal)).Select(host => host.Id)])],
                    },
                ],
            };
        });
        Fabric fabric = report.Paths.Fabric.Fabric;
        VirtualMachineNetwork network = fabric.Networks.Single(network => network.Id == held);
        int machines = fabric.VirtualMachines.Count(machine => machine is { IsTemplate: false, IsClusterAgent: false } && machine.NetworkIds.Contains(held));
        Assert.Contains($" | {machines} | ", MarkdownReport.Write(report).Split('\n').Single(line => line.StartsWith($"| {network.Name} | ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Racks_without_hosts_all_pools_and_pinned_addresses_are_part_of_the_scheme()
    {
        FabricReport report = await ReadAsync(2, 2, plan: plan => plan with
        {
            Racks =
            [
                .. plan.Racks,
                plan.Racks[0] with
                {
                    Name = "rack-to-come", Hosts = ["nobody*"], Clusters = [],
                    VMotion = plan.Racks[0].VMotion with
                    {
                        Subnet = Subnet.Parse("172.30.7.0/24"), Gateway = null,
                        Adapters = [plan.Racks[0].VMotion.Adapters[0] with { Pool = Pool(10, 19) }, plan.Racks[0].VMotion.Adapters[0] with { Pool = Pool(20, 29) }],
                        Addresses = new Dictionary<string, IReadOnlyList<PlannedAddress>> { ["nobody-1"] = [] },
                    },
                },
            ],
        });
        foreach (string text in new[] { HtmlReport.Write(report), MarkdownReport.Write(report) })
        {
            foreach (string expected in new[] { "rack-to-come", "172.30.7.0/24", "none (an island)", "172.30.7.10-172.30.7.19, 172.30.7.20-172.30.7.29, pinned for 1 host" }) Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_browser_finds_nothing_to_complain_of()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rvm-");
        try
        {
            var pages = new Dictionary<string, (int Racks, int Hosts)>();
            foreach ((int racks, int hosts) in new[] { (2, 3), (4, 5), (25, 4), (100, 2) })
            {
                string path = Path.Combine(folder.FullName, $"racks-{racks}.html");
                await File.WriteAllTextAsync(path, HtmlReport.Write(await ReadAsync(racks, hosts)), TestContext.Current.CancellationToken);
                pages.Add(path, (racks, hosts));
            }

            IReadOnlyList<JsonElement> answers = await Browser.OpenAsync([.. pages.Keys]);
            Assert.Equal(3 * pages.Count, answers.Count);
            foreach (JsonElement answer in answers)
            {
                (int racks, int hosts) = pages[answer.GetProperty("file").GetString()!];
                foreach (string none in new[] { "messages", "requests", "violations" })
                    Assert.True(answer.GetProperty(none).GetArrayLength() == 0, $"{racks} racks, {answer.GetProperty("scheme")}: {none} {answer.GetProperty(none)}");
                Assert.Equal((racks * racks, racks * hosts, 0, false), (answer.GetProperty("cells").GetInt32(), answer.GetProperty("marks").GetInt32(), answer.GetProperty("scripts").GetInt32(), answer.GetProperty("isTooWide").GetBoolean()));
                if (answer.GetProperty("scheme").GetString() != "print") Assert.Equal(["#summary", "#fabric", "#paths"], answer.GetProperty("stops").EnumerateArray().Take(3).Select(stop => stop.GetString()));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<FabricReport> ReadAsync(int racks, int hosts, Func<Fabric, Fabric>? change = null, Func<RackPlan, RackPlan>? plan = null)
    {
        using Rehearsal rehearsal = await Rehearsal.ReadAsync(new SimulatorOptions
        {
            Racks = racks,
            HostsPerRack = hosts,
            Faults = [new SimulatorFault(FaultName.MissingGateway, 1), new SimulatorFault(FaultName.MtuMismatch, 1), new SimulatorFault(FaultName.Disconnected, 1)],
        });
        Fabric fabric = change is null ? rehearsal.Fabric : change(rehearsal.Fabric);
        var index = new FabricIndex(fabric, plan is null ? rehearsal.Plan : plan(rehearsal.Plan));
        // Pings of a small fabric, so that there are round trips to draw.
        IReadOnlyCollection<ProbeObservation>? seen = racks <= 4 && change is null ? await rehearsal.PingAsync(ProbePlanner.First(index), ProbePlanner.Next) : null;
        return new FabricReport
        {
            Paths = new PathIndex(index, seen is null ? null : new PathFacts(index, seen)),
            Findings = RuleEngine.Run(index).ToArray(),
            Created = new DateTime(2026, 11, 29, 9, 0, 0, DateTimeKind.Utc),
            Servers = ["vc01.example.com"],
        };
    }

    private static AddressPool Pool(int first, int last) => new(InetAddress.Parse($"172.30.7.{first}"), InetAddress.Parse($"172.30.7.{last}"));

    private static XElement Parse(string html)
    {
        const string DocType = "<!DOCTYPE html>";
        Assert.StartsWith(DocType, html, StringComparison.Ordinal);
        return XElement.Parse(html[DocType.Length..]);
    }

    private static IEnumerable<string[]> Tables(string markdown) => markdown.Split("\n\n").Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Where(block => block[0].StartsWith('|'));
}
