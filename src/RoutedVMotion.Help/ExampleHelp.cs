using System.Collections.Generic;

namespace RoutedVMotion.Help;

/// <summary>An example.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Code">The commands, and what they write.</param>
/// <param name="Remarks">What to see in it, a text for each paragraph.</param>
public sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks);
