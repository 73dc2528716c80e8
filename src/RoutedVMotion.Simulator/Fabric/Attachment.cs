namespace RoutedVMotion.Simulator.Fabric;

/// <summary>Where an adapter's frames enter the physical network.</summary>
/// <param name="Host">The host.</param>
/// <param name="Adapter">The adapter.</param>
/// <param name="Port">The leaf port.</param>
/// <param name="Vlan">The VLAN that the frames are tagged with; 0 for none.</param>
internal sealed record Attachment(Host Host, VMKernelAdapter Adapter, LeafPort Port, int Vlan)
{
    /// <summary>The leaf group that the segment ends at.</summary>
    public LeafGroup Group => Port.Leaf.Group;

    /// <summary>Largest IP packet between the adapter's switch and the leaf, in bytes.</summary>
    public int Mtu => System.Math.Min(Host.SwitchMtuOf(Adapter.Connection), Port.Mtu);
}
