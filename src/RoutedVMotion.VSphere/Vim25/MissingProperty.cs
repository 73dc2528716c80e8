namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A property that was asked for and not given, and why.</summary>
internal sealed class MissingProperty : DynamicData
{
    public string? Path { get; set; }

    public LocalizedMethodFault? Fault { get; set; }
}
