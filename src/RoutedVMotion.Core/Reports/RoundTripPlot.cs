using System;
using System.Globalization;
using System.Linq;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Reports;

/// <summary>Round trips within racks above those between racks, as two histograms on one axis.</summary>
internal static class RoundTripPlot
{
    private const int Bins = 40;
    private const int Left = 110;
    private const int BinWidth = 16;
    private const int Height = 70;

    public static void Write(HtmlText html, double[] within, double[] between)
    {
        double most = Math.Max(within.Concat(between).Max(), 0.001) * 1.05;
        int width = Left + (Bins * BinWidth) + 20;
        html.Begin("svg", ("class", "plot"), ("viewBox", $"0 0 {width} {(2 * (Height + 22)) + 26}"), ("role", "img"), ("aria-label", Label("within racks", within) + " " + Label("between racks", between))).Line();
        WriteRow(html, "within racks", "bar", within, 0, most);
        WriteRow(html, "between racks", "bar between", between, Height + 22, most);
        int axis = (2 * (Height + 22)) - 12;
        html.Element("line", null, ("x1", Number(Left)), ("x2", Number(Left + (Bins * BinWidth))), ("y1", Number(axis)), ("y2", Number(axis)));
        for (int tick = 0; tick <= 4; tick++)
        {
            double x = Left + (tick / 4.0 * Bins * BinWidth);
            html.Element("text", (most * tick / 4).ToString(most < 1 ? "0.000" : "0.00", CultureInfo.InvariantCulture) + (tick == 4 ? " ms" : string.Empty), ("x", Number(x)), ("y", Number(axis + 16)), ("text-anchor", tick == 4 ? "end" : tick == 0 ? "start" : "middle"));
        }

        html.End().Line();
    }

    private static void WriteRow(HtmlText html, string name, string css, double[] values, int top, double most)
    {
        html.Element("text", name, ("x", "4"), ("y", Number(top + Height - 20)));
        html.Element("text", Words.Count(values.Length, "path"), ("x", "4"), ("y", Number(top + Height - 6)));
        if (values.Length == 0) return;
        int[] counts = new int[Bins];
        foreach (double value in values) counts[Math.Min(Bins - 1, (int)(value / most * Bins))]++;
        for (int bin = 0; bin < Bins; bin++)
        {
            if (counts[bin] == 0) continue;
            double height = Math.Max(1.5, (double)counts[bin] / counts.Max() * (Height - 12));
            html.Element("rect", null, ("class", css), ("x", Number(Left + (bin * BinWidth) + 1)), ("y", Number(top + Height - height)), ("width", Number(BinWidth - 2)), ("height", Number(height)));
        }

        double mean = Left + (values.Average() / most * Bins * BinWidth);
        html.Element("line", null, ("class", "mean"), ("x1", Number(mean)), ("x2", Number(mean)), ("y1", Number(top + 4)), ("y2", Number(top + Height)));
        // Far to the right there is no room beside it but to the left.
        bool isRight = mean > Left + (Bins * BinWidth * 0.85);
        html.Element("text", "mean " + Ms(values.Average()), ("x", Number(isRight ? mean - 5 : mean + 5)), ("y", Number(top + 12)), ("text-anchor", isRight ? "end" : "start"));
        html.Line();
    }

    private static string Label(string name, double[] values) => values.Length == 0
        ? $"No round trip {name} was measured."
        : $"{Words.Count(values.Length, "path")} {name}: mean {Ms(values.Average())}, from {Ms(values.Min())} to {Ms(values.Max())}.";

    private static string Ms(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + " ms";

    private static string Number(double value) => HtmlText.Number(value);
}
