namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A connection to a port group of the host's own standard switch.</summary>
internal sealed class StandardConnection : NetworkConnection
{
    public StandardConnection(StandardPortGroup portGroup, int port)
    {
        PortGroup = portGroup;
        Port = port;
    }

    public StandardPortGroup PortGroup { get; }

    /// <summary>The number in the port's key.</summary>
    public int Port { get; }

    public override int? WireVlan => PortGroup.Vlan is 4095 ? null : PortGroup.Vlan;
}
