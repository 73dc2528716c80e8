using System.Collections.Generic;

namespace RoutedVMotion.Help;

/// <summary>A type that a cmdlet takes or writes.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Text">What it stands for, a text for each paragraph.</param>
public sealed record TypeHelp(string Name, IReadOnlyList<string> Text);
