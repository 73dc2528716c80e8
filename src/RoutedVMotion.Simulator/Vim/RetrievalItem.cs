using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>An object that a retrieval selected and the paths that are wanted of it.</summary>
/// <param name="Target">The object.</param>
/// <param name="Paths">The paths as the client wrote them.</param>
internal sealed record RetrievalItem(ManagedObject Target, IReadOnlyList<string> Paths);
