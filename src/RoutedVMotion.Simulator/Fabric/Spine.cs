using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A spine: it has a link to every leaf and routes between them.</summary>
internal sealed class Spine
{
    public Spine(string name) => Name = name;

    public string Name { get; }

    /// <summary>
    /// What it drops without a word: traffic from one leaf group to another. The leaves do not know, and go on sending it their
    /// share.
    /// </summary>
    public ISet<(LeafGroup From, LeafGroup To)> BlackHoles { get; } = new HashSet<(LeafGroup, LeafGroup)>();
}
