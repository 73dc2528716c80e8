using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Reports;

/// <summary>
/// The fabric as a drawing: the spines, the leaves, and the racks with a mark for each host. How many spines there are nobody tells
/// (hosts see their leaves only), so that they are one box.
/// </summary>
internal static class FabricDrawing
{
    private const int RacksInRow = 12;
    private const int HostsInLine = 5;
    private const int Width = 104;
    private const int Gap = 12;
    private const int Mark = 14;
    private const int Step = 18;
    private const int LeafHeight = 22;
    private const int Top = 44;

    public static void Write(HtmlText html, FabricOverview overview)
    {
        var boxes = overview.Racks
            .Select((rack, index) => (rack.Name, Id: FabricOverview.RackId(index + 1), Leaves: rack.Rack?.Plan?.Leaves ?? Array.Empty<string>(), Hosts: rack.Hosts.ToArray(), IsRack: true))
            .ToList();
        if (overview.Homeless.Count > 0) boxes.Add(("in no rack", "elsewhere", Array.Empty<string>(), overview.Homeless.ToArray(), false));
        int columns = Math.Max(1, Math.Min(RacksInRow, boxes.Count));
        var rows = boxes.Select((box, index) => (box, index)).GroupBy(one => one.index / RacksInRow).Select(row => row.Select(one => one.box).ToArray()).ToArray();
        int[] heights = rows.Select(row => RackHeight(row.Max(box => box.Hosts.Length))).ToArray();
        int left = rows.Length > 1 ? 28 : Gap;
        int width = left + (columns * (Width + Gap));
        int height = Top + heights.Sum(row => row + LeafHeight + 44) + 4;
        html.Begin(
            "svg",
            ("class", "fabric"),
            ("viewBox", $"0 0 {width} {height}"),
            ("style", FormattableString.Invariant($"max-width:{width * 1.25 / 16:0.#}rem")),
            ("role", "group"),
            ("aria-label", $"Spines, leaves and {Words.Count(overview.Racks.Count, "rack")} with {Words.Count(overview.Fabric.Hosts.Count, "host")}")).Line();
        html.Element("rect", null, ("class", "box"), ("x", Text(left)), ("y", "4"), ("width", Text(width - left - Gap)), ("height", "26"), ("rx", "4"));
        html.Element("text", "spines (layer 3)", ("x", Text(left + 10)), ("y", "21")).Line();
        int y = Top;
        for (int row = 0; row < rows.Length; row++)
        {
            int bus = y + 4;
            // The spines are connected to the first row's bus in the middle, and to all of them by the wire at the left.
            if (rows.Length > 1) html.Element("path", null, ("class", "wire"), ("d", $"M{left - 12} 17 H{left} M{left - 12} 17 V{bus} H{left}"));
            else html.Element("path", null, ("class", "wire"), ("d", $"M{width / 2} 30 V{bus}"));
            int last = rows[row].Count(box => box.IsRack) - 1;
            if (last >= 0) html.Element("path", null, ("class", "wire"), ("d", $"M{(rows.Length > 1 ? left : Math.Min(Center(0), width / 2))} {bus} H{Math.Max(Center(last), rows.Length > 1 ? left : width / 2)}"));
            for (int column = 0; column < rows[row].Length; column++)
            {
                var box = rows[row][column];
                // Down to the leaves, or to the rack itself where nobody has said which these are.
                if (box.IsRack) html.Element("path", null, ("class", "wire"), ("d", $"M{Center(column)} {bus} V{bus + 12 + (box.Leaves.Count > 0 ? 0 : LeafHeight + 6)}"));
                WriteRack(html, overview, box.Name, box.Id, box.Leaves, box.Hosts, left + (column * (Width + Gap)), bus + 12, heights[row]);
            }

            y += heights[row] + LeafHeight + 44;
        }

        html.End().Line();

        int Center(int column) => left + (column * (Width + Gap)) + (Width / 2);
    }

