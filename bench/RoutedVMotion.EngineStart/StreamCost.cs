namespace RoutedVMotion.EngineStart;

/// <summary>How many objects came, and how long it took from the first to the last, in milliseconds.</summary>
internal sealed record StreamCost(int Count, double Milliseconds);
