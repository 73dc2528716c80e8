namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Configuration of a cluster, or of what stands in its place above a host that is in none.</summary>
internal class ComputeResourceConfigInfo : DynamicData;
