namespace RoutedVMotion.Simulator.Fabric;

/// <summary>What a vmkernel adapter or a virtual machine's NIC is connected to.</summary>
internal abstract class NetworkConnection
{
    /// <summary>The VLAN tag that its frames leave the host with, 0 for none; null if they never reach a VLAN of the fabric.</summary>
    public abstract int? WireVlan { get; }
}
