namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Configuration of a cluster.</summary>
internal sealed class ClusterConfigInfoEx : ComputeResourceConfigInfo
{
    public ClusterDrsConfigInfo? DrsConfig { get; set; }

    public ClusterDrsVmConfigInfo[]? DrsVmConfig { get; set; }

    public ClusterRuleInfo[]? Rule { get; set; }

    public ClusterGroupInfo[]? Group { get; set; }
}
