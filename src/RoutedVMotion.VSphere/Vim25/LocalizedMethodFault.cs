namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A fault with its message.</summary>
internal sealed class LocalizedMethodFault : DynamicData
{
    public MethodFault? Fault { get; set; }

    public string? LocalizedMessage { get; set; }
}
