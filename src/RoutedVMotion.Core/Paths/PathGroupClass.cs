using System.Collections.Generic;

namespace RoutedVMotion.Core.Paths;

/// <summary>The hosts of a group that are of one class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Ends">The hosts.</param>
internal sealed record PathGroupClass(int Class, IReadOnlyList<PathEnd> Ends);
