namespace RoutedVMotion.VSphere.Vim25;

/// <summary>How a standard port group is set up.</summary>
internal sealed class HostPortGroupSpec : DynamicData
{
    public string? Name { get; set; }

    /// <summary>0 untagged, 4095 all.</summary>
    public int? VlanId { get; set; }

    public string? VswitchName { get; set; }
}
