namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A spine: it has a link to every leaf and routes between them.</summary>
internal sealed class Spine
{
    public Spine(string name) => Name = name;

    public string Name { get; }

    /// <summary>Largest IP packet on its links, in bytes.</summary>
    public int Mtu { get; set; } = 9216;
}
