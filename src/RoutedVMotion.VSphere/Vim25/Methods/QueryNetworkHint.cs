namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>What a host's physical NICs have heard by CDP and LLDP.</summary>
internal sealed class QueryNetworkHint : Request<PhysicalNicHintInfo[]>
{
    public string[]? Device { get; set; }
}
