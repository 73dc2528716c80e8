namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A volume.</summary>
internal class HostFileSystemVolume : DynamicData
{
    public string? Name { get; set; }
}
