using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Output;
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

    private static Adapter Vmk1(SnapshotServer server, string hostId) =>
        server.Fabric.Hosts.Single(host => host.Id == hostId).Adapters.Single(adapter => adapter.Device == "vmk1");
}
