namespace RoutedVMotion.Core.Rules;

/// <summary>What most of a rack's adapters have.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many have it.</param>
/// <param name="Total">How many have any.</param>
public sealed record Majority<T>(T Value, int Count, int Total)
    where T : struct;
