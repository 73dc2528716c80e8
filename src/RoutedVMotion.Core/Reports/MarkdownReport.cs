using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Reports;

/// <summary>
/// A fabric as the design document for a change board: topology, subnets, paths, how virtual machines keep their networks, versions
/// and what is supported on them, what was measured, what is wrong.
/// </summary>
public static class MarkdownReport
{
    // A wider table is for the page.
    private const int MatrixFits = 12;

    /// <summary>The document as text.</summary>
    public static string Write(FabricReport report)
    {
        var overview = new FabricOverview(report);
        var text = new MarkdownText();
        text.Heading(1, "Routed vMotion: " + Escape(report.Servers.Count == 0 ? "fabric" : Words.List(report.Servers)));
        text.Paragraph(Escape($"{report.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {(overview.Fabric.Plan is null ? "without a plan" : "plan " + (report.Plan ?? "in memory"))}, "
            + (report.Paths.Facts is null ? "by configuration; nobody has pinged." : "by configuration and pings.")));
        WriteSummary(text, overview);
        WriteTopology(text, overview);
        WritePaths(text, overview);
        WriteNetworks(text, overview);
        WriteVersions(text, overview);
        WriteLatency(text, overview);
        WriteFindings(text, overview);
        if (report.Run is JournalRun run) WriteChanges(text, run);
        return text.ToString();
    }

    private static string Escape(string text) => MarkdownText.Escape(text);

    private static void WriteSummary(MarkdownText text, FabricOverview overview)
    {
        int hosts = overview.Fabric.Hosts.Count;
        int stack = overview.Fabric.Hosts.Count(host => host.IsRead && host.Host.UsesVMotionStack);
        text.Heading(2, "Summary").List(new[]
        {
            $"{Words.Count(hosts, "host")} in {Words.Count(overview.Racks.Count, "rack")}; {Words.Number(stack)} of them use the vmotion TCP/IP stack.",
            $"Nothing was found on {Words.Number(overview.Count(HostState.Good))} of them; {Words.Number(overview.Count(HostState.Error))} have an error, {Words.Number(overview.Count(HostState.Warning))} a warning, {Words.Number(overview.Count(HostState.Unread))} are not reached or not read.",
            overview.Pairs == 0
                ? "There is no pair of racks."
                : $"{Words.Number(overview.OpenPairs)} of {Words.Number(overview.Pairs)} pairs of racks (either way counts) reach each other, {Words.Number(overview.Between(PathKind.Routed))} of them through gateways.",
            overview.Networks.Count == 0
                ? "No virtual machine that could move is on any network that was read."
                : $"{Words.Number(overview.Networks.Count(network => network.Unreached == 0))} of {Words.Number(overview.Networks.Count)} networks of virtual machines are known to reach every rack that they would have to. That is what limits routed vMotion.",
        }.Select(Escape));
    }

    private static void WriteTopology(MarkdownText text, FabricOverview overview)
    {
        text.Heading(2, "Topology and subnets");
        text.Paragraph(Escape(Topology(overview)));
        // With a plan all of its racks: one that has no host yet has its subnet all the same.
        IEnumerable<RackContext> racks = overview.Fabric.Plan is null ? overview.Racks.Select(group => group.Rack!) : overview.Fabric.Racks.Where(rack => rack.Plan is not null);
        text.Table(["Rack", "Leaves", "Hosts", "Clusters", "vMotion subnet", "Gateway", "VLAN", "MTU", "Stack", "Port group", "Addresses from"], racks.Select(rack =>
        {
            string clusters = Words.List(rack.Hosts.Select(host => host.Host.Cluster).OfType<string>().Distinct().OrderBy(name => name, StringComparer.Ordinal));
            if (rack.Plan is not Plan.Rack planned)
            {
                return new[]
                {
                    rack.Name, "not known", Words.Number(rack.Hosts.Count), clusters,
                    rack.Name, SchemeWords.Both(rack.UsualGateway(AddressFamily.IPv4)?.Value, rack.UsualGateway(AddressFamily.IPv6)?.Value) is { Length: > 0 } gateways ? gateways : "none",
                    rack.UsualVlan?.Value.ToString(CultureInfo.InvariantCulture), rack.UsualMtu?.Value.ToString(CultureInfo.InvariantCulture), null, null, "what the hosts have",
                };
            }

            return new[]
            {
                rack.Name, string.Join(", ", planned.Leaves), Words.Number(rack.Hosts.Count), clusters,
                SchemeWords.SubnetsOf(planned), SchemeWords.GatewaysOf(planned), SchemeWords.VlanOf(planned), SchemeWords.MtuOf(planned), planned.VMotion.Stack,
                SchemeWords.PortGroupsOf(planned), SchemeWords.AddressesOf(planned),
            };
        }));
        if (overview.Homeless.Count > 0)
            text.Paragraph(Escape($"In no rack: {Words.List(overview.Homeless.Select(host => host.Host.Name), 10)}."));
        string[] notes = overview.Racks.SelectMany(rack => (rack.Rack?.Plan?.Notes ?? []).Select(note => $"{rack.Name}: {note}")).ToArray();
        if (notes.Length > 0) text.Paragraph("What the plan notes:").List(notes.Select(Escape));
    }

