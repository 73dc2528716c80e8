namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A group of hosts.</summary>
internal sealed class ClusterHostGroup : ClusterGroupInfo
{
    public ManagedObjectReference[]? Host { get; set; }
}