    /// <summary>A mark by itself, for the legend.</summary>
    public static void WriteMark(HtmlText html, HostState state)
    {
        html.Begin("svg", ("class", "fabric"), ("viewBox", $"0 0 {Mark} {Mark}"), ("aria-hidden", "true"));
        WriteMark(html, state, 0, 0, null);
        html.End();
    }

    public static string InWords(HostState state) => state switch
    {
        HostState.Good => "nothing found",
        HostState.Warning => "warning",
        HostState.Error => "error",
        _ => "not reached, or not read",
    };

    private static void WriteRack(HtmlText html, FabricOverview overview, string name, string id, IReadOnlyList<string> leaves, HostContext[] hosts, int x, int y, int height)
    {
        string states = string.Join(", ", hosts.GroupBy(overview.StateOf).OrderByDescending(state => state.Key).Select(state => $"{state.Count()} {InWords(state.Key)}"));
        HostState itself = overview.StateOf(name);
        string label = $"{name}: {Words.Count(hosts.Length, "host")}, {states}" + (itself == HostState.Good ? string.Empty : $"; the rack itself: {InWords(itself)}");
        bool isLinked = overview.FindingsByRackIds.Contains(id);
        html.Begin(isLinked ? "a" : "g", ("href", isLinked ? "#" + id : null), ("aria-label", label), ("role", isLinked ? null : "img"));
        html.Element("title", label);
        if (leaves.Count > 0)
        {
            html.Element("rect", null, ("class", "box"), ("x", Text(x)), ("y", Text(y)), ("width", Text(Width)), ("height", Text(LeafHeight)), ("rx", "4"));
            html.Element("text", Fit(string.Join(" ", leaves), 20), ("class", "small"), ("x", Text(x + 6)), ("y", Text(y + 14)));
            html.Element("path", null, ("class", "wire"), ("d", $"M{x + (Width / 2)} {y + LeafHeight} v6"));
        }

        int top = y + LeafHeight + 6;
        html.Element("rect", null, ("class", itself == HostState.Good ? "box" : "box bad"), ("x", Text(x)), ("y", Text(top)), ("width", Text(Width)), ("height", Text(height)), ("rx", "4"));
        html.Element("text", Fit(name, 16), ("x", Text(x + 6)), ("y", Text(top + 14)));
        if (itself != HostState.Good) WriteMark(html, itself, x + Width - Mark - 4, top + 4, null);
        for (int i = 0; i < hosts.Length; i++)
        {
            HostState state = overview.StateOf(hosts[i]);
            int found = overview.FindingsOf(hosts[i]);
            string title = hosts[i].Host.Name + ": " + InWords(state) + (found > 0 ? $" ({Words.Count(found, "finding")})" : string.Empty);
            WriteMark(html, state, x + 8 + (i % HostsInLine * Step), top + 22 + (i / HostsInLine * Step), title);
        }

        html.End().Line();
    }

    // Each state has a shape of its own: who sees no colours sees these.
    private static void WriteMark(HtmlText html, HostState state, int x, int y, string? title)
    {
        html.Begin("g", ("class", title is null ? null : "host"));
        if (title is not null) html.Element("title", title);
        html.Element("rect", null, ("class", state.ToString()), ("x", HtmlText.Number(x + 0.5)), ("y", HtmlText.Number(y + 0.5)), ("width", Text(Mark - 1)), ("height", Text(Mark - 1)), ("rx", state == HostState.Good ? "6.5" : "2"));
        if (state == HostState.Error) html.Element("path", null, ("class", "mark"), ("d", $"M{x + 4} {y + 4} l6 6 m0 -6 l-6 6"));
        if (state == HostState.Warning)
        {
            html.Element("path", null, ("class", "mark"), ("d", $"M{x + 7} {y + 3} v5"));
            html.Element("circle", null, ("class", "dot"), ("cx", Text(x + 7)), ("cy", HtmlText.Number(y + 10.6)), ("r", "1"));
        }

        html.End();
    }

    private static int RackHeight(int hosts) => 26 + (((hosts + HostsInLine - 1) / HostsInLine) * Step);

    private static string Fit(string text, int most) => text.Length <= most ? text : text.Substring(0, most - 1) + "\u2026";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
