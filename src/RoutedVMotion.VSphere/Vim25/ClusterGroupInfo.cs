namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A group in a cluster.</summary>
internal class ClusterGroupInfo : DynamicData
{
    public string? Name { get; set; }
}
