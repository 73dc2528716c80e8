using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>
/// Faults of the network, by brute force: every host of a small fabric pings every other and every gateway, small and large,
/// with the fault and without, and the outcomes that differ are those that the fault's description says.
/// </summary>
public sealed class PhysicalFaultTests
{
    private static readonly SimulatorOptions Small = new() { Racks = 4, HostsPerRack = 2, VirtualMachinesPerHost = 1 };

    public static TheoryData<FaultName> PhysicalFaults =>
    [
        FaultName.SviDown, FaultName.VlanNotTrunked, FaultName.FabricMtu1500, FaultName.SpineBlackhole, FaultName.GatewayIgnoresIcmp,
        FaultName.SlowPath, FaultName.SilentHost,
    ];

    [Theory]
    [MemberData(nameof(PhysicalFaults))]
    public void A_fault_changes_the_pings_that_it_should_and_no_other(FaultName fault)
    {
        Dictionary<Asked, int?> clean = Matrix(FabricBuilder.Build(Small));
        Assert.DoesNotContain(null, clean.Values);
        var places = new HashSet<PlacedFault>();
        for (int seed = 1; seed <= 12; seed++)
        {
            LeafSpineFabric fabric = FabricBuilder.Build(Small with { Seed = seed, Faults = [new SimulatorFault(fault, 1)] });
            PlacedFault placed = Assert.Single(fabric.PlacedFaults);
            places.Add(placed);
            Dictionary<Asked, int?> faulty = Matrix(fabric);
            Asked[] lost = clean.Keys.Where(asked => faulty[asked] is null).ToArray();
            Asked[] slower = clean.Keys.Where(asked => faulty[asked] - clean[asked] >= 20_000).ToArray();
            Asked[] others = clean.Keys.Except(lost).Except(slower).ToArray();
            Assert.All(others, asked => Assert.Equal(clean[asked], faulty[asked]));

            string[] racks = placed.Rack.Split(", ");
            bool Between(Asked asked) => asked.FromRack != asked.ToRack && racks.Contains(asked.FromRack) && racks.Contains(asked.ToRack);
            bool OneEnd(Asked asked) => asked.FromRack != asked.ToRack && (racks.Contains(asked.FromRack) || racks.Contains(asked.ToRack));
            bool IsGatewayOf(Asked asked) => asked.To is null && asked.ToRack == placed.Rack;
            switch (fault)
            {
                case FaultName.SviDown:
                    // Its hosts get nowhere, nobody gets to them, and the gateway is gone for everyone; they still have each other.
                    Assert.Equal(clean.Keys.Where(asked => OneEnd(asked) || IsGatewayOf(asked)), lost);
                    break;
                case FaultName.VlanNotTrunked:
                    Assert.Equal(clean.Keys.Where(asked => asked.From == placed.VMHost || asked.To == placed.VMHost), lost);
                    break;
                case FaultName.FabricMtu1500:
                    Assert.Equal(clean.Keys.Where(asked => OneEnd(asked) && asked.IsLarge), lost);
                    break;
                case FaultName.SpineBlackhole:
                    Assert.NotEmpty(lost);
                    Assert.All(lost, asked => Assert.True(Between(asked), asked.ToString()));
                    // There and back are one path to a ping; its size makes no difference.
                    Assert.All(lost.Where(asked => asked.To is not null), asked => Assert.Contains(
                        new Asked(asked.To!, asked.ToRack, asked.From, asked.FromRack, !asked.IsLarge), lost));
                    break;
                case FaultName.GatewayIgnoresIcmp:
                    Assert.Equal(clean.Keys.Where(IsGatewayOf), lost);
                    VMotionSegment segment = fabric.Segments.Single(each => each.Name == placed.Rack);
                    Assert.Contains(segment.Gateway.Address.ToString(), Neighbors(fabric, segment.Hosts[0]));
                    break;
                case FaultName.SlowPath:
                    Assert.Equal(clean.Keys.Where(Between), slower);
                    Assert.All(slower, asked => Assert.Equal(24_000, faulty[asked] - clean[asked]));
                    break;
                default:
                    Assert.Equal(FaultName.SilentHost, fault);
                    Assert.Equal(clean.Keys.Where(asked => asked.To == placed.VMHost), lost);
                    break;
            }

            Assert.True(fault == FaultName.SlowPath || slower.Length == 0);
        }

        Assert.True(places.Count > 2, "The seed decides where it is.");
    }

    [Theory]
    [MemberData(nameof(PhysicalFaults))]
    public void Nothing_that_can_be_read_shows_the_fault(FaultName fault)
    {
        SimulatorOptions faulty = Small with { Faults = [new SimulatorFault(fault, 1)] };
        Assert.Equal(FabricTests.Portrait(Small), FabricTests.Portrait(faulty));
        Assert.Equal(Neighbors(Small), Neighbors(faulty));
    }

