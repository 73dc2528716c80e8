using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Journal;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Routing;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Reports;

/// <summary>
/// A fabric as one page for people: drawing, matrix, findings, addresses, networks, and what a run has changed. It needs nothing
/// but itself: no script, no font, no picture, nothing from any network, and its own policy forbids it.
/// </summary>
public static class HtmlReport
{
    // Up to here a cell has room for a word.
    private const int WordsFit = 10;
    private const int PairsShown = 12;

    /// <summary>The page as text.</summary>
    public static string Write(FabricReport report)
    {
        var overview = new FabricOverview(report);
        using var html = new HtmlText();
        html.Constant("<!DOCTYPE html>\n").Begin("html", ("lang", "en")).Line().Begin("head").Line();
        html.Element("meta", null, ("charset", "utf-8")).Line();
        html.Element("meta", null, ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'")).Line();
        html.Element("meta", null, ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();
        html.Element("title", "Routed vMotion: " + Subject(report)).Line();
        html.Begin("style").Constant("\n" + HtmlStyle.Css + "\n").End().Line().End().Line();
        html.Begin("body").Line().Element("a", "Skip to the summary", ("class", "skip"), ("href", "#summary")).Line();

        var sections = new List<(string Id, string Title, Action<HtmlText, FabricOverview> Write)>
        {
            ("fabric", "The fabric", WriteFabric), ("paths", "Who reaches whom", WritePaths),
        };
        if (report.Paths.Facts is not null) sections.Add(("round-trips", "Round trips", WriteRoundTrips));
        sections.Add(("findings", "Findings by rack", WriteFindings));
        if (report.Run is not null) sections.Add(("changes", "Before and after", WriteChanges));
        sections.Add(("addresses", "Addresses", WriteAddresses));
        sections.Add(("networks", "Networks of virtual machines", WriteNetworks));

        html.Begin("header").Line().Element("h1", "Routed vMotion: " + Subject(report)).Line();
        html.Element("p", string.Join(" \u00b7 ", About(report)), ("class", "soft")).Line();
        html.Begin("nav", ("aria-label", "Sections")).Begin("ul");
        foreach ((string id, string title, _) in sections) html.Begin("li").Element("a", title, ("href", "#" + id)).End();
        html.End(2).End().Line();

        html.Begin("main").Line();
        WriteSummary(html, overview);
        foreach ((string id, string title, Action<HtmlText, FabricOverview> write) in sections)
        {
            html.Begin("section", ("id", id), ("aria-labelledby", id + "-title")).Line().Element("h2", title, ("id", id + "-title")).Line();
            write(html, overview);
            html.End().Line();
        }

        html.End().Line().End().Line().End();
        return html.ToString() + "\n";
    }

    private static string Subject(FabricReport report) =>
        report.Servers.Count == 0 ? "fabric" : Words.List(report.Servers);

    private static IEnumerable<string> About(FabricReport report)
    {
        yield return report.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
        yield return report.Paths.Fabric.Plan is null ? "judged without a plan" : "plan " + (report.Plan ?? "in memory");
        yield return report.Paths.Facts is null ? "by configuration; nobody has pinged" : "by configuration and pings";
    }

    private static void WriteSummary(HtmlText html, FabricOverview overview)
    {
        html.Begin("ul", ("class", "tiles"), ("id", "summary")).Line();
        int hosts = overview.Fabric.Hosts.Count, good = overview.Count(HostState.Good);
        Tile(Words.Number(overview.Racks.Count), overview.Racks.Count == 1 ? "rack" : "racks", null);
        Tile($"{Words.Number(good)} of {Words.Number(hosts)}", "hosts with nothing found", hosts > 0 && good == hosts ? "good" : "warning");
        int errors = overview.Report.Findings.Count(finding => finding.Severity == nameof(Severity.Error));
        int warnings = overview.Report.Findings.Count(finding => finding.Severity == nameof(Severity.Warning));
        Tile(Words.Number(errors), errors == 1 ? "error" : "errors", errors == 0 ? "good" : "error");
        Tile(Words.Number(warnings), warnings == 1 ? "warning" : "warnings", warnings == 0 ? "good" : "warning");
        int pairs = overview.Pairs, open = overview.OpenPairs;
        if (pairs > 0) Tile($"{Words.Number(open)} of {Words.Number(pairs)}", "rack pairs reach each other", overview.Between(PathKind.Blocked) > 0 ? "error" : open == pairs ? "good" : "warning");

        if (overview.Networks.Count > 0)
        {
            int reaching = overview.Networks.Count(network => network.Unreached == 0);
            Tile($"{Words.Number(reaching)} of {Words.Number(overview.Networks.Count)}", "VM networks reach every rack", reaching == overview.Networks.Count ? "good" : "warning");
        }

        html.End().Line();

        void Tile(string number, string words, string? css) => html.Begin("li", ("class", css)).Element("b", number).Text(words).End().Line();
    }

    private static void WriteFabric(HtmlText html, FabricOverview overview)
    {
        html.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Drawing of the fabric")).Line();
        FabricDrawing.Write(html, overview);
        html.End().Line();
        html.Begin("ul", ("class", "legend"));
        foreach (HostState state in new[] { HostState.Good, HostState.Warning, HostState.Error, HostState.Unread })
        {
            html.Begin("li");
            FabricDrawing.WriteMark(html, state);
            html.Text($"{FabricDrawing.InWords(state)}: {Words.Count(overview.Count(state), "host")}").End();
        }

        html.End().Line();
    }

    private static void WritePaths(HtmlText html, FabricOverview overview)
    {
        html.Element("p", "From the rack on the left to the rack above, both directions judged: a path is only as good as its worse half. The words hold of most pairs of hosts; * marks exceptions, which stand below.").Line();
        bool isLarge = overview.Racks.Count > WordsFit;
        html.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Paths from rack to rack")).Line();
        html.Begin("table", ("class", isLarge ? "matrix large" : "matrix"), ("style", isLarge ? FormattableString.Invariant($"--cell:{CellWidth(overview.Racks.Count):0.#}rem;--print:{PrintSize(overview.Racks):0.#}pt") : null)).Begin("thead").Begin("tr").Element("td", "from \\ to", ("class", "none"));
        foreach (PathGroup rack in overview.Racks) html.Element("th", rack.Name, ("scope", "col"));
        html.End(2).Line().Begin("tbody").Line();
        for (int from = 0; from < overview.Racks.Count; from++)
        {
            html.Begin("tr").Element("th", overview.Racks[from].Name, ("scope", "row"));
            for (int to = 0; to < overview.Racks.Count; to++) WriteCell(html, overview.Rows[from, to]);
            html.End().Line();
        }

        html.End(3).Line();
        html.Begin("ul", ("class", "legend"));
        foreach ((PathKind kind, string words) in new[]
        {
            (PathKind.Switched, "one segment, no gateway"), (PathKind.Routed, "through the gateways"), (PathKind.Blocked, "does not get through"), (PathKind.Unknown, "configuration does not tell"),
        })
        {
            html.Begin("li").Element("span", kind.ToString(), ("class", "tag " + kind)).Text($" {words}: {Words.Number(overview.CountPaths(kind))}").End();
        }

        html.End().Line();
        var doubtful = overview.Doubtful().ToArray();
        if (doubtful.Length > 0)
        {
            html.Element("h3", "Racks that do not reach each other").Line();
            Table(html, "Racks that do not reach each other", ["Verdict", "Why", "Between"], doubtful, one =>
            {
                html.Begin("td").Element("span", one.Verdict, ("class", "tag " + one.Verdict)).End();
                html.Element("th", one.Why, ("scope", "row"));
                html.Begin("td").Text(string.Join(", ", one.Pairs.Take(PairsShown)));
                // All of them, for those who do not hover over the matrix.
                if (one.Pairs.Count > PairsShown)
                    html.Begin("details").Element("summary", $"and {Words.Number(one.Pairs.Count - PairsShown)} more").Text(string.Join(", ", one.Pairs.Skip(PairsShown))).End();
                html.End();
            });
        }

        var exceptions = overview.Exceptions().ToArray();
        if (exceptions.Length == 0) return;
        html.Element("h3", "Hosts that are exceptions").Line();
        Table(html, "Hosts that are exceptions", ["Host", "Its paths", "Why", "Paths"], exceptions, one =>
        {
            html.Element("th", one.VMHost, ("scope", "row")).Begin("td").Element("span", one.Verdict, ("class", "tag " + one.Verdict)).End();
            html.Element("td", one.Rule + (one.Found is null ? string.Empty : ": " + one.Found)).Element("td", Words.Number(one.Paths), ("class", "number"));
        });
    }

    // As wide as fits beside the rows' names, and never wider than a few letters need.
    private static double CellWidth(int racks) => Math.Max(1, Math.Min(2.4, 72.0 / racks));

    // As large as the columns fit on a sheet of A4, landscape, less its margins: 774 points for N columns of 1.2 letters and a line,
    // and for the rows' names. Longer than a sheet is no matter, since the head is printed on each.
    private static double PrintSize(IReadOnlyList<PathGroup> racks) =>
        Math.Max(3, Math.Min(9, (774 - (0.75 * racks.Count)) / ((1.2 * racks.Count) + (0.6 * racks.Max(rack => rack.Name.Length)))));

    private static void WriteCell(HtmlText html, VMotionPath? row)
    {
        if (row is null)
        {
            html.Element("td", "-", ("class", "none"));
            return;
        }

        string mark = row.Exceptions.Count > 0 ? "*" : string.Empty;
        string title = $"{row.Source} to {row.Destination}: {row.Verdict}"
            + (row.Gateway is null ? string.Empty : $", through {row.Gateway}") + (row.ReturnGateway is null ? string.Empty : $", back through {row.ReturnGateway}")
            + (row.Why.Length == 0 ? string.Empty : ". " + row.Why)
            + (row.Source == row.Destination || row.Networks.Count == 0 ? string.Empty : $". VM networks: {row.VMNetworks}")
            + (row.Measured is null ? string.Empty : ". " + row.Measured);
        html.Begin("td", ("class", row.Verdict), ("title", title)).Text(row.Verdict.Substring(0, 1)).Element("i", row.Verdict.Substring(1)).Text(mark).End();
    }

    private static void WriteRoundTrips(HtmlText html, FabricOverview overview)
    {
        PathIndex index = overview.Report.Paths;
        var summary = new VMotionPathSummary(index, overview.Rows.Cast<VMotionPath?>().OfType<VMotionPath>());
        double[] within = index.Facts!.RoundTrips(withinRacks: true).Select(path => path.RttMs).ToArray();
        double[] between = index.Facts.RoundTrips(withinRacks: false).Select(path => path.RttMs).ToArray();
        if (within.Length + between.Length > 0) RoundTripPlot.Write(html, within, between);
        html.Element("p", summary.Comparison ?? "No round trip was measured.").Line();
        if (summary.NotMeasured is not null) html.Element("p", summary.NotMeasured, ("class", "soft")).Line();
    }

    private static void WriteFindings(HtmlText html, FabricOverview overview)
    {
        bool isNone = true;
        foreach ((string place, string id, IReadOnlyList<FindingGroup> findings) in overview.FindingsByRack())
        {
            isNone = false;
            html.Element("h3", place, ("id", id)).Line();
            Table(html, "Findings of " + place, ["Severity", "Rule", "Found", "What to do"], findings, group =>
            {
                html.Begin("td").Element("span", group.First.Severity, ("class", "tag " + group.First.Severity)).End();
                html.Begin("th", ("scope", "row")).Element("b", group.First.Rule).Text(" " + group.First.Why).End();
                html.Begin("td");
                IReadOnlyList<string> lines = group.Lines();
                if (lines.Count == 1)
                {
                    html.Text(lines[0]);
                }
                else
                {
                    html.Begin("ul");
                    foreach (string line in lines) html.Element("li", line);
                    html.End();
                }

                html.End().Element("td", group.First.Action + (group.First.FixedBySet ? " (Set-VMotionRouting does it.)" : string.Empty));
            });
        }

        if (isNone) html.Element("p", overview.Fabric.Hosts.Count == 0 ? "There is no host to find anything on." : "Nothing was found.").Line();
    }

    private static void WriteChanges(HtmlText html, FabricOverview overview)
    {
        JournalRun run = overview.Report.Run!;
        html.Element("p", RunWords.Of(run)).Line();
        JournalHost[] touched = run.Hosts.Where(host => host.IsTouched).ToArray();
        if (touched.Length == 0)
        {
            html.Element("p", RunWords.Untouched).Line();
            return;
        }

        ILookup<(string Server, string Id), HostContext> hosts = overview.Fabric.Hosts.ToLookup(host => (host.Host.Server, host.Host.Id));
        Table(html, "What the run has changed", ["Host", "Result", "Before", "Steps", "Now"], touched, host =>
        {
            html.Element("th", host.Intended.Name, ("scope", "row"));
            html.Element("td", RunWords.ResultOf(host));
            List(host.Intended.Before, "before");
            html.Begin("td").Begin("ul");
            foreach (string step in RunWords.StepsOf(host)) html.Element("li", step);
            html.End(2);
            if (hosts[(run.Server, host.Intended.Id)].FirstOrDefault(one => one.IsRead) is HostContext now) List(HostNetworking.Of(now.Host), "after");
            else html.Element("td", "not read");
        });

        void List(HostNetworking state, string css)
        {
            html.Begin("td", ("class", css)).Begin("ul");
            foreach (string adapter in RunWords.AdaptersOf(state)) html.Element("li", adapter);
            html.Element("li", "gateway of the vmotion stack: " + state.Gateways).End(2);
        }
    }

    private static void WriteAddresses(HtmlText html, FabricOverview overview)
    {
        if (overview.Fabric.Plan is not null)
        {
            Table(html, "Racks and their subnets", ["Rack", "Leaves", "Subnet", "Gateway", "VLAN", "MTU", "Stack", "Port group", "Addresses from", "Hosts"], overview.Fabric.Racks.Where(rack => rack.Plan is not null), rack =>
            {
                html.Element("th", rack.Name, ("scope", "row")).Element("td", string.Join(", ", rack.Plan!.Leaves));
                html.Element("td", SchemeWords.SubnetsOf(rack.Plan)).Element("td", SchemeWords.GatewaysOf(rack.Plan));
                html.Element("td", SchemeWords.VlanOf(rack.Plan)).Element("td", SchemeWords.MtuOf(rack.Plan));
                html.Element("td", rack.Plan.VMotion.Stack).Element("td", SchemeWords.PortGroupsOf(rack.Plan)).Element("td", SchemeWords.AddressesOf(rack.Plan));
                html.Element("td", Words.Number(rack.Hosts.Count), ("class", "number"));
            });
            html.Element("h3", "Hosts").Line();
        }

        Table(html, "Addresses of hosts", ["Host", "Rack", "Cluster", "Adapter", "Stack", "Port group", "VLAN", "Address", "MTU", "Gateway", "Routes"], overview.Fabric.Hosts.SelectMany(Rows), row =>
        {
            html.Element("th", row[0], ("scope", "row"));
            foreach (string cell in row.Skip(1)) html.Element("td", cell);
        });

        static IEnumerable<string[]> Rows(HostContext host)
        {
            HostRouting routing = HostRouting.Of(host.Host);
            string[] place = [host.Host.Name, host.Rack?.Name ?? "-", host.Host.Cluster ?? "-"];
            AdapterRoute[] adapters = routing.Adapters.Where(route => route.Adapter.IsForVMotion).ToArray();
            if (adapters.Length == 0) yield return [.. place, "-", "-", "-", "-", "-", "-", "-", Explanation.Of(routing)];
            foreach (AdapterRoute route in adapters)
            {
                Adapter adapter = route.Adapter;
                yield return
                [
                    .. place,
                    adapter.Device,
                    adapter.Stack,
                    adapter.PortGroup?.Name ?? "-",
                    (adapter.PortGroup?.Vlan ?? Vlan.Unknown).ToString(),
                    string.Join(", ", adapter.Addresses.Where(own => !own.Address.IsLinkLocal)),
                    adapter.Mtu?.ToString(CultureInfo.InvariantCulture) ?? "-",
                    SchemeWords.Both(route.IPv4?.Gateway, route.IPv6?.Gateway) is { Length: > 0 } gateways ? gateways : "none",
                    host.Host.IsDead(adapter) ? "dead: another adapter is on the vmotion stack" : route.CanRoute && host.IsRead ? "yes" : "no: " + (host.IsRead ? route.Problem : routing.Problem),
                ];
            }
        }
    }

    private static void WriteNetworks(HtmlText html, FabricOverview overview)
    {
        if (overview.Networks.Count == 0)
        {
            html.Element("p", "No virtual machine that could move is on any network that was read.").Line();
            return;
        }

        html.Element("p", "A virtual machine that moves to another rack keeps its network only where that is there, too. This is what limits routed vMotion; the same VLAN id in two racks proves nothing.").Line();
        string[] stretched = overview.Networks.Where(network => network.By.Contains("Stretched")).Select(network => network.Name).ToArray();
        int unknown = overview.Networks.Count(network => network.Unreached > 0);
        html.Element("p", stretched.Length == 0
            ? unknown == 0 ? "None of them hangs on a VLAN that is stretched between racks." : $"No plan names one of them as stretched between racks; of {Words.Number(unknown)} nothing says that they reach everywhere."
            : $"{Words.Count(stretched.Length, "network")} still {(stretched.Length == 1 ? "hangs" : "hang")} on a VLAN that is stretched between racks: {string.Join(", ", stretched)}.").Line();
        Table(html, "How far each network reaches", ["Network", "VLAN", "VMs", "In racks", "Reaches others by", "Rack pairs reached", "Where it does not"], overview.Networks, network =>
        {
            html.Element("th", network.Name, ("scope", "row")).Element("td", string.Join(", ", network.Vlans)).Element("td", Words.Number(network.Machines), ("class", "number"));
            html.Element("td", Words.List(network.Racks, 6)).Element("td", network.By.Count == 0 ? "nothing that is known" : string.Join(", ", network.By));
            html.Element("td", $"{Words.Number(network.Reached)} of {Words.Number(network.Reached + network.Unreached)}", ("class", "number")).Element("td", network.Why ?? string.Empty);
        });
    }

    private static void Table<T>(HtmlText html, string label, string[] heads, IEnumerable<T> rows, Action<T> write)
    {
        // Wide ones have to be scrolled on a small screen, by the keyboard as well.
        bool isWide = heads.Length > 6;
        html.Begin("div", ("class", "scroll"), ("tabindex", isWide ? "0" : null), ("role", isWide ? "region" : null), ("aria-label", isWide ? label : null));
        html.Begin("table", ("aria-label", label)).Begin("thead").Begin("tr");
        foreach (string head in heads) html.Element("th", head, ("scope", "col"));
        html.End(2).Line().Begin("tbody").Line();
        foreach (T row in rows)
        {
            html.Begin("tr");
            write(row);
            html.End().Line();
        }

        html.End(3).Line();
    }
}
