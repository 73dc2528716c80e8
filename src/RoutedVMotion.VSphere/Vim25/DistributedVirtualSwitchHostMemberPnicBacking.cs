namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The physical NICs of a host that a distributed switch has.</summary>
internal sealed class DistributedVirtualSwitchHostMemberPnicBacking : DistributedVirtualSwitchHostMemberBacking
{
    public DistributedVirtualSwitchHostMemberPnicSpec[]? PnicSpec { get; set; }
}