    // What the plan says of it, and not more: islands and stretched segments are legal, and without a plan nobody knows the leaves.
    private static string Topology(FabricOverview overview)
    {
        if (overview.Fabric.Plan is null) return "Judged without a plan: a rack is what shares a vMotion subnet on one server, and which leaves are behind it is not known.";
        Plan.RackVMotion[] segments = overview.Fabric.Racks.Select(rack => rack.Plan?.VMotion).OfType<Plan.RackVMotion>().ToArray();
        int islands = segments.Count(segment => segment is { Gateway: null, Gateway6: null });
        int stretched = segments.Length - segments.Select(segment => (segment.Subnet, segment.Subnet6)).Distinct().Count();
        string text = "The boundary between layer 2 and layer 3 is the leaf: each rack has a vMotion subnet of its own, and its gateway is the leaves' (SVI).";
        if (islands > 0) text += $" {Words.Count(islands, "rack")} {(islands == 1 ? "has" : "have")} no gateway and can be reached by {(islands == 1 ? "its" : "their")} own hosts only.";
        if (stretched > 0) text += " Where racks have one subnet and gateway, that segment is stretched between them.";
        return text;
    }

    private static void WritePaths(MarkdownText text, FabricOverview overview)
    {
        text.Heading(2, "Who reaches whom").Paragraph("Both directions judged: a path is only as good as its worse half.");
        if (overview.Racks.Count <= MatrixFits)
        {
            text.Table(
                ["from \\\\ to", .. overview.Racks.Select(rack => Escape(rack.Name))],
                Enumerable.Range(0, overview.Racks.Count).Select(from => new[] { overview.Racks[from].Name }
                    .Concat(Enumerable.Range(0, overview.Racks.Count).Select(to => overview.Rows[from, to] is VMotionPath row ? row.Verdict + (row.Exceptions.Count > 0 ? " (with exceptions)" : string.Empty) : "-"))));
        }

        text.Table(["Verdict", "Pairs of racks"], new[] { PathKind.Switched, PathKind.Routed, PathKind.Blocked, PathKind.Unknown }.Select(kind => new[] { kind.ToString(), Words.Number(overview.CountPaths(kind)) }));
        var doubtful = overview.Doubtful().ToArray();
        if (doubtful.Length > 0)
            text.Paragraph("Racks that do not reach each other:").Table(["Verdict", "Why", "Between"], doubtful.Select(one => new[] { one.Verdict, one.Why, Words.List(one.Pairs, 12) }));
        var exceptions = overview.Exceptions().ToArray();
        if (exceptions.Length > 0)
            text.Paragraph("Hosts that are exceptions:").Table(["Host", "Its paths", "Why"], exceptions.Select(one => new[] { one.VMHost, one.Verdict, one.Rule + (one.Found is null ? string.Empty : ": " + one.Found) }));
    }

    private static void WriteNetworks(MarkdownText text, FabricOverview overview)
    {
        text.Heading(2, "How virtual machines keep their networks");
        text.Paragraph("A virtual machine that moves to another rack keeps its network only where that is there, too: by an overlay, by a stretched VLAN, or because the guest or the border moves its address. The same VLAN id in two racks proves nothing.");
        if (overview.Networks.Count == 0)
        {
            text.Paragraph("No virtual machine that could move is on any network that was read.");
            return;
        }

        text.Table(["Network", "VLAN", "VMs", "In racks", "Reaches others by", "Rack pairs reached", "Where it does not"], overview.Networks.Select(network => new[]
        {
            network.Name, string.Join(", ", network.Vlans), Words.Number(network.Machines), Words.List(network.Racks, 6), network.By.Count == 0 ? "nothing that is known" : string.Join(", ", network.By),
            $"{Words.Number(network.Reached)} of {Words.Number(network.Reached + network.Unreached)}", network.Why,
        }));
    }

