namespace RoutedVMotion.VSphere.Vim25;

/// <summary>A property path that the server does not know.</summary>
internal sealed class InvalidProperty : MethodFault
{
    public string? Name { get; set; }
}
