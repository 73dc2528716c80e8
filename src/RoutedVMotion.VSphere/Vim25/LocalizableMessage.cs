namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A message of a fault, in words.</summary>
internal sealed class LocalizableMessage : DynamicData
{
    public string? Key { get; set; }

    public string? Message { get; set; }
}
