using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;
using RoutedVMotion.Tests.Changes;
using RoutedVMotion.VSphere;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>Whatever a plan may say, the network behind a twin is that; and whatever a snapshot lacks, there is a twin of it.</summary>
public sealed class TwinNetworkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SimulatorLayout.None)]
    // One VLAN of one place, with two subnets in it.
    [InlineData(SimulatorLayout.SharedVlan)]
    public async Task Entries_that_name_the_same_leaves_in_part_and_in_another_order_are_behind_the_same_ones(SimulatorLayout layout)
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 2, Layout = layout });
        string[] leaves = taken.Plan.Racks.SelectMany(rack => rack.Leaves).ToArray();
        RackPlan plan = taken.Plan with { Racks = [taken.Plan.Racks[0] with { Leaves = leaves }, taken.Plan.Racks[1] with { Leaves = [leaves[3], leaves[2], leaves[0]] }] };
        ProbeObservation[] seen = await ProbeAsync(taken.Server, plan);
        Assert.Equal([ProbeKind.Gateway, ProbeKind.Peer], seen.Select(one => one.Ping.Kind).Distinct().Order());
        Assert.All(seen, one => Assert.True(one.Answered, one.Ping.ToString()));
    }

    [Fact]
    public async Task A_stretched_segment_is_one_behind_all_its_leaves()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 3, HostsPerRack = 2 });
        InetAddress gateway = InetAddress.Parse("172.16.1.1");
        SnapshotServer server = Edit(
            taken.Server,
            host => !host.Adapters.Any(IsMoved) ? host : host with
            {
                Adapters = host.Adapters.Select(adapter => !IsMoved(adapter) ? adapter : adapter with
                {
                    IPv4 = new InterfaceAddress(InetAddress.Parse(adapter.IPv4!.Value.Address.ToString().Replace("172.16.2.", "172.16.1.1", StringComparison.Ordinal)), 24),
                    PortGroup = adapter.PortGroup! with { Vlan = Vlan.Single(2001) },
                }).ToArray(),
                Stacks = host.Stacks.Select(stack => stack.Key == NetstackKeys.VMotion ? stack with { Gateway = gateway } : stack).ToArray(),
            },
            network => network.Vlan.Id == 2002 ? network with { Vlan = Vlan.Single(2001) } : network);
        RackPlan plan = taken.Plan with { Racks = [taken.Plan.Racks[0], taken.Plan.Racks[1] with { VMotion = taken.Plan.Racks[0].VMotion }, taken.Plan.Racks[2]] };
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = server, Plan = plan });
        var seen = new List<ProbeObservation>();
        await new SessionSource(twin.Session, DateTime.UtcNow).ProbeAsync(
            [Ping("esx-0201", "172.16.1.11"), Ping("esx-0201", "172.16.1.1"), Ping("esx-0101", "172.16.1.111"), Ping("esx-0201", "172.16.3.11"), Ping("esx-0301", "172.16.1.111"), Ping("esx-0301", "172.16.1.11")],
            1, seen.Add, Cancel);
        Assert.Equal(6, seen.Count);
        Assert.All(seen, one => Assert.True(one.Answered, one.Ping.ToString()));

        static bool IsMoved(Adapter adapter) => adapter.IPv4?.Subnet == Subnet.Parse("172.16.2.0/24");

        ProbePing Ping(string host, string destination) => new()
        {
            Kind = ProbeKind.Peer, Server = twin.Session.Name, Device = "vmk1", Netstack = NetstackKeys.VMotion, Destination = InetAddress.Parse(destination), Size = 64,
            HostId = server.Fabric.Hosts.Single(one => one.Name.StartsWith(host, StringComparison.Ordinal)).Id,
        };
    }

    [Fact]
    public async Task A_gateway_that_is_link_local_routes_into_the_planned_subnet()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 2, DualStack = true });
        InetAddress gateway = InetAddress.Parse("fe80::1");
        SnapshotServer server = Edit(taken.Server, host => host with
        {
            Stacks = host.Stacks.Select(stack => stack.Gateway6 is null ? stack : stack with { Gateway6 = gateway }).ToArray(),
        });
        RackPlan plan = taken.Plan with { Racks = taken.Plan.Racks.Select(rack => rack with { VMotion = rack.VMotion with { Gateway6 = gateway } }).ToArray() };
        ProbeObservation[] seen = (await ProbeAsync(server, plan)).Where(one => one.Ping is { Kind: ProbeKind.Peer, Destination.Family: AddressFamily.IPv6 }).ToArray();
        Assert.NotEmpty(seen);
        Assert.All(seen, one => Assert.True(one.Answered, one.Ping.ToString()));
    }

    [Fact]
    public async Task A_plan_without_VLANs_has_those_of_the_port_groups_that_it_names()
    {
        using Conversion real = await Conversion.StartAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 2, Layout = SimulatorLayout.Unconverted });
        using TakenSnapshot before = await TakenSnapshot.OfAsync(real.Session);
        RackPlan plan = real.Plan with { Racks = real.Plan.Racks.Select(rack => rack with { VMotion = rack.VMotion with { Vlan = null } }).ToArray() };
        using Conversion twin = await Conversion.StartAsync(new SimulatorOptions { Snapshot = before.Server, Plan = plan });
        twin.Plan = plan;
        IReadOnlyList<ChangeResult> results = await twin.SetAsync();
        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Equal(("Changed", true), (result.Status, result.Proven)));
    }

    [Fact]
    public async Task What_a_snapshot_lacks_keeps_nobody_from_a_twin()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 2, VirtualMachinesPerHost = 1 });
        // Nobody was allowed to see which hosts have the networks, nor the NICs of one of them.
        SnapshotServer server = Edit(
            taken.Server, host => host.Id == taken.Server.Fabric.Hosts[0].Id ? host with { PhysicalNics = [] } : host, network => network with { HostIds = [] });
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = server });
        Assert.Equal(
            server.Fabric.Hosts.SelectMany(host => host.Adapters, (host, adapter) => $"{host.Name} {adapter.Device} {adapter.IPv4} {adapter.PortGroup?.Name}").Order(StringComparer.Ordinal),
            twin.Server.Fabric.Hosts.SelectMany(host => host.Adapters, (host, adapter) => $"{host.Name} {adapter.Device} {adapter.IPv4} {adapter.PortGroup?.Name}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_not_to_be_read_is_not_to_be_read_of_the_twin()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 1, HostsPerRack = 2 });
        EsxHost first = taken.Server.Fabric.Hosts[0];
        SnapshotServer server = Edit(taken.Server, host => host.Id != first.Id ? host : host with
        {
            Storage = new HostStorage { Unread = ["the NFS datastores could not be read"] }, Adapters = host.Adapters.Select(adapter => adapter with { Services = null }).ToArray(),
        });
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = server });
        Assert.All(twin.Server.Fabric.Hosts, host => Assert.Equal((host.Id == first.Id, host.Id == first.Id), (host.Storage!.Unread.Count > 0, host.Adapters.All(adapter => adapter.Services is null))));
    }

    [Fact]
    public async Task Hosts_may_be_cabled_in_different_ways()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 1, HostsPerRack = 3, RacksPerCluster = 1 });
        // vSAN has the uplinks the other way round; and the first host, which is on nothing but that one, has its cables so as well.
        EsxHost first = taken.Server.Fabric.Hosts[0];
        PortGroup[] groups = first.Adapters.Select(adapter => adapter.PortGroup!).Where(group => group.Kind == SwitchKind.Distributed)
            .OrderBy(group => taken.Server.Fabric.Networks.ToList().FindIndex(network => network.Id == group.Id)).ToArray();
        Assert.True(groups.Length >= 2);
        SnapshotServer server = Edit(taken.Server, host => host with
        {
            Adapters = host.Adapters.Where(adapter => host.Id != first.Id || adapter.PortGroup!.Kind == SwitchKind.Standard || adapter.PortGroup.Id == groups[^1].Id)
                .Select(adapter => adapter.PortGroup!.Id != groups[^1].Id ? adapter : adapter with
                {
                    PortGroup = adapter.PortGroup with { Uplinks = [new Uplink(groups[^1].Uplinks[1].Device, UplinkRole.Active), new Uplink(groups[^1].Uplinks[0].Device, UplinkRole.Standby)] },
                }).ToArray(),
        });
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = server, Plan = taken.Plan });
        Assert.Empty(SnapshotComparer.Compare([server], [twin.Server]).Where(difference => difference.Property == "portGroup.uplinks").Select(difference => difference.ToString()));
    }

    private static SnapshotServer Edit(SnapshotServer server, Func<EsxHost, EsxHost> host, Func<VirtualMachineNetwork, VirtualMachineNetwork>? network = null) => server with
    {
        Fabric = server.Fabric with { Hosts = server.Fabric.Hosts.Select(host).ToArray(), Networks = server.Fabric.Networks.Select(network ?? (one => one)).ToArray() },
    };

    private static async Task<ProbeObservation[]> ProbeAsync(SnapshotServer server, RackPlan plan)
    {
        using TakenSnapshot twin = await TakenSnapshot.OfAsync(new SimulatorOptions { Snapshot = server, Plan = plan });
        return (await TakenSnapshot.ProbeAsync(new SessionSource(twin.Session, DateTime.UtcNow), new FabricIndex(twin.Server.Fabric, plan))).ToArray();
    }
}
