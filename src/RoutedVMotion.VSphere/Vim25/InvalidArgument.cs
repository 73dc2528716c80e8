namespace RoutedVMotion.VSphere.Vim25;

/// <summary>An argument that the server does not take.</summary>
internal sealed class InvalidArgument : MethodFault
{
    public string? InvalidProperty { get; set; }
}
