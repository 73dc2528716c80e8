namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Selects an adapter for a service.</summary>
internal sealed class SelectVnicForNicType : Request<object>
{
    public string? NicType { get; set; }

    public string? Device { get; set; }
}
