namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The TCP/IP stacks that are up.</summary>
internal sealed class HostRuntimeInfoNetworkRuntimeInfo : DynamicData
{
    public HostRuntimeInfoNetStackInstanceRuntimeInfo[]? NetStackInstanceRuntimeInfo { get; set; }
}
