namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A standard switch.</summary>
internal sealed class HostVirtualSwitch : DynamicData
{
    public string? Name { get; set; }

    public string? Key { get; set; }

    public int? Mtu { get; set; }

    /// <summary>Keys: key-vim.host.PhysicalNic-vmnic0.</summary>
    public string[]? Pnic { get; set; }

    public HostVirtualSwitchSpec? Spec { get; set; }
}
