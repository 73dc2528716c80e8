namespace RoutedVMotion.VSphere.Vim25;

/// <summary>Which properties to read of objects of a type.</summary>
internal sealed class PropertySpec : DynamicData
{
    public string? Type { get; set; }

    public bool? All { get; set; }

    public string[]? PathSet { get; set; }
}
