namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A connection to an opaque network (an NSX segment on an N-VDS).</summary>
internal sealed class OpaqueConnection : NetworkConnection
{
    public OpaqueConnection(OpaqueNetwork network) => Network = network;

    public OpaqueNetwork Network { get; }

    public override int? WireVlan => null;
}
