using System;
using System.Collections.Generic;
using System.Linq;

using CsCheck;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;

using Xunit;

namespace RoutedVMotion.Tests.Plan;

public sealed class AddressAssignmentTests
{
    private const string Pool = "\"adapters\": [{\"pool\": \"172.16.1.11-172.16.1.30\"}]";

    /// <summary>Hosts of two racks: converted or not, some with an address in the way, some alike, in any order.</summary>
    private static readonly Gen<EsxHost[]> Hosts = Gen.Select(Gen.Int[1, 2], Gen.Int[0, 5], Gen.Int[1, 20])
        .Array[1, 12]
        .Select(shapes => shapes.Select((shape, index) => Shape(Fabrics.Host(shape.Item1, index), shape.Item1, shape.Item2, shape.Item3)).ToArray());

    private static readonly Gen<RackPlan> Plans =
        from pools in Gen.Select(Gen.Bool, Gen.Int[1, 20], Gen.Int[0, 20]).Array[2]
        from pins in Gen.Select(Gen.Int[1, 12], Gen.Int[1, 30]).Array[0, 3]
        select Plan(
            [.. Enumerable.Range(1, 2).Select(rack => $"\"subnet\": \"172.16.{rack}.0/24\", \"gateway\": \"172.16.{rack}.1\""
                + (pools[rack - 1].Item1
                    ? $", \"adapters\": [{{\"pool\": \"172.16.{rack}.{pools[rack - 1].Item2}-172.16.{rack}.{pools[rack - 1].Item2 + pools[rack - 1].Item3}\"}}]"
                    : string.Empty)
                + ", \"addresses\": {" + string.Join(", ", pins.DistinctBy(pin => pin.Item1).Select(pin => $"\"{Fabrics.Name(rack, pin.Item1)}\": [{{\"ip\": \"172.16.{rack}.{pin.Item2}\"}}]")) + "}")]);

    [Fact]
    public void The_order_of_hosts_does_not_matter() =>
        Gen.Select(Plans, Hosts).SelectMany(sample => Gen.Shuffle(sample.Item2.ToArray()).Select(shuffled => (sample.Item1, sample.Item2, shuffled)))
            .Sample((plan, hosts, shuffled) => Assert.Equal(Result(plan, hosts), Result(plan, shuffled)));

    [Fact]
    public void Nobody_gets_an_address_that_another_gets_or_the_gateway_has() => Gen.Select(Plans, Hosts).Sample((plan, hosts) =>
    {
        InetAddress[] given = [.. Given(plan, hosts).Select(entry => entry.Address.Address!.Value.Address)];
        Assert.Equal(given.Length, given.Distinct().Count());
        Assert.DoesNotContain(given, address => plan.Racks.Any(rack => rack.VMotion.Gateway == address));
    });

    [Fact]
    public void A_host_that_has_its_address_on_the_stack_keeps_it() => Gen.Select(Plans, Hosts).Sample((plan, hosts) =>
    {
        AddressAssignment assignment = AddressAssignment.Of(plan, Fabrics.Of(hosts));
        foreach (EsxHost host in hosts)
        {
            AssignedAdapter adapter = assignment.Find(host).Adapters.Single();
            Rack rack = assignment.Find(host).Match.Rack!;
            if (rack.VMotion.Addresses.ContainsKey(host.Name) || adapter.Current?.IPv4 is not InterfaceAddress own) continue;
            bool mine = rack.VMotion.Subnet!.Value.Contains(own.Address) && own.Address != rack.VMotion.Gateway
                && hosts.Count(other => other.Adapters.Any(one => one.IPv4?.Address == own.Address)) == 1;
            if (mine) Assert.Equal((own, AddressSource.Current), (adapter.IPv4!.Address!.Value, adapter.IPv4.Source));
        }
    });

    [Fact]
    public void What_comes_from_the_pool_was_free_and_the_lowest() => Gen.Select(Plans, Hosts).Sample((plan, hosts) =>
    {
        HashSet<InetAddress> seen = [.. hosts.SelectMany(host => host.Adapters).SelectMany(adapter => adapter.Addresses).Select(own => own.Address)];
        foreach (Rack rack in plan.Racks)
        {
            InetAddress[] fromPool = [.. Given(plan, hosts).Where(entry => entry.Rack == rack && entry.Address.Source == AddressSource.Pool).Select(entry => entry.Address.Address!.Value.Address)];
            InetAddress[] pins = [.. rack.VMotion.Addresses.Values.Select(pin => pin[0].IPv4!.Value)];
            IEnumerable<InetAddress> free = rack.VMotion.Adapters.Count == 0 ? [] : rack.VMotion.Adapters[0].Pool!.Addresses()
                .Where(address => !seen.Contains(address) && !pins.Contains(address) && address != rack.VMotion.Gateway && address != rack.VMotion.Subnet!.Value.Network);
            Assert.Equal(free.Take(fromPool.Length), fromPool.Order());
        }
    });

