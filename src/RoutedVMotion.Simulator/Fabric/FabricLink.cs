namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A link between a leaf and a spine.</summary>
internal sealed class FabricLink
{
    public FabricLink(Leaf leaf, Spine spine, int microseconds)
    {
        Leaf = leaf;
        Spine = spine;
        Microseconds = microseconds;
    }

    public Leaf Leaf { get; }

    public Spine Spine { get; }

    /// <summary>Largest IP packet that it carries, in bytes.</summary>
    public int Mtu { get; set; } = 9216;

    /// <summary>What it and the switch at its end take, one way, in microseconds.</summary>
    public int Microseconds { get; set; }

    /// <summary>Routing knows of a link that is down and goes around it.</summary>
    public bool IsUp { get; set; } = true;
}
