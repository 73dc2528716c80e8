using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Rules;
using RoutedVMotion.Core.Rules.Probing;

using Xunit;

namespace RoutedVMotion.Tests.Rules;

/// <summary>Which pings are made, and how many.</summary>
public sealed class ProbePlannerTests
{
    [Theory]
    [InlineData(3, 4)]
    [InlineData(5, 2)]
    [InlineData(25, 40)]
    public void Their_number_grows_with_hosts_and_with_pairs_of_racks(int racks, int hosts)
    {
        IReadOnlyList<ProbePing> pings = ProbePlanner.First(new FabricBuilder(racks, hosts).Build());
        Assert.Equal(racks * hosts, pings.Count(ping => ping.Kind == ProbeKind.Gateway));
        Assert.Equal(racks * (racks - 1) * 4, pings.Count(ping => ping.Kind == ProbeKind.Peer));
    }

    [Fact]
    public void Every_ping_names_adapter_and_stack()
    {
        FabricIndex fabric = new FabricBuilder().Build();
        Assert.All(ProbePlanner.First(fabric), ping => Assert.Equal(("vmk1", NetstackKeys.VMotion), (ping.Device, ping.Netstack)));
        fabric = new FabricBuilder().DefaultStackWithOverride().Build();
        Assert.All(ProbePlanner.First(fabric), ping => Assert.Equal(("vmk1", NetstackKeys.Default), (ping.Device, ping.Netstack)));
    }

    [Fact]
    public void Peers_are_asked_with_the_largest_packet_that_must_not_be_fragmented()
    {
        ProbePing[] peers = [.. ProbePlanner.First(new FabricBuilder().DualStack().Build()).Where(ping => ping.Kind == ProbeKind.Peer)];
        Assert.All(peers, ping => Assert.True(ping.DontFragment));
        Assert.All(peers, ping => Assert.Equal(ping.Destination.ToString().Contains(':', StringComparison.Ordinal) ? 8952 : 8972, ping.Size));
        Assert.Equal(2 * 3 * 2 * 4, peers.Length);
    }

    [Fact]
    public void Every_adapter_asks_its_gateway()
    {
        ProbePing[] gateways = [.. ProbePlanner.First(new FabricBuilder().MultiNic().Build()).Where(ping => ping.Kind == ProbeKind.Gateway)];
        Assert.Equal(24, gateways.Length);
        Assert.Equal(12, gateways.Count(ping => ping.Device == "vmk2"));
    }

    [Fact]
    public void The_same_sound_hosts_speak_for_a_rack_at_every_run()
    {
        FabricIndex fabric = new FabricBuilder()
            .Host("esx-0101", host => host.Gateway(string.Empty))
            .Host("esx-0102", host => host.Adapter("vmk1", adapter => adapter with { Mtu = 1500 })).Build();
        string[] speakers = [.. ProbePlanner.First(fabric)
            .Where(ping => ping.Kind == ProbeKind.Peer && ping.HostId.StartsWith("host-1", StringComparison.Ordinal)).Select(ping => ping.HostId).Distinct()];
        Assert.Equal(["host-103", "host-104"], speakers);
    }

    [Fact]
    public void A_scope_asks_its_hosts_and_the_paths_of_their_rack()
    {
        ProbePing[] pings = [.. ProbePlanner.First(new FabricBuilder().Build(), host => host.Name == "esx-0104.example.com")];
        Assert.Equal("host-104", Assert.Single(pings, ping => ping.Kind == ProbeKind.Gateway).HostId);
        Assert.Contains(pings, ping => ping.Kind == ProbeKind.Peer && ping.HostId == "host-104");
        Assert.DoesNotContain(pings, ping => ping.HostId.StartsWith("host-2", StringComparison.Ordinal) && ping.PeerHostId?.StartsWith("host-3", StringComparison.Ordinal) == true);
        Assert.Equal(2 * 2 * 4, pings.Count(ping => ping.Kind == ProbeKind.Peer));
    }

    [Fact]
    public void An_island_is_not_asked_for_a_way_out()
    {
        FabricIndex fabric = new FabricBuilder()
            .Rack("rack-03", rack => rack with { VMotion = rack.VMotion with { Gateway = null } })
            .Each((host, rack) => rack == 3 ? host.Gateway(string.Empty) : host).Build();
        IReadOnlyList<ProbePing> pings = ProbePlanner.First(fabric);
        Assert.DoesNotContain(pings, ping => ping.HostId.StartsWith("host-3", StringComparison.Ordinal));
        Assert.Equal(["TcpPortsUntested"], ProbeJudge.Judge(fabric, FiringCase.Ping(fabric, ping => ProbeCases.Answer(ping))).Select(finding => finding.Rule));
    }

    [Fact]
    public void A_host_without_a_sound_address_or_gateway_is_not_asked()
    {
        FabricIndex fabric = new FabricBuilder(hostsPerRack: 1).Host("esx-0101", host => host.Address("172.16.2.93/24")).Build();
        Assert.DoesNotContain(ProbePlanner.First(fabric), ping => ping.HostId == "host-101");
    }

    [Fact]
    public void A_large_packet_that_is_lost_is_followed_by_smaller_ones_until_one_passes()
    {
        FabricIndex fabric = new FabricBuilder(racks: 2, hostsPerRack: 1).Build();
        var sizes = new List<string>();
        FiringCase.Ping(fabric, ping =>
        {
            if (ping.Kind == ProbeKind.Peer && ping.HostId == "host-101") sizes.Add($"{ping.Size}{(ping.DontFragment ? " df" : string.Empty)}");
            return ping.Mtu > 1450 ? ProbeCases.Silence(ping) : ProbeCases.Answer(ping);
        });
        Assert.Equal(["8972 df", "1472 df", "56", "1372 df"], sizes);
    }

    [Fact]
    public void Where_the_large_packet_passes_or_the_account_may_not_ask_nothing_follows()
    {
        FabricIndex fabric = new FabricBuilder().Build();
        IReadOnlyList<ProbePing> first = ProbePlanner.First(fabric);
        Assert.Empty(ProbePlanner.Next(first.Select(ping => ProbeCases.Answer(ping))));
        Assert.Empty(ProbePlanner.Next(first.Select(ping => new ProbeObservation(ping) { Failure = ProbeFailure.Denied })));
    }

    [Fact]
    public void Without_a_plan_the_subnets_are_the_racks_and_the_gateways_in_use_are_asked()
    {
        IReadOnlyList<ProbePing> pings = ProbePlanner.First(new FabricBuilder().WithoutPlan().Build());
        Assert.Equal(12, pings.Count(ping => ping.Kind == ProbeKind.Gateway));
        Assert.Equal(3 * 2 * 4, pings.Count(ping => ping.Kind == ProbeKind.Peer));
    }
}
