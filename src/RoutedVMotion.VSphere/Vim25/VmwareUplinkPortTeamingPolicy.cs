namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How a distributed port group uses the uplinks.</summary>
internal sealed class VmwareUplinkPortTeamingPolicy : InheritablePolicy
{
    public VMwareUplinkPortOrderPolicy? UplinkPortOrder { get; set; }
}