    private static void WriteVersions(MarkdownText text, FabricOverview overview)
    {
        text.Heading(2, "Versions, and what is supported on them");
        text.Table(["ESXi", "Hosts", "Routed vMotion", "Gateway override on the default stack"], overview.Fabric.Hosts
            .GroupBy(host => host.Host.Version ?? "not read")
            .OrderBy(version => version.Key, StringComparer.Ordinal)
            .Select(version => new[]
            {
                version.Key, Words.Number(version.Count()),
                version.Key == "not read" ? "not known" : version.First().IsOlderThan(6, 0) ? "only by VMware's product qualification" : "supported, on the vmotion TCP/IP stack",
                version.Key == "not read" ? "not known" : version.First().IsOlderThan(6, 5) ? "not there" : "there",
            }));
        text.Paragraph("Since vSphere 6.0, vMotion across subnets is supported where the hosts use the vmotion TCP/IP stack. Round trips of up to 150 ms are (6.0 U1 and later, by licence).");
        HostContext[] old = overview.Fabric.Hosts.Where(host => host.IsOlderThan(6, 0)).ToArray();
        if (old.Length == 0) return;
        text.Heading(3, "Request for product qualification");
        text.Paragraph(Escape($"{Words.Count(old.Length, "host")} below ESXi 6.0 {(old.Length == 1 ? "has" : "have")} no vmotion TCP/IP stack. VMware does not recommend routed vMotion there, and supports it only where it has qualified it for the customer. This module does not change such hosts. What a request has to name:"));
        text.List(new[]
        {
            $"hosts: {string.Join(", ", old.Select(host => $"{host.Host.Name} ({host.Host.Version}, build {host.Host.Build ?? "not read"})"))}",
            $"clusters: {string.Join(", ", old.Select(host => host.Host.Cluster ?? "none").Distinct())}",
            $"racks and subnets that vMotion is to cross: {string.Join(", ", overview.Racks.Select(rack => rack.Rack!.ToString()))}",
            "round trips between them (below), and the MTU end to end (above, as planned)",
            "why an upgrade to a supported version is not possible",
        }.Select(Escape));
    }

    private static void WriteLatency(MarkdownText text, FabricOverview overview)
    {
        text.Heading(2, "Measured latency");
        if (overview.Report.Paths.Facts is null)
        {
            text.Paragraph("Nobody has pinged: Export-VMotionReport -Probe measures it.");
            return;
        }

        var summary = new VMotionPathSummary(overview.Report.Paths, overview.Rows.Cast<VMotionPath?>().OfType<VMotionPath>());
        text.Table(["Round trips", "Paths", "Pings", "Shortest ms", "Mean ms", "Longest ms", "Spread ms"], new[]
        {
            Row("within racks", summary.WithinPaths, summary.WithinPings, summary.WithinRttMinMs, summary.WithinRttAvgMs, summary.WithinRttMaxMs, summary.WithinSpreadMs),
            Row("between racks", summary.BetweenPaths, summary.BetweenPings, summary.BetweenRttMinMs, summary.BetweenRttAvgMs, summary.BetweenRttMaxMs, summary.BetweenSpreadMs),
        });
        text.Paragraph(Escape(summary.Comparison ?? "No round trip was measured.")).Paragraph(Escape(summary.NotMeasured ?? string.Empty));

        static string?[] Row(string name, int? paths, int? pings, params double?[] values) =>
            [name, paths?.ToString(CultureInfo.InvariantCulture), pings?.ToString(CultureInfo.InvariantCulture), .. values.Select(value => value?.ToString("0.###", CultureInfo.InvariantCulture) ?? "-")];
    }

    private static void WriteFindings(MarkdownText text, FabricOverview overview)
    {
        text.Heading(2, "Findings");
        bool isNone = true;
        foreach ((string place, _, IReadOnlyList<FindingGroup> findings) in overview.FindingsByRack())
        {
            isNone = false;
            text.Heading(3, Escape(place)).Table(["Severity", "Rule", "Found", "What to do"], findings.Select(group => new[]
            {
                group.First.Severity, group.First.Rule, string.Join("; ", group.Lines()), group.First.Action + (group.First.FixedBySet ? " (Set-VMotionRouting does it.)" : string.Empty),
            }));
        }

        if (isNone) text.Paragraph(overview.Fabric.Hosts.Count == 0 ? "There is no host to find anything on." : "Nothing was found.");
    }

    private static void WriteChanges(MarkdownText text, JournalRun run)
    {
        text.Heading(2, "What was changed");
        text.Paragraph(Escape(RunWords.Of(run)));
        JournalHost[] touched = run.Hosts.Where(host => host.IsTouched).ToArray();
        if (touched.Length == 0)
        {
            text.Paragraph(RunWords.Untouched);
            return;
        }

        text.Table(["Host", "Result", "Before", "Steps"], touched.Select(host => new[]
        {
            host.Intended.Name, RunWords.ResultOf(host), string.Join("; ", RunWords.AdaptersOf(host.Intended.Before)), string.Join("; ", RunWords.StepsOf(host)),
        }));
    }
}
