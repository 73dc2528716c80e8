namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Physical NICs by device name; those in neither list are not used.</summary>
internal sealed class HostNicOrderPolicy : DynamicData
{
    public string[]? ActiveNic { get; set; }

    public string[]? StandbyNic { get; set; }
}
