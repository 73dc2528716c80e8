namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How a standard switch is set up.</summary>
internal sealed class HostVirtualSwitchSpec : DynamicData
{
    public HostNetworkPolicy? Policy { get; set; }

    public int? Mtu { get; set; }
}
