using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Vim.Schema;

/// <summary>A method of a managed object.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Owner">The managed type that has it.</param>
/// <param name="Parameters">Its parameters, in the order in which they must come.</param>
/// <param name="Result">What it returns; null for nothing.</param>
internal sealed record MethodDefinition(
    string Name, TypeDefinition Owner, IReadOnlyList<FieldDefinition> Parameters, FieldDefinition? Result);
