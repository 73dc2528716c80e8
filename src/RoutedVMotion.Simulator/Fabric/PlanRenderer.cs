using System.Linq;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>The plan that a fabric was built by: what its administrator meant, whatever faults have made of it.</summary>
internal static class PlanRenderer
{
    private const int LargestPool = 200;
    private static readonly SourcePosition InMemory = new(null, 0, 0, "$");

    public static RackPlan Render(LeafSpineFabric fabric) => new()
    {
        DefaultMtu = FabricBuilder.FabricMtu,
        MaxRttMs = 5,
        Racks = fabric.Segments.Where(segment => segment.Hosts.Count > 0).Select(segment => Render(segment, fabric.IsDualStack)).ToArray(),
        VMNetworks = new[]
        {
            // What rules that must hold do not keep in its rack is mobile; vCenter cannot know how.
            Reaches("app/web-*", NetworkReach.GuestRouting),
            Reaches("dvpg-dmz-*", NetworkReach.Stretched),
            Reaches("seg-vlan-*", NetworkReach.Stretched),
            Reaches("VM Network", NetworkReach.Nat),
        },
    };

    private static Core.Plan.Rack Render(VMotionSegment segment, bool isDualStack) => new()
    {
        Name = segment.Name,
        Leaves = segment.Leaves.Leaves.Select(leaf => leaf.Name).ToArray(),
        Hosts = segment.Hosts.Select(host => host.Name).ToArray(),
        Position = InMemory,
        VMotion = new RackVMotion
        {
            Subnet = segment.Gateway.Subnet,
            Gateway = segment.Gateway.Address,
            Subnet6 = isDualStack ? segment.Gateway6.Subnet : null,
            Gateway6 = isDualStack ? segment.Gateway6.Address : null,
            Vlan = segment.Vlan,
            Mtu = FabricBuilder.FabricMtu,
            Adapters = new[]
            {
                new RackAdapter
                {
                    PortGroups = segment.PortGroups.ToArray(),
                    Pool = new AddressPool(segment.AddressOf(1).Address, segment.AddressOf(LargestPool).Address),
                    Pool6 = isDualStack ? new AddressPool(segment.Address6Of(1).Address, segment.Address6Of(LargestPool).Address) : null,
                    Position = InMemory,
                },
            },
        },
    };

    private static VMNetworkPlan Reaches(string match, NetworkReach by) => new() { Match = match, By = by, Position = InMemory };
}
