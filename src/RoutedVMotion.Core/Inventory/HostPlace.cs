namespace RoutedVMotion.Core.Inventory;

/// <summary>A host and where it is: enough to tell whether it is wanted, before it is read.</summary>
/// <param name="Id">The managed object id, "host-12".</param>
/// <param name="Name">The name in the inventory; the id where it may not be read.</param>
/// <param name="Cluster">The cluster's name; null for a host that stands alone.</param>
/// <param name="Datacenter">The datacenter's name; null on an ESXi host itself.</param>
public sealed record HostPlace(string Id, string Name, string? Cluster, string? Datacenter)
{
    /// <summary>Of a host that has been read.</summary>
    public static HostPlace Of(EsxHost host) => new(host.Id, host.Name, host.Cluster, host.Datacenter);
}
