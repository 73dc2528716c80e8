namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Which services the adapters carry.</summary>
internal sealed class HostVirtualNicManagerInfo : DynamicData
{
    public VirtualNicManagerNetConfig[]? NetConfig { get; set; }
}
