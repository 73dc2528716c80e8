using System;
using System.Linq;
using System.Xml.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Simulator;
using RoutedVMotion.Simulator.Fabric;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>The generator: what it promises of every fabric, and where it puts faults.</summary>
public sealed class FabricTests
{
    private static readonly FaultName[] EveryName = Enum.GetValues<FaultName>();

    [Fact]
    public void The_same_seed_gives_the_same_fabric_to_the_last_byte()
    {
        SimulatorOptions options = WithFaults(7);
        Assert.Equal(Portrait(options), Portrait(options));
        Assert.NotEqual(Portrait(options), Portrait(options with { Seed = 8 }));
    }

    [Fact]
    public void Every_fault_is_there_as_often_as_was_named_and_no_host_rack_or_pair_has_two()
    {
        var options = new SimulatorOptions
        {
            Racks = 10,
            HostsPerRack = 6,
            Seed = 42,
            Faults = EveryName.Select((name, i) => new SimulatorFault(name, 1 + (i % 3))).ToArray(),
        };
        LeafSpineFabric fabric = FabricBuilder.Build(options);
        foreach (SimulatorFault fault in options.Faults)
            Assert.Equal(fault.Count, fabric.PlacedFaults.Count(placed => placed.Name == fault.Name));
        PlacedFault[] onHosts = fabric.PlacedFaults.Where(placed => placed.VMHost.Length > 0).ToArray();
        Assert.All(onHosts, placed => Assert.Equal(placed.Rack, fabric.FindHost(placed.VMHost)!.Rack.Name));
        Assert.Equal(onHosts.Length, onHosts.Select(placed => placed.VMHost).Distinct().Count());
        PlacedFault[] others = fabric.PlacedFaults.Except(onHosts).ToArray();
        Assert.Equal(others.Length, others.Select(placed => placed.Rack).Distinct().Count());
        Assert.All(others, placed => Assert.All(placed.Rack.Split(", "), rack => Assert.Contains(fabric.Racks, each => each.Name == rack)));
    }

