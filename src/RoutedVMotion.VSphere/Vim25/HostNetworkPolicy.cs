namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Policies of a standard switch or port group.</summary>
internal sealed class HostNetworkPolicy : DynamicData
{
    public HostNicTeamingPolicy? NicTeaming { get; set; }
}
