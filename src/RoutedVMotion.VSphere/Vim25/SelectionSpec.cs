namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A step from object to object, by its name.</summary>
internal class SelectionSpec : DynamicData
{
    public string? Name { get; set; }
}
