namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Which ports of a distributed switch are meant: those that meet all that is set.</summary>
internal sealed class DistributedVirtualSwitchPortCriteria : DynamicData
{
    /// <summary>Something is connected to it, or nothing is.</summary>
    public bool? Connected { get; set; }

    public bool? Active { get; set; }

    public bool? UplinkPort { get; set; }

    public ManagedObjectReference? Scope { get; set; }

    /// <summary>The port groups that <see cref="Inside"/> is about.</summary>
    public string[]? PortgroupKey { get; set; }

    /// <summary>The ports of those port groups, or all others.</summary>
    public bool? Inside { get; set; }

    public string[]? PortKey { get; set; }

    public ManagedObjectReference[]? Host { get; set; }
}
