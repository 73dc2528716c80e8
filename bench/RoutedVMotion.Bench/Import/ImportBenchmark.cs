using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

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
            var findings = new StringBuilder();
            Measure("The engine by itself, hosted (System.Management.Automation)", LaunchEngine);
            if (options.Text("pwsh") is string shell) Measure("PowerShell as people have it (pwsh -NoProfile)", manifest => LaunchShell(shell, manifest));
            else findings.Append("\nPowerShell itself was not measured: no --pwsh.\n");
            Report.Show("import", "import --pwsh <program> --write", findings.ToString(), options.Has("write"));

            void Measure(string what, Func<string?, Start> launch)
            {
                var samples = new List<(Start Alone, Start Empty, Start Ours)>();
                for (int round = -2; round < rounds; round++)
                {
                    (Start, Start, Start) sample = (launch(null), launch(empty), launch(module));
                    if (round >= 0) samples.Add(sample);
                }

                var table = new Table("start", "until it stands", "CPU", "whole process");
                Add("alone", sample => sample.Alone);
                Add("with an empty module", sample => sample.Empty);
                Add("with RoutedVMotion", sample => sample.Ours);
                double added = Added(start => start.Inside), addedWhole = Added(start => start.Whole);
                table.Add("added by RoutedVMotion", Numbers.Milliseconds(added), Numbers.Milliseconds(Added(start => start.Cpu)), Numbers.Milliseconds(addedWhole));
                findings.AppendFormat(
                    CultureInfo.InvariantCulture,
                    "{0}{1}, {2} fresh processes of each kind in turn, medians. Target: adds less than 150 ms: {3}.\nOf what it adds, {4} are beyond an empty module, the rest is the engine's own Import-Module.\n\n{5}",
                    findings.Length == 0 ? string.Empty : "\n",
                    what,
                    rounds,
                    Numbers.Verdict(added < MaximumMilliseconds && addedWhole < MaximumMilliseconds),
                    Numbers.Milliseconds(samples.Select(sample => sample.Ours.Inside - sample.Empty.Inside).Median()),
                    table);

                void Add(string name, Func<(Start Alone, Start Empty, Start Ours), Start> choose)
                {
                    Start[] starts = samples.Select(choose).ToArray();
                    table.Add(name, Numbers.Milliseconds(starts.Select(start => start.Inside).Median()), Numbers.Milliseconds(starts.Select(start => start.Cpu).Median()), Numbers.Milliseconds(starts.Select(start => start.Whole).Median()));
                }

                double Added(Func<Start, double> of) => samples.Select(sample => of(sample.Ours) - of(sample.Alone)).Median();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Start LaunchEngine(string? manifest) =>
        Launch("dotnet", manifest is null ? [Report.Metadata("EngineStart")] : [Report.Metadata("EngineStart"), manifest]);

    // What it prints is of the whole start, which is what a person waits for.
    private static Start LaunchShell(string shell, string? manifest) => Launch(shell, [
        "-NoProfile", "-NoLogo", "-NonInteractive", "-Command",
        (manifest is null ? string.Empty : $"Import-Module '{manifest}'; ")
            + "$me = [Diagnostics.Process]::GetCurrentProcess(); '{0:F1} {1:F1}' -f ([DateTime]::Now - $me.StartTime).TotalMilliseconds, $me.TotalProcessorTime.TotalMilliseconds",
    ]);

    private static Start Launch(string program, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false, Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1", ["LC_ALL"] = "C" } })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} did not start.");
        string[] found = output.Split(' ');
        return new Start(double.Parse(found[0], CultureInfo.InvariantCulture), double.Parse(found[1], CultureInfo.InvariantCulture), watch.Elapsed.TotalMilliseconds);
    }

    /// <summary>Milliseconds until the runspace stands (of a hosted engine from where the runspace is made, of a shell from the start of its process); on the processor, until then; and of the process from start to end.</summary>
    private sealed record Start(double Inside, double Cpu, double Whole);
}
