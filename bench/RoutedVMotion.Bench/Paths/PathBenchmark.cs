using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;

using RoutedVMotion.Bench.Results;

namespace RoutedVMotion.Bench.Paths;

/// <summary>What Test-VMotionPath costs once the inventory is read.</summary>
internal static class PathBenchmark
{
    private const double MaximumMatrixMilliseconds = 500;
    private const double MinimumPairsPerSecond = 5e6;
    private const double MaximumRatio = 1.5;

    public static void Run(Options options)
    {
        string racks = options.Number("racks", 100).ToString(CultureInfo.InvariantCulture), hosts = options.Number("hosts-per-rack", 25).ToString(CultureInfo.InvariantCulture);
        int rounds = options.Number("rounds", 9);
        PathCost cost = Child.Run<PathCost>("paths-cost", racks, hosts, rounds.ToString(CultureInfo.InvariantCulture));
        (int count, double path, double small) = Stream(racks, hosts, Math.Max(3, rounds / 3));

        var findings = new StringBuilder();
        findings.Append(CultureInfo.InvariantCulture, $"{cost.Hosts} hosts in {racks} racks, {cost.VirtualMachines} virtual machines, a fault on {cost.FaultyHosts} hosts: {cost.Classes} classes of equal hosts. ");
        findings.Append(CultureInfo.InvariantCulture, $"CPU of all threads; medians of {rounds} rounds after a warm-up, in a fresh process.\n\n");
        double pairsPerSecond = cost.HostPairs / cost.HostPairsMilliseconds * 1000;
        var table = new Table("what", "cost", "gives", "target", "");
        table.Add(
            "rack matrix, with reasons, exceptions and VM networks",
            Numbers.Milliseconds(cost.MatrixMilliseconds),
            $"{cost.Rows} rows, {cost.Exceptions} exceptions and reasons",
            "below 500 ms",
            Numbers.Verdict(cost.MatrixMilliseconds < MaximumMatrixMilliseconds));
        table.Add("of that, the index of the fabric", Numbers.Milliseconds(cost.IndexMilliseconds), string.Empty, string.Empty, string.Empty);
        table.Add("of that, what is known of each host, and classes", Numbers.Milliseconds(cost.ClassesMilliseconds), $"{cost.Classes} classes", string.Empty, string.Empty);
        table.Add("the same, first of a process", Numbers.Milliseconds(cost.FirstMatrixMilliseconds), string.Empty, string.Empty, string.Empty);
        table.Add("the same without a plan", Numbers.Milliseconds(cost.MatrixWithoutPlanMilliseconds), string.Empty, string.Empty, string.Empty);
        table.Add(
            "all pairs of hosts, in core",
            Numbers.Milliseconds(cost.HostPairsMilliseconds),
            string.Format(CultureInfo.InvariantCulture, "{0} pairs, {1} blocked: {2:F0} million a second", cost.HostPairs, cost.BlockedPairs, pairsPerSecond / 1e6),
            "above 5 million a second",
            Numbers.Verdict(pairsPerSecond > MinimumPairsPerSecond));
        table.Add(
            "Test-VMotionPath -HostPair, from the first row to the last",
            Numbers.Milliseconds(path),
            $"{count} rows, beside {Numbers.Milliseconds(small)} for as many small objects: {Numbers.Ratio(path / small)}",
            "at most 1.5",
            Numbers.Verdict(path / small <= MaximumRatio));
        findings.Append(table);
        Report.Show("paths", "paths --write", findings.ToString(), options.Has("write"));
    }

    private static (int Count, double Path, double Small) Stream(string racks, string hosts, int rounds)
    {
        Console.WriteLine("Rows down a pipeline ...");
        string[] arguments = [Report.Metadata("EngineStart"), "paths", Path.Combine(Report.RepositoryRoot, "module", "RoutedVMotion.psd1"), racks, hosts, rounds.ToString(CultureInfo.InvariantCulture)];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException("The stream of rows failed.");
        string[] found = output.Split(' ');
        return (int.Parse(found[0], CultureInfo.InvariantCulture), double.Parse(found[1], CultureInfo.InvariantCulture), double.Parse(found[2], CultureInfo.InvariantCulture));
    }
}
