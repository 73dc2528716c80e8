namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A distributed port group.</summary>
internal sealed class DVPortgroupConfigInfo : DynamicData
{
    public string? Key { get; set; }

    public string? Name { get; set; }

    public ManagedObjectReference? DistributedVirtualSwitch { get; set; }

    public DVPortSetting? DefaultPortConfig { get; set; }

    /// <summary>Standard or nsx, since 7.0.</summary>
    public string? BackingType { get; set; }
}
