namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A volume that a host has mounted.</summary>
internal sealed class HostFileSystemMountInfo : DynamicData
{
    public HostFileSystemVolume? Volume { get; set; }
}