    [Fact]
    public void A_fabric_without_faults_routes_vMotion_from_every_host_to_every_other()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(new SimulatorOptions { Racks = 5, HostsPerRack = 2, DualStack = true });
        foreach (Host from in fabric.Hosts)
        {
            foreach (Host to in fabric.Hosts)
            {
                foreach (InetAddress address in to.VMotionAdapter!.Addresses.Select(own => own.Address).Where(address => !address.IsLinkLocal))
                {
                    PingResult result = Pinger.Ping(from, from.VMotionAdapter!, address, 3, 8952, dontFragment: true);
                    Assert.True(result.Failure == PingFailure.None && result.Replies.Count >= 2, $"{from.Name} to {address}: {result.Failure}");
                }
            }
        }
    }

    [Fact]
    public void A_large_fabric_has_no_name_address_or_MAC_twice()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(
            new SimulatorOptions { Racks = 100, HostsPerRack = 40, StandaloneHosts = 3, Datacenters = 2, VirtualMachinesPerHost = 0 });
        Host[] hosts = fabric.Hosts.ToArray();
        Assert.Equal(4000, hosts.Length);
        Assert.Equal(4000, hosts.Select(host => host.Name).Distinct().Count());
        string[] addresses = hosts
            .SelectMany(host => host.Adapters)
            .Where(adapter => adapter.Stack != "hyperbus")
            .Select(adapter => adapter.IPv4!.Value.Address.ToString())
            .ToArray();
        Assert.Equal(addresses.Length, addresses.Distinct().Count());
        string[] macs = hosts
            .SelectMany(host => host.Adapters.Select(adapter => adapter.Mac).Concat(host.PhysicalNics.Select(nic => nic.Mac)))
            .Concat(fabric.Racks.SelectMany(rack => rack.Leaves.Svis.Values).Select(svi => svi.Mac))
            .ToArray();
        Assert.Equal(macs.Length, macs.Distinct().Count());
        Assert.All(hosts, host => Assert.True(host.VMotionAdapter!.IsOnLink(host.FindStack(NetstackKeys.VMotion)!.Gateway!.Value)));
    }

    [Fact]
    public void Host_names_are_padded_so_that_they_stay_apart()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(new SimulatorOptions { Racks = 101, HostsPerRack = 101, VirtualMachinesPerHost = 0 });
        Assert.Contains(fabric.Hosts, host => host.Name == "esx-010001.example.com");
        Assert.Equal(101 * 101, fabric.Hosts.Select(host => host.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(0, 4, 2, 0)]
    [InlineData(251, 4, 2, 0)]
    [InlineData(4, 0, 2, 0)]
    [InlineData(4, 201, 2, 0)]
    [InlineData(4, 4, 0, 0)]
    [InlineData(4, 4, 2, 5)]
    public void Options_that_no_fabric_can_be_built_from_are_refused(int racks, int hosts, int racksPerCluster, int standalone) =>
        Assert.Throws<ArgumentException>(() => FabricBuilder.Build(
            new SimulatorOptions { Racks = racks, HostsPerRack = hosts, RacksPerCluster = racksPerCluster, StandaloneHosts = standalone }));

    [Fact]
    public void More_faults_than_hosts_are_refused() => Assert.Throws<ArgumentException>(() => FabricBuilder.Build(
        new SimulatorOptions { Racks = 2, HostsPerRack = 2, Faults = [new SimulatorFault(FaultName.MissingGateway, 5)] }));

    [Fact]
    public void More_faults_than_racks_are_refused() => Assert.Throws<ArgumentException>(() => FabricBuilder.Build(
        new SimulatorOptions { Racks = 2, Faults = [new SimulatorFault(FaultName.SviDown, 2), new SimulatorFault(FaultName.FabricMtu1500, 1)] }));

    [Theory]
    [InlineData(FaultName.DuplicateAddress)]
    [InlineData(FaultName.MiscabledHost)]
    [InlineData(FaultName.WrongGateway)]
    [InlineData(FaultName.SpineBlackhole)]
    [InlineData(FaultName.SlowPath)]
    public void A_fault_that_needs_company_is_refused_where_there_is_none(FaultName name) =>
        Assert.Throws<ArgumentException>(() => FabricBuilder.Build(
            new SimulatorOptions { Racks = 1, HostsPerRack = 1, Faults = [new SimulatorFault(name, 1)] }));

    [Fact]
    public void A_duplicate_address_is_really_there_twice_however_many_there_are()
    {
        LeafSpineFabric fabric = FabricBuilder.Build(
            new SimulatorOptions { Racks = 3, HostsPerRack = 4, Faults = [new SimulatorFault(FaultName.DuplicateAddress, 6)] });
        foreach (PlacedFault placed in fabric.PlacedFaults)
        {
            InetAddress address = fabric.FindHost(placed.VMHost)!.VMotionAdapter!.IPv4!.Value.Address;
            Assert.True(fabric.Hosts.Count(host => host.VMotionAdapter!.Owns(address)) > 1, placed.ToString());
        }
    }

    [Theory]
    [InlineData("MissingGateway", FaultName.MissingGateway, 1)]
    [InlineData("missinggateway=3", FaultName.MissingGateway, 3)]
    [InlineData(" WrongVlan = 12 ", FaultName.WrongVlan, 12)]
    public void A_fault_is_read_from_text(string text, FaultName name, int hosts)
    {
        Assert.True(SimulatorFault.TryParse(text, out SimulatorFault fault));
        Assert.Equal(new SimulatorFault(name, hosts), fault);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("MissingGateway,WrongVlan")]
    [InlineData("MissingGateway=0")]
    [InlineData("MissingGateway=-1")]
    [InlineData("MissingGateway=")]
    public void What_is_no_fault_is_not_read_as_one(string? text) => Assert.False(SimulatorFault.TryParse(text, out _));

    private static SimulatorOptions WithFaults(int seed) => new()
    {
        Racks = 5,
        HostsPerRack = 5,
        Seed = seed,
        Faults = EveryName.Select(name => new SimulatorFault(name, 1)).ToArray(),
    };

    // All that a client can read of the fabric.
    internal static string Portrait(SimulatorOptions options)
    {
        SimulatedVCenter server = SimulatedVCenter.LoggedIn(options);
        return string.Concat(
            new[] { "ClusterComputeResource", "HostSystem", "VmwareDistributedVirtualSwitch", "DistributedVirtualPortgroup", "VirtualMachine", "OpaqueNetwork" }.Select(type =>
                server.Call(
                    "RetrieveProperties",
                    "PropertyCollector:propertyCollector",
                    SimulatedVCenter.Filter(server.CreateView(type), type).Replace("</type></propSet>", "</type><all>true</all></propSet>"))
                .ToString(SaveOptions.DisableFormatting)));
    }
}
