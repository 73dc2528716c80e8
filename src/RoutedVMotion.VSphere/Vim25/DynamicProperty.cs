namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A property's path and value.</summary>
internal sealed class DynamicProperty : DynamicData
{
    public string? Name { get; set; }

    public object? Val { get; set; }
}