    [Fact]
    public void Converting_some_hosts_changes_the_address_of_none() => Gen.Select(Plans, Hosts, Gen.Bool.Array[12]).Sample((plan, hosts, now) =>
    {
        AddressAssignment before = AddressAssignment.Of(plan, Fabrics.Of(hosts));
        EsxHost[] after = [.. hosts.Select((host, index) =>
            before.Find(host).Adapters.Single().IPv4 is { Address: InterfaceAddress planned } && now[index] ? Converted(host, planned) : host)];
        Assert.Equal(
            Given(plan, hosts).Select(entry => (entry.Host, entry.Address.Address)),
            Given(plan, after).Select(entry => (entry.Host, entry.Address.Address)));
    });

    [Fact]
    public void The_sources_come_in_their_order()
    {
        RackPlan plan = Plan(
            $$"""
            "subnet": "172.16.1.0/24", "gateway": "172.16.1.1", {{Pool}},
            "addresses": { "esx-0103.example.com": [{"ip": "172.16.1.99"}], "still-to-come": [{"ip": "172.16.1.11"}] }
            """);
        EsxHost unconverted = Fabrics.Host(1, 1).OnDefaultStack("172.16.1.12/24");
        EsxHost converted = Fabrics.Host(1, 2).WithAddress("172.16.1.200/24");
        EsxHost pinned = Fabrics.Host(1, 3);
        EsxHost stranger = Fabrics.Host(7, 1).WithAddress("172.16.1.13/24") with { Connection = HostConnection.Disconnected };
        Assert.Equal(
            [
                "esx-0101.example.com 172.16.1.14/24 Pool",
                "esx-0102.example.com 172.16.1.200/24 Current",
                "esx-0103.example.com 172.16.1.99/24 Pinned",
                "esx-0701.example.com ",
            ],
            Result(plan, [unconverted, converted, pinned, stranger]));
    }

    [Fact]
    public void Without_a_pool_the_replaced_adapters_address_is_kept_if_the_adapter_goes()
    {
        RackPlan plan = Plan("\"subnet\": \"172.16.1.0/24\"");
        EsxHost goes = Fabrics.Host(1, 1).OnDefaultStack("172.16.1.12/24");
        EsxHost stays = Fabrics.Host(1, 2).OnDefaultStack("172.16.1.13/24").WithVMotion(adapter => adapter with { Services = [ServiceNames.Vsan, ServiceNames.VMotion] });
        EsxHost elsewhere = Fabrics.Host(1, 3).OnDefaultStack("192.168.0.12/24");
        Assert.Equal(
            ["esx-0101.example.com 172.16.1.12/24 Replaced", "esx-0102.example.com NoPool", "esx-0103.example.com NoPool"],
            Result(plan, [goes, stays, elsewhere]));
    }

    [Theory]
    [InlineData("172.16.2.5", "PinnedOutsideSubnet")]
    [InlineData("172.16.1.1", "PinnedReserved")]
    [InlineData("172.16.1.255", "PinnedReserved")]
    [InlineData("172.16.1.12", "PinnedInUse")]
    [InlineData("10.0.1.11", "PinnedOutsideSubnet")]
    [InlineData("172.16.1.11", "172.16.1.11/24 Pinned")]
    public void A_pinned_address_must_be_free_and_fit(string pin, string expected)
    {
        RackPlan plan = Plan($$"""
            "subnet": "172.16.1.0/24", "gateway": "172.16.1.1", "addresses": { "ESX-0101.example.com": [{"ip": "{{pin}}"}] }
            """);
        Assert.Equal($"esx-0101.example.com {expected}", Result(plan, [Fabrics.Host(1, 1), Fabrics.Host(1, 2)])[0]);
    }

    [Fact]
    public void Nothing_is_allotted_where_SDDC_Manager_does()
    {
        RackPlan plan = Plan("\"subnet\": \"172.16.1.0/24\", " + Pool);
        plan = plan with { Racks = [plan.Racks[0] with { ManagedBy = "sddc-manager" }] };
        Assert.Equal(
            ["esx-0101.example.com 172.16.1.11/24 Current", "esx-0102.example.com ManagedElsewhere"],
            Result(plan, [Fabrics.Host(1, 1), Fabrics.Host(1, 2).OnDefaultStack("172.16.1.50/24")]));
    }

