using RoutedVMotion.Core.Changes;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>A host as it was at one moment.</summary>
/// <param name="Host">The host.</param>
/// <param name="NetworkSystem">Its network system; null where the server did not say.</param>
/// <param name="VirtualNicManager">Its virtual NIC manager; null where the server did not say.</param>
internal sealed record HostSighting(EsxHost Host, ManagedObjectReference? NetworkSystem, ManagedObjectReference? VirtualNicManager)
{
    /// <summary>The part of it that changes touch.</summary>
    public HostNetworking Networking { get; } = HostNetworking.Of(Host);

    /// <summary>It is connected, and its adapters, their services and its stacks could be read.</summary>
    public bool IsWhole => Host is { Connection: HostConnection.Connected, AdaptersUnread: false, Stacks.Count: > 0 };
}
