using System;
using System.Collections.Generic;

using RoutedVMotion.Core.Plan;
using RoutedVMotion.Core.Snapshots;

namespace RoutedVMotion.Simulator;

/// <summary>What a simulated vCenter and the fabric behind it look like. The same options give the same fabric.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The most racks that the address plan (a third octet for each) has room for.</summary>
    public const int MaximumRacks = 250;

    /// <summary>The most hosts a rack that the address plan (a /24 for each rack) has room for.</summary>
    public const int MaximumHostsPerRack = 200;

    /// <summary>Racks, 1 to <see cref="MaximumRacks"/>; each has a pair of leaves and subnets of its own.</summary>
    public int Racks { get; init; } = 4;

    /// <summary>Hosts in each rack, 1 to <see cref="MaximumHostsPerRack"/>.</summary>
    public int HostsPerRack { get; init; } = 4;

    /// <summary>Racks that one cluster spans.</summary>
    public int RacksPerCluster { get; init; } = 2;

    /// <summary>How many of the last rack's hosts are in no cluster.</summary>
    public int StandaloneHosts { get; init; }

    /// <summary>Datacenters that the racks are spread over, at most one for each cluster.</summary>
    public int Datacenters { get; init; } = 1;

    /// <summary>Virtual machines on each host, 0 to 100; vCenter's own agents (vCLS), up to three in a cluster, come on top.</summary>
    public int VirtualMachinesPerHost { get; init; } = 2;

    /// <summary>The vMotion adapters have IPv6 addresses and their stack an IPv6 gateway as well.</summary>
    public bool DualStack { get; init; }

    /// <summary>Awkward sights of real fabrics.</summary>
    public SimulatorLayout Layout { get; init; }

    /// <summary>Decides which hosts get the faults, addresses of hardware, and all else that is left to chance.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// What a snapshot has of a vCenter: the simulator is then a twin of that one. Racks, hosts, layout and faults are the snapshot's.
    /// </summary>
    public SnapshotServer? Snapshot { get; init; }

    /// <summary>What the racks of <see cref="Snapshot"/> are meant to be: the network behind the hosts. Null to infer it.</summary>
    public RackPlan? Plan { get; init; }

    /// <summary>The TCP port on 127.0.0.1; 0 takes any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Which faults, and how many of each.</summary>
    public IReadOnlyList<SimulatorFault> Faults { get; init; } = Array.Empty<SimulatorFault>();

    /// <summary>What is left open by all evidence, and how long changes take.</summary>
    public SimulatorBehavior Behavior { get; init; } = new();

    /// <summary>Rules by which calls go wrong, in words; see <see cref="CallRule"/>.</summary>
    public IReadOnlyList<string> Rules { get; init; } = Array.Empty<string>();

    /// <summary>The one user that can log in.</summary>
    public string UserName { get; init; } = "administrator@vsphere.local";

    /// <summary>The user's password; null has one made up at random.</summary>
    public string? Password { get; init; }
}
