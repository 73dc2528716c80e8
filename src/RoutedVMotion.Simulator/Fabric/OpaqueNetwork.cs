namespace RoutedVMotion.Simulator.Fabric;

/// <summary>An opaque network.</summary>
/// <param name="Datacenter">Where it is listed.</param>
/// <param name="Id">The id of its logical switch.</param>
/// <param name="Name">Its name.</param>
internal sealed record OpaqueNetwork(Datacenter Datacenter, string Id, string Name)
{
    /// <summary>Its managed object id, where it is a twin's; null to be given one.</summary>
    public string? ManagedId { get; init; }

    /// <summary>What kind of network it is: NSX's.</summary>
    public const string Type = "nsx.LogicalSwitch";
}
