namespace RoutedVMotion.Simulator;

internal static class AssemblyMarker;
