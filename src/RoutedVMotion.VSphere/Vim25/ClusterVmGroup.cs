namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A group of virtual machines.</summary>
internal sealed class ClusterVmGroup : ClusterGroupInfo
{
    public ManagedObjectReference[]? Vm { get; set; }
}
