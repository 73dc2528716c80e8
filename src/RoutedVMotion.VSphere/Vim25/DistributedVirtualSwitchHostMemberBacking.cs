namespace RoutedVMotion.VSphere.Vim25;

/// <summary>What a distributed switch has of a host.</summary>
internal abstract class DistributedVirtualSwitchHostMemberBacking : DynamicData;
