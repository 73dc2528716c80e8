namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A rule that ties a group of virtual machines to a group of hosts, or keeps them off it.</summary>
internal sealed class ClusterVmHostRuleInfo : ClusterRuleInfo
{
    public string? VmGroupName { get; set; }

    public string? AffineHostGroupName { get; set; }

    public string? AntiAffineHostGroupName { get; set; }
}
