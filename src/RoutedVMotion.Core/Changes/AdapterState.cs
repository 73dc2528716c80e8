namespace RoutedVMotion.Core.Changes;

/// <summary>A vmkernel adapter of a host at one moment.</summary>
/// <param name="Device">Its device, for example vmk1.</param>
/// <param name="Settings">What it is made of.</param>
public sealed record AdapterState(string Device, AdapterSettings Settings)
{
    /// <summary>Its MAC address, which is asked for again if the adapter has to be made again.</summary>
    public string? Mac { get; init; }

    /// <summary>Nobody may touch it: it carries management, or belongs to the system or to NSX.</summary>
    public bool IsProtected { get; init; }
}
