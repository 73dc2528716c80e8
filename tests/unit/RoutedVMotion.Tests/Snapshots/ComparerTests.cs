using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
using RoutedVMotion.Core.Rules.Probing;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;

using Xunit;

namespace RoutedVMotion.Tests.Snapshots;

/// <summary>What has changed is said once, on the host where it has, and nothing else is.</summary>
public sealed class ComparerTests
{
    [Fact]
    public async Task Each_change_is_a_row_and_nothing_else_is()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 2, VirtualMachinesPerHost = 1 });
        SnapshotServer before = taken.Server;
        EsxHost[] hosts = before.Fabric.Hosts.OrderBy(host => host.Name, System.StringComparer.Ordinal).ToArray();

        hosts[0] = hosts[0] with
        {
            InMaintenanceMode = true,
            Adapters = hosts[0].Adapters.Select(adapter => adapter.Device != "vmk1" ? adapter : adapter with
            {
                Mtu = 1500,
                IPv4 = InterfaceAddress.Parse("172.16.1.99/24"),
                PortGroup = adapter.PortGroup! with { Vlan = Vlan.Single(7) },
                Services = ["faultToleranceLogging", .. adapter.Services!],
            }).ToArray(),
        };
        hosts[1] = hosts[1] with
        {
            Adapters = hosts[1].Adapters.Where(adapter => adapter.Device != "vmk1").ToArray(),
            Stacks = hosts[1].Stacks.Select(stack => stack.Key == "vmotion" ? stack with { Gateway = null } : stack).ToArray(),
            PhysicalNics = hosts[1].PhysicalNics.Select(nic => nic.Device == "vmnic2" ? nic with { SpeedMbps = null, Neighbor = nic.Neighbor! with { SystemName = "leaf-99" } } : nic).ToArray(),
        };
        EsxHost gone = hosts[3];
        SnapshotServer after = before with
        {
            // The same vCenter, by another name.
            Identity = before.Identity with { Name = "vc01" },
            Fabric = before.Fabric with
            {
                Hosts = [hosts[0], hosts[1], hosts[2], gone with { Name = "esx-9999", Id = "host-9999" }],
                VirtualMachines = before.Fabric.VirtualMachines.Select(machine => machine with { HostId = hosts[0].Id }).ToArray(),
            },
        };

        SnapshotDifference[] found = SnapshotComparer.Compare([before], [after]).ToArray();
        Assert.Equal(
            new SortedSet<string>(new[]
            {
                $"{hosts[0].Name} host inMaintenanceMode: false -> true",
                $"{hosts[0].Name} vmk1 ipv4: 172.16.1.11/24 -> 172.16.1.99/24",
                $"{hosts[0].Name} vmk1 mtu: 9000 -> 1500",
                $"{hosts[0].Name} vmk1 portGroup.vlan: 2001 -> 7",
                $"{hosts[0].Name} vmk1 services: none -> faultToleranceLogging",
                $"{hosts[1].Name} vmk1: 172.16.1.12/24 {string.Join(" ", Vmk1(before, hosts[1].Id).IPv6)} on vmotion -> none",
                $"{hosts[1].Name} stack vmotion gateway: 172.16.1.1 -> none",
                $"{hosts[1].Name} vmnic2 speedMbps: 25000 -> none",
                $"{hosts[1].Name} vmnic2 neighbor.systemName: leaf-01a -> leaf-99",
                $"{gone.Name} host: cluster cluster-01, ESXi 8.0.2, Connected -> none",
                "esx-9999 host: none -> cluster cluster-01, ESXi 8.0.2, Connected",
            }),
            new SortedSet<string>(found.Select(difference => difference.ToString())));
        Assert.All(found, difference => Assert.Equal("vc01", difference.Server));
        Assert.All(found.Where(difference => difference.Before is null), difference => Assert.Equal("Added", difference.Change));

        // What DRS does all day is asked for.
        Assert.Contains(SnapshotComparer.Compare([before], [after], withVirtualMachines: true), difference => difference.Item.StartsWith("VM ", System.StringComparison.Ordinal) && difference.Property == "hostId");
    }

    [Fact]
    public async Task What_has_lost_a_server_says_so()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 1, HostsPerRack = 1 });
        SnapshotServer other = taken.Server with { Identity = taken.Server.Identity with { Name = "vc02", InstanceUuid = "4711" } };
        SnapshotDifference gone = Assert.Single(SnapshotComparer.Compare([taken.Server, other], [taken.Server]));
        Assert.Equal(("vc02", "server", "Removed"), (gone.Server, gone.Item, gone.Change));
    }

    [Fact]
    public async Task What_was_not_to_be_read_has_neither_gone_nor_come()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 1, HostsPerRack = 4, VirtualMachinesPerHost = 1 });
        EsxHost[] hosts = taken.Server.Fabric.Hosts.Select(host => host with { Storage = new HostStorage { NasServers = ["10.9.0.1", "10.9.0.2"], BoundDevices = ["vmk1", "vmk2"] } }).ToArray();
        SnapshotServer before = taken.Server with { Fabric = taken.Server.Fabric with { Hosts = hosts } };
        EsxHost lost = hosts[0] with { Connection = HostConnection.NotResponding, AdaptersUnread = true, Adapters = [], Stacks = [], PhysicalNics = [], StandardPortGroups = [], Storage = null, Unread = ["all"] };
        // No neighbours, no services and no storage of one, no stacks of the next; of the last the storage in another order.
        EsxHost half = hosts[1] with
        {
            Unread = ["The neighbours: denied."], Storage = null,
            PhysicalNics = hosts[1].PhysicalNics.Select(nic => nic with { Neighbor = null }).ToArray(), Adapters = hosts[1].Adapters.Select(adapter => adapter with { Services = null }).ToArray(),
        };
        EsxHost less = hosts[2] with { Stacks = [], Unread = ["The stacks: denied."] };
        EsxHost turned = hosts[3] with { Storage = new HostStorage { NasServers = ["10.9.0.2", "10.9.0.1"], BoundDevices = ["vmk2", "vmk1"] } };
        SnapshotServer after = before with { Fabric = new Fabric { Hosts = [lost, half, less, turned], Unread = ["The networks: denied."] } };
        string[] there =
        [
            $"{lost.Name} host connection: Connected -> NotResponding", $"{lost.Name} host adaptersUnread: none -> true", $"{lost.Name} host unread: none -> all",
            $"{half.Name} host unread: none -> The neighbours: denied.", $"{less.Name} host unread: none -> The stacks: denied.", $"{before.Identity.Name} server unread: none -> The networks: denied.",
        ];
        Assert.Equal(there.Order(System.StringComparer.Ordinal), Rows(before, after).Select(row => row.Replace("adaptersUnread: false", "adaptersUnread: none", System.StringComparison.Ordinal)).Order(System.StringComparer.Ordinal));
        Assert.Equal(6, Rows(after, before).Length);

        static string[] Rows(SnapshotServer one, SnapshotServer other) => SnapshotComparer.Compare([one], [other], withVirtualMachines: true).Select(difference => difference.ToString()).ToArray();
    }

    [Fact]
    public async Task What_has_got_another_name_shows_that_and_what_else_has_changed()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 1, HostsPerRack = 2 });
        EsxHost host = taken.Server.Fabric.Hosts[0];
        SnapshotServer after = taken.Server with { Fabric = taken.Server.Fabric with { Hosts = [host with { Name = "new", InMaintenanceMode = true }, taken.Server.Fabric.Hosts[1]] } };
        Assert.Equal(
            [("new", "host", "name"), ("new", "host", "inMaintenanceMode")],
            SnapshotComparer.Compare([taken.Server], [after]).Select(difference => (difference.VMHost!, difference.Item, difference.Property!)));

        // Another vCenter gives its own ids; and a name does not take away what an id is sure of.
        SnapshotServer other = after with { Identity = after.Identity with { InstanceUuid = "4711" } };
        Assert.Equal(["Added", "Removed"], SnapshotComparer.Compare([taken.Server], [other]).Select(difference => difference.Change).Order(System.StringComparer.Ordinal));
        SnapshotServer imposter = other with { Fabric = new Fabric { Hosts = [] } };
        SnapshotServer renamed = taken.Server with { Identity = taken.Server.Identity with { Name = "vc99" } };
        Assert.DoesNotContain(SnapshotComparer.Compare([imposter, taken.Server], [renamed, imposter]), difference => difference.Item == "server");
    }

    [Fact]
    public async Task Pings_are_compared_where_that_is_asked_for_by_what_they_say_of_the_network()
    {
        using TakenSnapshot taken = await TakenSnapshot.OfAsync(new SimulatorOptions { Racks = 2, HostsPerRack = 1 });
        ProbeObservation[] gateways = taken.Server.Observations.Where(seen => seen.Ping.Kind == ProbeKind.Gateway).OrderBy(seen => seen.Ping.Destination).ToArray();
        Assert.Equal(2, gateways.Select(seen => seen.Ping.HostId).Distinct().Count());
        SnapshotServer after = taken.Server with
        {
            Observations = taken.Server.Observations.SelectMany<ProbeObservation, ProbeObservation>(seen =>
                seen.Ping.Kind == ProbeKind.Peer && seen.Ping.HostId == gateways[0].Ping.HostId ? [seen with { Received = 0 }, seen with { Ping = seen.Ping with { Size = 56, DontFragment = false } }]
                : seen.Ping.Kind == ProbeKind.Peer ? [seen with { RttAvgMs = 99 }]
                : seen.Ping.HostId == gateways[0].Ping.HostId ? [seen with { Received = 0 }] : [seen with { Failure = ProbeFailure.Denied }]).ToArray(),
        };
        Assert.Empty(SnapshotComparer.Compare([taken.Server], [after]));
        string[] found = SnapshotComparer.Compare([taken.Server], [after], withProbes: true).Select(difference => $"{difference.Item} {difference.Property}: {difference.Before} -> {difference.After}").ToArray();
        int large = taken.Server.Observations.Max(seen => seen.Ping.Mtu);
        Assert.Equal(
            [
                "vmk1 ping 172.16.1.1: answered -> no answer",
                $"vmk1 ping 172.16.2.11: answered, {large} bytes unfragmented -> answered only in pieces",
                "vmk1 ping 172.16.2.1: answered -> not asked (Denied)",
            ],
            found.Order(System.StringComparer.Ordinal));
        // What only one of them has asked is no difference.
        Assert.Empty(SnapshotComparer.Compare([taken.Server], [after with { Observations = [] }], withProbes: true));
    }

    private static Adapter Vmk1(SnapshotServer server, string hostId) =>
        server.Fabric.Hosts.Single(host => host.Id == hostId).Adapters.Single(adapter => adapter.Device == "vmk1");
}
