using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>What is left of a retrieval after a page of it: the objects, what is wanted of each, and how many go on a page.</summary>
/// <param name="Rest">The objects that are still to come.</param>
/// <param name="PageSize">Objects to a page.</param>
internal sealed record RetrievalPage(IReadOnlyList<RetrievalItem> Rest, int PageSize);
