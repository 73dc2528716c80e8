namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A change of a cluster. Of it we send the automation level only.</summary>
internal sealed class ClusterConfigSpecEx : ComputeResourceConfigSpec
{
    public ClusterDrsConfigInfo? DrsConfig { get; set; }
}
