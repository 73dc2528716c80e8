namespace RoutedVMotion.PowerShell;

internal static class AssemblyMarker;
