using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Inventory;
using RoutedVMotion.Core.Plan;
using RoutedVMotion.Simulator;

using Rack = RoutedVMotion.Core.Plan.Rack;

namespace RoutedVMotion.Tests.Changes;

/// <summary>The shapes that a change can have, each as a fabric and what is to be made of it: two racks of one host, one cluster.</summary>
internal static class Shapes
{
    public static IReadOnlyDictionary<string, (SimulatorOptions Options, System.Func<RackPlan, RackPlan> Plan)> All { get; } =
        new Dictionary<string, (SimulatorOptions, System.Func<RackPlan, RackPlan>)>
        {
            ["add, then remove"] = (Options(SimulatorLayout.Unconverted), plan => plan),
            ["add, then remove, dual stack"] = (Options(SimulatorLayout.Unconverted) with { DualStack = true }, plan => plan),
            ["remove, then add: the address is kept"] = (Options(0, FaultName.DefaultStackOnly), WithoutPools),
            ["remove, then add: standard port groups"] = (Options(0, FaultName.DefaultStackOnly) with { Racks = 3, RacksPerCluster = 3 }, plan => plan),
            ["gateway only"] = (Options(0, FaultName.MissingGateway), plan => plan),
            ["gateway only, dual stack"] = (Options(0, FaultName.MissingGateway) with { DualStack = true }, plan => plan),
            ["a wrong gateway"] = (Options(0, FaultName.WrongGateway), plan => plan),
            ["MTU only"] = (Options(0, FaultName.MtuMismatch), plan => plan),
            ["another address"] = (Options(), WithOtherAddresses),
            ["override on the default stack"] = (Options(0, FaultName.DefaultStackOnly), OnDefaultStack),
            ["from the vmotion stack to an override"] = (Options(), OnDefaultStack),
            ["two adapters for one"] = (Options(SimulatorLayout.Unconverted), WithTwoAdapters),
            ["an adapter that storage uses"] = (Options(0, FaultName.VsanOnVMotionAdapter), WithHighPools),
            ["an old adapter beside the new one"] = (Options(0, FaultName.MixedStacks), plan => plan),
        };

    /// <summary>What else could be planned for any fabric: other addresses, another stack, more adapters, another MTU.</summary>
    public static IReadOnlyList<(string Name, System.Func<RackPlan, RackPlan> Make)> Plans { get; } =
    [
        ("as rendered", plan => plan),
        ("without pools", WithoutPools),
        ("high pools", WithHighPools),
        ("other addresses", WithOtherAddresses),
        ("default stack", OnDefaultStack),
        ("two adapters", WithTwoAdapters),
        ("MTU 1500", plan => plan with { Racks = plan.Racks.Select(rack => rack with { VMotion = rack.VMotion with { Mtu = 1500 } }).ToArray() }),
    ];

    private static SimulatorOptions Options(SimulatorLayout layout = 0, FaultName? fault = null) => new()
    {
        Racks = 2,
        HostsPerRack = 1,
        Layout = layout,
        VirtualMachinesPerHost = 1,
        Faults = fault is FaultName name ? [new SimulatorFault(name, name == FaultName.DefaultStackOnly ? 2 : 1)] : [],
    };

    private static RackPlan WithoutPools(RackPlan plan) => ForEach(plan, adapter => adapter with { Pool = null, Pool6 = null });

    private static RackPlan WithHighPools(RackPlan plan) => plan with
    {
        Racks = plan.Racks.Select(rack => WithAdapters(rack, rack.VMotion.Adapters.Select(adapter =>
            adapter with { Pool = new AddressPool(rack.VMotion.Subnet!.Value.Network.Add(100), rack.VMotion.Subnet.Value.Network.Add(120)) }))).ToArray(),
    };

    private static RackPlan WithOtherAddresses(RackPlan plan) => plan with
    {
        Racks = plan.Racks.Select(rack => rack with
        {
            VMotion = rack.VMotion with
            {
                Addresses = rack.Hosts.ToDictionary(
                    host => host,
                    _ => (IReadOnlyList<PlannedAddress>)[new PlannedAddress(rack.VMotion.Subnet!.Value.Network.Add(77), null, rack.Position)]),
            },
        }).ToArray(),
    };

    private static RackPlan OnDefaultStack(RackPlan plan) => plan with
    {
        Racks = plan.Racks.Select(rack => rack with { VMotion = rack.VMotion with { Stack = NetstackKeys.Default } }).ToArray(),
    };

    private static RackPlan WithTwoAdapters(RackPlan plan) => plan with
    {
        Racks = plan.Racks.Select(rack => WithAdapters(rack, rack.VMotion.Adapters.Concat(rack.VMotion.Adapters))).ToArray(),
    };

    private static RackPlan ForEach(RackPlan plan, System.Func<RackAdapter, RackAdapter> change) =>
        plan with { Racks = plan.Racks.Select(rack => WithAdapters(rack, rack.VMotion.Adapters.Select(change))).ToArray() };

    private static Rack WithAdapters(Rack rack, IEnumerable<RackAdapter> adapters) => rack with { VMotion = rack.VMotion with { Adapters = adapters.ToArray() } };
}
