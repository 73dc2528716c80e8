namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A pair of strings.</summary>
internal sealed class KeyValue : DynamicData
{
    public string? Key { get; set; }

    public string? Value { get; set; }
}
