namespace RoutedVMotion.EngineStart;

/// <summary>An object as small as a row can be.</summary>
internal sealed record SmallObject(int Number, string Name);
