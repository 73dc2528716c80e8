namespace RoutedVMotion.VSphere.Vim25;

/// <summary>An NFS datastore.</summary>
internal sealed class HostNasVolume : HostFileSystemVolume
{
    /// <summary>The server, as it was entered: an address or a name.</summary>
    public string? RemoteHost { get; set; }

    /// <summary>NFS 4.1: all of its servers.</summary>
    public string[]? RemoteHostNames { get; set; }
}
