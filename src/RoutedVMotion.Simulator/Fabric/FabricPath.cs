namespace RoutedVMotion.Simulator.Fabric;

/// <summary>The way of a flow from one leaf group to another.</summary>
/// <param name="Up">The link from a leaf of the first to a spine.</param>
/// <param name="Down">The link from that spine to a leaf of the other.</param>
/// <param name="DetourMicroseconds">What a detour adds, one way, in microseconds.</param>
internal sealed record FabricPath(FabricLink Up, FabricLink Down, int DetourMicroseconds)
{
    /// <summary>Largest IP packet that gets through, in bytes.</summary>
    public int Mtu => System.Math.Min(Up.Mtu, Down.Mtu);

    public int Microseconds => Up.Microseconds + Down.Microseconds + DetourMicroseconds;
}
