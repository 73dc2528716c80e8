namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How a host is doing.</summary>
internal sealed class HostRuntimeInfo : DynamicData
{
    /// <summary>Connected, disconnected, notResponding.</summary>
    public string? ConnectionState { get; set; }

    public bool? InMaintenanceMode { get; set; }

    public HostRuntimeInfoNetworkRuntimeInfo? NetworkRuntimeInfo { get; set; }
}
