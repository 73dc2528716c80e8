namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a distributed switch has of a host.</summary>
internal sealed class HostProxySwitchSpec : DynamicData
{
    public DistributedVirtualSwitchHostMemberBacking? Backing { get; set; }
}
