namespace RoutedVMotion.VSphere;

internal static class AssemblyMarker;
