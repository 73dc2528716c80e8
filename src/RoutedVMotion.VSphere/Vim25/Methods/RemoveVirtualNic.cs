namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Removes a vmkernel adapter.</summary>
internal sealed class RemoveVirtualNic : Request<object>
{
    public string? Device { get; set; }
}
