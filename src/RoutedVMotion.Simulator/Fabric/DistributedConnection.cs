namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A connection to a port of a distributed port group.</summary>
internal sealed class DistributedConnection : NetworkConnection
{
    public DistributedConnection(DistributedPortGroup portGroup)
    {
        PortGroup = portGroup;
        PortKey = portGroup.TakePort();
        Cookie = (int)(DeterministicRandom.Mix((ulong)PortKey + ((ulong)portGroup.Switch.Number << 32)) & 0x7FFFFFFF);
    }

    public DistributedPortGroup PortGroup { get; }

    public int PortKey { get; }

    /// <summary>The connection cookie, which the server makes up.</summary>
    public int Cookie { get; }

    // A port of a private VLAN sends under its secondary id.
    public override int? WireVlan => PortGroup.IsOverlay ? null : PortGroup.Vlan.Id ?? PortGroup.Vlan.PrivateId;
}
