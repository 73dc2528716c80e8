using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>What a property path leads to.</summary>
/// <param name="IsValid">The path exists, whether or not there is a value.</param>
/// <param name="Value">The value; null for unset.</param>
/// <param name="Field">The field that it is declared by.</param>
/// <param name="IsArray">It is the whole array, not one of its elements.</param>
internal readonly record struct PropertyValue(bool IsValid, object? Value, FieldDefinition? Field, bool IsArray)
{
    public static PropertyValue Invalid { get; }
}