    [Fact]
    public void A_link_that_is_down_is_gone_around_and_one_that_is_small_hits_the_flows_that_take_it()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(Small);
        FabricLink link = fabric.Network.LinksOf(fabric.Racks[0].Leaves).First();
        link.Mtu = 1500;
        Asked[] hit = Matrix(fabric).Where(asked => asked.Value is null).Select(asked => asked.Key).ToArray();
        Assert.NotEmpty(hit);
        Assert.All(hit, asked => Assert.True(asked.IsLarge && asked.FromRack != asked.ToRack && (asked.FromRack == "rack-01" || asked.ToRack == "rack-01")));
        Assert.True(hit.Length < Matrix(fabric).Keys.Count(asked => asked.IsLarge && asked.FromRack == "rack-01" && asked.ToRack != "rack-01"));

        link.IsUp = false;
        Assert.DoesNotContain(null, Matrix(fabric).Values);
        foreach (FabricLink each in fabric.Network.LinksOf(fabric.Racks[0].Leaves)) each.IsUp = false;
        Assert.All(Matrix(fabric), asked => Assert.Equal(
            asked.Key.FromRack == asked.Key.ToRack || (asked.Key.FromRack != "rack-01" && asked.Key.ToRack != "rack-01"), asked.Value is not null));
    }

    [Fact]
    public void An_access_list_stops_what_it_denies()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(Small);
        VMotionSegment from = fabric.Segments[0], to = fabric.Segments[2];
        from.Leaves.Svis[from.Vlan].Denied.Add(new AccessRule(from.Gateway.Subnet, to.Gateway.Subnet));
        Assert.All(Matrix(fabric), asked => Assert.Equal(
            // What the one may not send, the other gets no answer by.
            !(asked.Key.FromRack == "rack-01" && asked.Key.ToRack == "rack-03")
                && !(asked.Key.FromRack == "rack-03" && asked.Key.ToRack == "rack-01" && asked.Key.To is not null),
            asked.Value is not null));
    }

    // What the hosts hear of the leaves.
    private static string Neighbors(SimulatorOptions options)
    {
        SimulatedVCenter server = SimulatedVCenter.LoggedIn(options);
        return string.Concat(server.Read("HostSystem", "configManager.networkSystem").Values
            .Select(host => server.Call("QueryNetworkHint", "HostNetworkSystem:" + host.Values.Single().Value))
            .SelectMany(hints => hints.Descendants())
            .Where(element => element.Name.LocalName is "lldpInfo" or "connectedSwitchPort")
            .Select(element => element.ToString(SaveOptions.DisableFormatting)));
    }

    // A host's neighbour table, over the wire.
    private static string[] Neighbors(LeafSpineFabric fabric, Host host)
    {
        var server = new SimulatedVCenter(fabric);
        server.Login();
        return server.RunEsxCli(server.IdOf(host.Name), "network.ip.neighbor.list", "netstack=vmotion").Rows
            .Select(row => row.Element(SimulatedVCenter.Vim + "Neighbor")!.Value)
            .ToArray();
    }

    // The shortest round trip in microseconds; null for no answer.
    private static Dictionary<Asked, int?> Matrix(LeafSpineFabric fabric)
    {
        var outcomes = new Dictionary<Asked, int?>();
        foreach (Host from in fabric.Hosts)
        {
            foreach (bool isLarge in new[] { false, true })
            {
                foreach (VMotionSegment segment in fabric.Segments)
                    outcomes.Add(new Asked(from.Name, from.Rack.Name, null, segment.Name, isLarge), Ping(from, segment.Gateway.Address, isLarge));
                foreach (Host to in fabric.Hosts.Where(to => to != from))
                    outcomes.Add(new Asked(from.Name, from.Rack.Name, to.Name, to.Rack.Name, isLarge), Ping(from, to.VMotionAdapter!.IPv4!.Value.Address, isLarge));
            }
        }

        return outcomes;
    }

    private static int? Ping(Host from, InetAddress to, bool isLarge)
    {
        // The first may be lost to ARP.
        Pinger.Ping(from, from.VMotionAdapter!, to, 1, 56, dontFragment: true);
        PingResult result = Pinger.Ping(from, from.VMotionAdapter!, to, 2, isLarge ? 8972 : 56, dontFragment: true);
        return result.Replies.Count == 2 ? result.Replies.Min(reply => reply.Microseconds) : null;
    }

    private sealed record Asked(string From, string FromRack, string? To, string ToRack, bool IsLarge);
}
