using System.Collections.Generic;

namespace RoutedVMotion.Help;

/// <summary>Everything that Get-Help shows of a cmdlet.</summary>
/// <param name="Name">Verb-Noun.</param>
/// <param name="Synopsis">One sentence.</param>
/// <param name="Description">A text for each paragraph.</param>
/// <param name="ParameterSets">The ways to call it, the default one first.</param>
/// <param name="Parameters">Every parameter once, by name.</param>
/// <param name="Inputs">The types that the pipeline takes.</param>
/// <param name="Outputs">The types that it writes.</param>
/// <param name="Examples">In the order in which they are written down.</param>
/// <param name="Links">Related cmdlets and pages.</param>
public sealed record CmdletHelp(
    string Name,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<IReadOnlyList<ParameterHelp>> ParameterSets,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<LinkHelp> Links);
