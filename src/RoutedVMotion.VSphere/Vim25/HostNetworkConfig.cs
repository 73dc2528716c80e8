namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A change of a host's network. Of it we send stacks only, and one at a time.</summary>
internal sealed class HostNetworkConfig : DynamicData
{
    public HostNetworkConfigNetStackSpec[]? NetStackSpec { get; set; }
}
