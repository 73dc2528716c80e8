namespace RoutedVMotion.VSphere;

/// <summary>What to read of a fabric besides hosts, clusters and networks, which are always read.</summary>
public sealed record FabricQuery
{
    /// <summary>Ask each connected host for its LLDP and CDP neighbours: one call a host, a few at once.</summary>
    public bool Neighbors { get; init; }

    /// <summary>Ask each connected host what storage could hang on its vmkernel adapters: two calls a host and more, a few at once.</summary>
    public bool Storage { get; init; }

    /// <summary>Read the virtual machines: where each runs and which networks it is on.</summary>
    public bool VirtualMachines { get; init; } = true;
}
