namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A standard port group.</summary>
internal sealed class HostPortGroup : DynamicData
{
    public string? Key { get; set; }

    /// <summary>The switch's key.</summary>
    public string? Vswitch { get; set; }

    /// <summary>The switch's policy where the port group has none of its own.</summary>
    public HostNetworkPolicy? ComputedPolicy { get; set; }

    public HostPortGroupSpec? Spec { get; set; }
}
