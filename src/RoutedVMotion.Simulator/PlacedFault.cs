namespace RoutedVMotion.Simulator;

/// <summary>A fault and the host that has it.</summary>
/// <param name="Name">Which fault.</param>
/// <param name="VMHost">The host's name, for example esx-0101.example.com.</param>
public sealed record PlacedFault(FaultName Name, string VMHost);
