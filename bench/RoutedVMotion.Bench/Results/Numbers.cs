using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RoutedVMotion.Bench.Results;

/// <summary>Medians, and numbers as text.</summary>
internal static class Numbers
{
    public static double Median(this IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static string Milliseconds(double value) => value.ToString(value < 10 ? "F1" : "F0", CultureInfo.InvariantCulture) + " ms";

    public static string Megabytes(double bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " MB";

    public static string Ratio(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>"met", or that it was not.</summary>
    public static string Verdict(bool isMet) => isMet ? "met" : "MISSED";
}
