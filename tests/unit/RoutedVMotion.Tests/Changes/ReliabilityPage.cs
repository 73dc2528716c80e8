using System;
using System.IO;
using System.Linq;

using RoutedVMotion.Tests.Wire;

using Xunit;

namespace RoutedVMotion.Tests.Changes;

/// <summary>
/// docs/reliability.md counts the cases of <see cref="ReliabilityTests"/>, a row for each shape. The tests hold their counts against
/// it; ROUTEDVMOTION_WRITE_DOCS=1 writes them, and the outcomes of that day, anew.
/// </summary>
internal static class ReliabilityPage
{
    private static readonly object s_lock = new();

    /// <summary>Compares a row.</summary>
    /// <param name="table">The heading of its table's first column.</param>
    /// <param name="counts">The cells that are the same on every day.</param>
    /// <param name="outcomes">The cells that may depend on the machine.</param>
    public static void Hold(string table, object[] counts, object[] outcomes)
    {
        string page = Path.Combine(Shared.RepositoryRoot, "docs", "reliability.md");
        string start = "| " + string.Join(" | ", counts) + " |";
        lock (s_lock)
        {
            var lines = File.ReadAllLines(page).ToList();
            int head = lines.FindIndex(line => line.StartsWith($"| {table} |", StringComparison.Ordinal));
            Assert.True(head >= 0, $"docs/reliability.md has no table '{table}'.");
            int end = lines.FindIndex(head, line => line.Length == 0);
            int row = lines.FindIndex(head, end - head, line => line.StartsWith($"| {counts[0]} |", StringComparison.Ordinal));
            if (Environment.GetEnvironmentVariable("ROUTEDVMOTION_WRITE_DOCS") != "1")
            {
                Assert.True(
                    row >= 0 && lines[row].StartsWith(start, StringComparison.Ordinal),
                    $"docs/reliability.md has '{(row < 0 ? null : lines[row])}', and it is '{start}': run the tests with ROUTEDVMOTION_WRITE_DOCS=1 and look at the difference.");
                return;
            }

            if (row >= 0) lines.RemoveAt(row);
            else end++;
            lines.Insert(head + 2, $"{start} {string.Join(" | ", outcomes)} |");
            lines.Sort(head + 2, end - head - 2, StringComparer.Ordinal);
            File.WriteAllText(page, string.Join("\n", lines) + "\n");
        }
    }
}
