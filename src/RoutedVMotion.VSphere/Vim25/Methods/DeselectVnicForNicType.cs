namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Deselects an adapter for a service.</summary>
internal sealed class DeselectVnicForNicType : Request<object>
{
    public string? NicType { get; set; }

    public string? Device { get; set; }
}
