using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

using RoutedVMotion.Bench.Read;
using RoutedVMotion.Bench.Results;
using RoutedVMotion.Bench.Rules;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Paths;
using RoutedVMotion.Core.Reports;
using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Bench.Pages;

/// <summary>How large the page of a large fabric is, what it takes to write it, and to open it.</summary>
internal static class ReportBenchmark
{
    private const double MaximumMegabytes = 5;
    private const double MaximumOpenMilliseconds = 2000;
    private const string Chromium = "/usr/bin/chromium";

    public static async Task RunAsync(Options options)
    {
        int racks = options.Number("racks", 100), hosts = options.Number("hosts-per-rack", 25), rounds = options.Number("rounds", 5);
        SimulatedFabric read = await SimulatedFabric.ReadAsync(racks, hosts).ConfigureAwait(false);
        var index = new FabricIndex(read.Fabric, read.Plan);
        Finding[] judged = RuleEngine.Run(index).ToArray();
        FabricReport Report() => new() { Paths = new PathIndex(index), Findings = judged, Created = DateTime.UtcNow, Servers = ["vc01.example.com"] };
        string html = string.Empty, markdown = string.Empty;
        double page = await MedianAsync(() => html = HtmlReport.Write(Report())).ConfigureAwait(false);
        double document = await MedianAsync(() => markdown = MarkdownReport.Write(Report())).ConfigureAwait(false);
        double[] opened = Open(html);

        var findings = new StringBuilder();
        findings.Append(CultureInfo.InvariantCulture, $"{read.Fabric.Hosts.Count} hosts in {racks} racks, {read.Fabric.VirtualMachines.Count} virtual machines, a fault on {read.FaultyHosts} hosts, {judged.Length} findings. CPU of all threads; medians of {rounds} rounds.\n\n");
        var table = new Table("what", "cost", "target", "");
        double megabytes = Encoding.UTF8.GetByteCount(html) / 1e6;
        table.Add("the page", $"{megabytes.ToString("0.0", CultureInfo.InvariantCulture)} MB", "under 5 MB", Numbers.Verdict(megabytes < MaximumMegabytes));
        if (opened.Length > 0)
            table.Add("opening it in Chromium, until it is painted; median of five", Numbers.Milliseconds(opened.Order().ElementAt(opened.Length / 2)), "under 2 s", Numbers.Verdict(opened.Order().ElementAt(opened.Length / 2) < MaximumOpenMilliseconds));
        table.Add("writing it", Numbers.Milliseconds(page), string.Empty, string.Empty);
        table.Add("the document", $"{(Encoding.UTF8.GetByteCount(markdown) / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} MB", string.Empty, string.Empty);
        table.Add("writing that", Numbers.Milliseconds(document), string.Empty, string.Empty);
        findings.Append(table);
        Results.Report.Show("report", "report --write", findings.ToString(), options.Has("write"));

        async Task<double> MedianAsync(Func<string> work)
        {
            var times = new List<double>();
            for (int round = 0; round <= rounds; round++) times.Add((await Sample.OfAsync(() => Task.FromResult(work())).ConfigureAwait(false)).CpuMilliseconds);
            // The first one is compiled while it runs.
            return times.Skip(1).Median();
        }
    }

    // Empty where there is no browser.
    private static double[] Open(string html)
    {
        string folder = Path.Combine(Results.Report.RepositoryRoot, "tests", "peers", "browser");
        if (!File.Exists(Chromium) || !Directory.Exists(Path.Combine(folder, "node_modules"))) return [];
        string page = Path.Combine(Path.GetTempPath(), "rvm-" + Guid.NewGuid().ToString("N") + ".html");
        File.WriteAllText(page, html);
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "load.js"), Chromium, page]) { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        }
        finally
        {
            File.Delete(page);
        }
    }
}