    [Fact]
    public void An_unreadable_host_gets_nothing_and_an_endless_pool_ends()
    {
        RackPlan plan = Plan("\"subnet6\": \"fd00:1::/64\", \"adapters\": [{\"pool6\": \"::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff\"}]");
        EsxHost unread = Fabrics.Host(1, 1) with { Adapters = [], AdaptersUnread = true };
        Assert.Equal(["esx-0101.example.com NotRead", "esx-0102.example.com fd00:1::1/64 Pool"], Result(plan, [unread, Fabrics.Host(1, 2)]));
        RackPlan outside = Plan("\"subnet6\": \"fd00:1::/64\", \"adapters\": [{\"pool6\": \"fd00:2::-fd00:2:ffff::\"}]");
        Assert.Equal(["esx-0102.example.com PoolExhausted"], Result(outside, [Fabrics.Host(1, 2)]));
    }

    [Fact]
    public void Several_adapters_are_told_apart_by_their_port_groups()
    {
        RackPlan plan = Plan("""
            "subnet": "172.16.1.0/24", "adapters": [{"portGroup": ["dvpg-a"], "pool": "172.16.1.40-172.16.1.49"}, {"portGroup": ["dvpg-b", "DVPG-VMOTION-R01"]}]
            """);
        AssignedHost host = AddressAssignment.Of(plan, Fabrics.Of([Fabrics.Host(1, 1)])).Hosts[0];
        Assert.Equal([null, "vmk1"], host.Adapters.Select(adapter => adapter.Current?.Device));
        Assert.Equal(["172.16.1.40/24", "172.16.1.11/24"], host.Adapters.Select(adapter => adapter.IPv4!.Address.ToString()));
    }

    private static EsxHost Shape(EsxHost host, int rack, int kind, int number) => kind switch
    {
        0 => host.WithAddress($"172.16.{rack}.{number}/24"),
        1 => host.WithAddress($"172.16.{3 - rack}.{number}/24"),
        2 => host.OnDefaultStack($"172.16.{rack}.{100 + number}/24"),
        3 => host.OnDefaultStack($"192.168.0.{number}/24"),
        4 => host with { Adapters = [host.Adapters[0]] },
        _ => host,
    };

    private static EsxHost Converted(EsxHost host, InterfaceAddress planned) => host with
    {
        // As a change leaves it at first: the new adapter beside the old one, which is dead.
        Adapters =
        [
            .. host.Adapters.Where(adapter => adapter.Stack != NetstackKeys.VMotion && adapter.IPv4 != planned),
            new Adapter { Device = "vmk9", Stack = NetstackKeys.VMotion, IPv4 = planned, Services = [] },
            .. host.Adapters.Where(adapter => adapter.Stack == NetstackKeys.VMotion && adapter.IPv4 != planned),
        ],
    };

    private static RackPlan Plan(params string[] segments) => PlanText.Read(
        "{ \"version\": 1, \"racks\": [" + string.Join(", ", segments.Select((segment, index) =>
            $"{{ \"name\": \"rack-0{index + 1}\", \"hosts\": [\"esx-0{index + 1}*\"], \"vmotion\": {{ {segment} }} }}")) + "] }");

    private static IEnumerable<(string Host, Rack Rack, AssignedAddress Address)> Given(RackPlan plan, IReadOnlyList<EsxHost> hosts) =>
        AddressAssignment.Of(plan, Fabrics.Of(hosts)).Hosts
            .SelectMany(host => host.Adapters, (host, adapter) => (host.Match.Host.Name, host.Match.Rack!, adapter.IPv4!))
            .Where(entry => entry.Item3.Address is not null);

    private static string[] Result(RackPlan plan, IReadOnlyList<EsxHost> hosts) =>
    [
        .. AddressAssignment.Of(plan, Fabrics.Of(hosts)).Hosts
            .Select(host => host.Match.Host.Name + " " + string.Join(", ", host.Adapters
                .SelectMany(adapter => new[] { adapter.IPv4, adapter.IPv6 })
                .OfType<AssignedAddress>()
                .Select(address => address.Problem == AddressProblem.None ? $"{address.Address} {address.Source}" : address.Problem.ToString())))
            .Order(StringComparer.Ordinal),
    ];
}
