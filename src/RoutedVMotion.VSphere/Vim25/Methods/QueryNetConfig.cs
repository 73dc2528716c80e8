namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>One service of a host's adapters.</summary>
internal sealed class QueryNetConfig : Request<VirtualNicManagerNetConfig>
{
    public string? NicType { get; set; }
}
