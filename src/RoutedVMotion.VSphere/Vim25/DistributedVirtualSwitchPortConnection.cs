namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A port of a distributed switch.</summary>
internal sealed class DistributedVirtualSwitchPortConnection : DynamicData
{
    public string? SwitchUuid { get; set; }

    /// <summary>The port group's managed object id.</summary>
    public string? PortgroupKey { get; set; }

    public string? PortKey { get; set; }

    public int? ConnectionCookie { get; set; }
}
