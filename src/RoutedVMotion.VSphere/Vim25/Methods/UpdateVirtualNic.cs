namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Changes a vmkernel adapter; what the spec does not say stays, but for the addresses.</summary>
internal sealed class UpdateVirtualNic : Request<object>
{
    public string? Device { get; set; }

    public HostVirtualNicSpec? Nic { get; set; }
}
