namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Which properties of which objects to read.</summary>
internal sealed class PropertyFilterSpec : DynamicData
{
    public PropertySpec[]? PropSet { get; set; }

    public ObjectSpec[]? ObjectSet { get; set; }

    public bool? ReportMissingObjectsInResults { get; set; }
}
