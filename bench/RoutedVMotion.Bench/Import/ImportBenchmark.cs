using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

using RoutedVMotion.Bench.Results;

namespace RoutedVMotion.Bench.Import;

/// <summary>What importing the module adds to the start of an engine: each start is a process of its own.</summary>
internal static class ImportBenchmark
{
    private const double MaximumMilliseconds = 150;

    public static void Run(Options options)
    {
        int rounds = options.Number("rounds", 21);
        string module = Path.Combine(Report.RepositoryRoot, "module", "RoutedVMotion.psd1");
        string folder = Directory.CreateTempSubdirectory("routedvmotion-bench").FullName;
        string empty = Path.Combine(folder, "Empty.psd1");
        File.WriteAllText(empty, "@{ ModuleVersion = '1.0'; GUID = '5b1d1b0e-7f0c-4b57-9d9c-1f4a1b2a6a12'; CmdletsToExport = @(); FunctionsToExport = @(); AliasesToExport = @(); VariablesToExport = @() }");
        try
        {
            var samples = new List<(Start Alone, Start Empty, Start Ours)>();
            for (int round = -2; round < rounds; round++)
            {
                (Start, Start, Start) sample = (Launch(null), Launch(empty), Launch(module));
                if (round >= 0) samples.Add(sample);
            }

            var table = new Table("start of an engine", "inside", "CPU", "whole process");
            Add("alone", samples.Select(sample => sample.Alone));
            Add("with an empty module", samples.Select(sample => sample.Empty));
            Add("with RoutedVMotion", samples.Select(sample => sample.Ours));
            double added = samples.Select(sample => sample.Ours.Inside - sample.Alone.Inside).Median();
            double addedCpu = samples.Select(sample => sample.Ours.Cpu - sample.Alone.Cpu).Median();
            double addedWhole = samples.Select(sample => sample.Ours.Whole - sample.Alone.Whole).Median();
            double addedToEmpty = samples.Select(sample => sample.Ours.Inside - sample.Empty.Inside).Median();
            table.Add("added by RoutedVMotion", Numbers.Milliseconds(added), Numbers.Milliseconds(addedCpu), Numbers.Milliseconds(addedWhole));
            string findings = string.Format(
                CultureInfo.InvariantCulture,
                "Hosted engine (System.Management.Automation), {0} fresh processes of each kind in turn, medians. Target: adds less than 150 ms: {1}.\nOf what it adds, {2} are beyond an empty module, the rest is the engine's own Import-Module at its first use.\n\n{3}",
                rounds,
                Numbers.Verdict(added < MaximumMilliseconds && addedWhole < MaximumMilliseconds),
                Numbers.Milliseconds(addedToEmpty),
                table);
            Report.Show("import", "import --write", findings, options.Has("write"));

            void Add(string what, IEnumerable<Start> starts) =>
                table.Add(what, Numbers.Milliseconds(starts.Select(start => start.Inside).Median()), Numbers.Milliseconds(starts.Select(start => start.Cpu).Median()), Numbers.Milliseconds(starts.Select(start => start.Whole).Median()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Start Launch(string? manifest)
    {
        string[] arguments = manifest is null ? [Report.Metadata("EngineStart")] : [Report.Metadata("EngineStart"), manifest];
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException("The engine did not start.");
        string[] found = output.Split(' ');
        return new Start(double.Parse(found[0], CultureInfo.InvariantCulture), double.Parse(found[1], CultureInfo.InvariantCulture), watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>Milliseconds from within, from before the runspace is made until it stands; on the processor, until then; and of the process from start to end.</summary>
    private sealed record Start(double Inside, double Cpu, double Whole);
}
