using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>
/// Leaf groups and the spines that route between them. The leaf-spine fabric is one; the out-of-band management network is
/// another, and nothing routes between the two.
/// </summary>
internal sealed class RoutedNetwork
{
    private readonly Dictionary<Leaf, List<FabricLink>> _links = new();

    public RoutedNetwork(int linkMicroseconds) => LinkMicroseconds = linkMicroseconds;

    public List<LeafGroup> Groups { get; } = new();

    public List<Spine> Spines { get; } = new();

    /// <summary>The links between leaves and spines.</summary>
    public IEnumerable<FabricLink> Links => _links.Values.SelectMany(links => links);

    /// <summary>What a link and the switch at its end take, one way, in microseconds.</summary>
    public int LinkMicroseconds { get; }

    /// <summary>Pairs of groups between which traffic takes a detour, and what that adds, one way, in microseconds.</summary>
    public IDictionary<(LeafGroup From, LeafGroup To), int> Detours { get; } = new Dictionary<(LeafGroup, LeafGroup), int>();

    /// <summary>Links a leaf to every spine.</summary>
    public void Connect(Leaf leaf) => _links.Add(leaf, Spines.Select(spine => new FabricLink(leaf, spine, LinkMicroseconds)).ToList());

    /// <summary>The links of a group's leaves.</summary>
    public IEnumerable<FabricLink> LinksOf(LeafGroup group) => group.Leaves.SelectMany(leaf => _links[leaf]);

    /// <summary>
    /// The group that a destination is behind; null if there is no route to it. Of a stretched segment every group has the gateway, and
    /// each routes into it by its own.
    /// </summary>
    public LeafGroup? FindGroup(LeafGroup from, InetAddress destination) =>
        from.FindSvi(destination) is not null ? from : Groups.FirstOrDefault(group => group.FindSvi(destination) is not null);

    /// <summary>
    /// The way of a flow from a leaf to a group (ECMP: the same pair of addresses takes the same one); null if there is none,
    /// or if it is dropped on it.
    /// </summary>
    public FabricPath? FindPath(Leaf from, LeafGroup target, InetAddress source, InetAddress destination)
    {
        // A leaf that has lost its links hands over to its peer.
        List<FabricLink> own = Usable(_links[from], target);
        if (own.Count == 0) own = Usable(LinksOf(from.Group), target);
        if (own.Count == 0) return null;
        ulong flow = DeterministicRandom.Mix(unchecked(((ulong)(uint)source.GetHashCode() << 32) | (uint)destination.GetHashCode()));
        FabricLink up = own[(int)(flow % (ulong)own.Count)];
        if (up.Spine.BlackHoles.Contains((from.Group, target))) return null;
        FabricLink[] down = LinksOf(target).Where(link => link.IsUp && link.Spine == up.Spine).ToArray();
        Detours.TryGetValue((from.Group, target), out int detour);
        return new FabricPath(up, down[(int)((flow >> 32) % (ulong)down.Length)], detour);
    }

    private List<FabricLink> Usable(IEnumerable<FabricLink> links, LeafGroup target) => links
        .Where(up => up.IsUp && LinksOf(target).Any(down => down.IsUp && down.Spine == up.Spine))
        .ToList();
}
