namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A change of a cluster.</summary>
internal class ComputeResourceConfigSpec : DynamicData;
