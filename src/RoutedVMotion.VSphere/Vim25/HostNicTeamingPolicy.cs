namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How a standard switch uses its physical NICs.</summary>
internal sealed class HostNicTeamingPolicy : DynamicData
{
    public HostNicOrderPolicy? NicOrder { get; set; }
}
