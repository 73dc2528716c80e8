using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace RoutedVMotion.Bench.Results;

/// <summary>What a benchmark has found: on the screen, and when asked in its section of bench/RESULTS.md.</summary>
internal static class Report
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string Metadata(string key) =>
        typeof(Report).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    /// <summary>Shows the findings, and where <paramref name="write"/> is set writes them into the section of that name.</summary>
    public static void Show(string section, string command, string findings, bool write)
    {
        Console.WriteLine();
        Console.Write(findings);
        if (!write) return;

        string path = Path.Combine(RepositoryRoot, "bench", "RESULTS.md");
        string text = File.ReadAllText(path);
        string begin = $"<!-- {section} -->\n";
        string end = $"<!-- /{section} -->";
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        int to = text.IndexOf(end, StringComparison.Ordinal);
        if (from < 0 || to < from) throw new InvalidOperationException($"{path} has no section {begin.Trim()} to {end}.");
        string body = $"\n{findings}\nRun again with `dotnet run -c Release --project bench/RoutedVMotion.Bench -- {command}`. Run on {Machine()}, {DateTime.UtcNow:yyyy-MM-dd}.\n\n";
        File.WriteAllText(path, text[..(from + begin.Length)] + body + text[to..]);
        Console.WriteLine($"Written to {path}.");
    }

    private static string Machine()
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "an unknown processor"
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "an unknown processor";
        string configuration = Metadata("Configuration") == "Release" ? string.Empty : $", {Metadata("Configuration")} build";
        // Time on the clock is worth little on a machine that is busy with something else.
        string load = File.Exists("/proc/loadavg") ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : string.Empty;
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0} ({1} cores{5}), {2}, {3}{4}",
            processor,
            Environment.ProcessorCount,
            RuntimeInformation.RuntimeIdentifier,
            RuntimeInformation.FrameworkDescription,
            configuration,
            load);
    }
}
