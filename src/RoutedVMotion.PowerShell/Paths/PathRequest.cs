using System.Collections.Generic;

namespace RoutedVMotion.PowerShell.Paths;

/// <summary>Sources and destinations that go together.</summary>
/// <param name="Sources">The sources; all racks where there are none.</param>
/// <param name="Destinations">The destinations; all racks where there are none.</param>
internal sealed record PathRequest(IReadOnlyList<PlaceReference> Sources, IReadOnlyList<PlaceReference> Destinations);
