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
    public RoutedNetwork(int linkMicroseconds) => LinkMicroseconds = linkMicroseconds;

    public List<LeafGroup> Groups { get; } = new();

    public List<Spine> Spines { get; } = new();

    /// <summary>What a link and the switch at its end take, one way, in microseconds.</summary>
    public int LinkMicroseconds { get; }

    /// <summary>The group that a destination is behind; null if there is no route to it.</summary>
    public LeafGroup? FindGroup(InetAddress destination) => Groups.FirstOrDefault(group => group.FindSvi(destination) is not null);

    /// <summary>The spine that carries this flow (ECMP: the same pair of addresses takes the same one).</summary>
    public Spine SelectSpine(InetAddress source, InetAddress destination)
    {
        ulong flow = unchecked(((ulong)(uint)source.GetHashCode() << 32) | (uint)destination.GetHashCode());
        return Spines[(int)(DeterministicRandom.Mix(flow) % (ulong)Spines.Count)];
    }
}
