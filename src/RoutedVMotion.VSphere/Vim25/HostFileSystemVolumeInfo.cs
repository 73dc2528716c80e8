namespace RoutedVMotion.VSphere.Vim25;

/// <summary>The volumes of a host.</summary>
internal sealed class HostFileSystemVolumeInfo : DynamicData
{
    public HostFileSystemMountInfo[]? MountInfo { get; set; }
}
