namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A switch that NSX manages (N-VDS).</summary>
internal sealed class HostOpaqueSwitch : DynamicData
{
    public string? Key { get; set; }

    public string? Name { get; set; }

    /// <summary>Keys.</summary>
    public string[]? Pnic { get; set; }

    public HostOpaqueSwitchPhysicalNicZone[]? PnicZone { get; set; }
}
