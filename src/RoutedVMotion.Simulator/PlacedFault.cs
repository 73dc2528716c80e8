namespace RoutedVMotion.Simulator;

/// <summary>A fault and where it is.</summary>
/// <param name="Name">Which fault.</param>
/// <param name="VMHost">The host that has it, for example esx-0101.example.com; empty for a fault of the fabric between hosts.</param>
/// <param name="Rack">The rack of the host, the rack whose leaves have it, or two racks: "rack-01, rack-03".</param>
public sealed record PlacedFault(FaultName Name, string VMHost, string Rack);
