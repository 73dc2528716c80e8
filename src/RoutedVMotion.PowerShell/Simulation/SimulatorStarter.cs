using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Snapshots;
using RoutedVMotion.Simulator;

namespace RoutedVMotion.PowerShell.Simulation;

/// <summary>The one class that knows the simulator's types, so that its assembly is loaded when one is started and not before.</summary>
internal static class SimulatorStarter
{
    internal static IReadOnlyList<string> FaultNames => Enum.GetNames(typeof(FaultName));

    internal static bool IsFault(string text) => SimulatorFault.TryParse(text, out _);

    /// <exception cref="ArgumentException">The options contradict each other or exceed the limits.</exception>
    /// <exception cref="FormatException">A rule is none.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    internal static VMotionSimulator Start(int rack, int hostPerRack, IEnumerable<string> faults, IEnumerable<string> layouts, IReadOnlyList<string> rules, int seed, int port)
    {
        return Start(new SimulatorOptions
        {
            Racks = rack,
            HostsPerRack = hostPerRack,
            Seed = seed,
            Port = port,
            Rules = rules,
            Layout = layouts.Aggregate(SimulatorLayout.None, (all, name) => all | (SimulatorLayout)Enum.Parse(typeof(SimulatorLayout), name, ignoreCase: true)),
            Faults = faults.Select(text => SimulatorFault.TryParse(text, out SimulatorFault fault) ? fault : throw new ArgumentException(text)).ToArray(),
        });
    }

    /// <exception cref="ArgumentException">There is no host in the snapshot.</exception>
    /// <exception cref="FormatException">A rule is none.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    internal static VMotionSimulator StartTwin(SnapshotServer snapshot, RackPlan? plan, IReadOnlyList<string> rules, int port) =>
        Start(new SimulatorOptions { Snapshot = snapshot, Plan = plan, Rules = rules, Port = port });

    private static VMotionSimulator Start(SimulatorOptions options)
    {
        VCenterSimulator simulator = VCenterSimulator.Start(options);
        var password = new SecureString();
        foreach (char c in simulator.Password) password.AppendChar(c);
        password.MakeReadOnly();
        return new VMotionSimulator(simulator, simulator.Url, new PSCredential(simulator.UserName, password))
        {
            Rack = simulator.RackCount,
            HostPerRack = options.Snapshot is null ? options.HostsPerRack : 0,
            TwinOf = options.Snapshot?.Identity.Name,
            VMHostCount = simulator.HostCount,
            Seed = options.Seed,
            Faults = simulator.PlacedFaults
                .Select(placed => new SimulatorFaultPlacement(placed.Name.ToString(), placed.Rack, placed.VMHost.Length == 0 ? null : placed.VMHost))
                .OrderBy(placed => placed.Rack, StringComparer.OrdinalIgnoreCase)
                .ThenBy(placed => placed.VMHost, StringComparer.OrdinalIgnoreCase)
                .ToArray(),
        };
    }
}
