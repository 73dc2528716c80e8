namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A vmkernel adapter.</summary>
internal sealed class HostVirtualNic : DynamicData
{
    public string? Device { get; set; }

    /// <summary>Key-vim.host.VirtualNic-vmk0.</summary>
    public string? Key { get; set; }

    /// <summary>The name; empty on a distributed or opaque switch.</summary>
    public string? Portgroup { get; set; }

    public HostVirtualNicSpec? Spec { get; set; }

    public string? Port { get; set; }
}
