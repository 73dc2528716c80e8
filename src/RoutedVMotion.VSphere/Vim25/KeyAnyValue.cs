namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A key and a value of any type.</summary>
internal sealed class KeyAnyValue : DynamicData
{
    public string? Key { get; set; }

    public object? Value { get; set; }
}
