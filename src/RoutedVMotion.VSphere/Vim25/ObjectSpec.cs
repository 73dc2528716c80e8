namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Where to begin, and where to go from there.</summary>
internal sealed class ObjectSpec : DynamicData
{
    public ManagedObjectReference? Obj { get; set; }

    public bool? Skip { get; set; }

    public SelectionSpec[]? SelectSet { get; set; }
}
