namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A step from object to object: along this property of objects of this type.</summary>
internal sealed class TraversalSpec : SelectionSpec
{
    public string? Type { get; set; }

    public string? Path { get; set; }

    public bool? Skip { get; set; }

    public SelectionSpec[]? SelectSet { get; set; }
}
