namespace RoutedVMotion.VSphere.Vim25.Methods;

/// <summary>Makes a vmkernel adapter; gives its device. Synchronous, as all that change a host's network.</summary>
internal sealed class AddVirtualNic : Request<string>
{
    /// <summary>The name of a standard port group; empty for a distributed one (facts B7).</summary>
    public string? Portgroup { get; set; }

    public HostVirtualNicSpec? Nic { get; set; }
}
