using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Core.Plan;

/// <summary>Lists as people write them.</summary>
internal static class Words
{
    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count < 2
        ? string.Concat(items)
        : string.Join(", ", items.Take(items.Count - 1)) + " and " + items[items.Count - 1];
}
