using System.Collections.Generic;

namespace RoutedVMotion.Core.Rules;

/// <summary>Counting what most have.</summary>
public static class Majority
{
    /// <summary>
    /// The value that more than half have, if at least three were asked: of two that differ, nobody can say which is wrong.
    /// </summary>
    public static Majority<T>? Of<T>(IEnumerable<T> values)
        where T : struct
    {
        var counts = new Dictionary<T, int>();
        int total = 0;
        foreach (T value in values)
        {
            counts[value] = counts.TryGetValue(value, out int count) ? count + 1 : 1;
            total++;
        }

        if (total < 3) return null;
        foreach (KeyValuePair<T, int> pair in counts)
        {
            if (pair.Value * 2 > total) return new Majority<T>(pair.Key, pair.Value, total);
        }

        return null;
    }
}
