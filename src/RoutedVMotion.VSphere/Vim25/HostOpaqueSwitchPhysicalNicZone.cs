namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A transport zone of an opaque switch.</summary>
internal sealed class HostOpaqueSwitchPhysicalNicZone : DynamicData
{
    public string? Key { get; set; }

    public string[]? PnicDevice { get; set; }
}
