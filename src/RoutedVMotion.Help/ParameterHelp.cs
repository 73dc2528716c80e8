using System.Collections.Generic;

namespace RoutedVMotion.Help;

/// <summary>A parameter, in one parameter set or in all of them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">A text for each paragraph.</param>
/// <param name="Type">The type as PowerShell users know it, for example String[].</param>
/// <param name="IsSwitch">It takes no value.</param>
/// <param name="Mandatory">It has to be given.</param>
/// <param name="Position">Its position, counted from 0; null if it goes by its name only.</param>
/// <param name="Pipeline">"False", "True (ByValue)", "True (ByPropertyName)" or "True (ByValue, ByPropertyName)".</param>
/// <param name="Wildcards">The value may have wildcards.</param>
/// <param name="Aliases">Other names for it.</param>
/// <param name="AcceptedValues">All the values that it takes, if they are a closed set, else none.</param>
/// <param name="Default">What counts when it is left out.</param>
public sealed record ParameterHelp(
    string Name,
    IReadOnlyList<string> Text,
    string Type,
    bool IsSwitch,
    bool Mandatory,
    int? Position,
    string Pipeline,
    bool Wildcards,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> AcceptedValues,
    string Default);
