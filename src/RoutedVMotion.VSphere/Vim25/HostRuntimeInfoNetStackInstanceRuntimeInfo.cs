namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A TCP/IP stack that is up.</summary>
internal sealed class HostRuntimeInfoNetStackInstanceRuntimeInfo : DynamicData
{
    public string? NetStackInstanceKey { get; set; }

    /// <summary>Inactive, active, deactivating, activating.</summary>
    public string? State { get; set; }

    /// <summary>Device names such as vmk0, in spite of the name.</summary>
    public string[]? VmknicKeys { get; set; }

    public int? MaxNumberOfConnections { get; set; }

    public bool? CurrentIpV6Enabled { get; set; }
}
