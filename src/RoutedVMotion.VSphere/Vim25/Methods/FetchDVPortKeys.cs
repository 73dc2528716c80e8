namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>The keys of those ports of a distributed switch that meet the criteria.</summary>
internal sealed class FetchDVPortKeys : Request<string[]>
{
    public DistributedVirtualSwitchPortCriteria? Criteria { get; set; }
}
