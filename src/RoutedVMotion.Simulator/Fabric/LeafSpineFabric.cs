using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>All that there is: racks, leaves and spines, and the hosts, clusters and virtual machines on them.</summary>
internal sealed class LeafSpineFabric
{
    public List<Rack> Racks { get; } = new();

    /// <summary>It is a twin of somebody's own: managed objects have the ids that they have there.</summary>
    public bool IsTwin { get; init; }

    /// <summary>Of a twin, the networks of standard port groups that virtual machines can be on.</summary>
    public List<StandardNetwork> StandardNetworks { get; } = new();

    /// <summary>The vMotion segments as they are meant to be.</summary>
    public List<VMotionSegment> Segments { get; } = new();

    /// <summary>vMotion has IPv6 beside IPv4.</summary>
    public bool IsDualStack { get; init; }

    public List<HostProfile> HostProfiles { get; } = new();

    public List<Datacenter> Datacenters { get; } = new();

    /// <summary>The leaf-spine network proper.</summary>
    public RoutedNetwork Network { get; } = new(linkMicroseconds: 9);

    /// <summary>The out-of-band management network.</summary>
    public RoutedNetwork OutOfBand { get; } = new(linkMicroseconds: 60);

    public List<VirtualMachine> VirtualMachines { get; } = new();

    /// <summary>What is left open by all evidence.</summary>
    public SimulatorBehavior Behavior { get; set; } = new();

    /// <summary>How many adapters have been made, for MAC addresses that nobody had before.</summary>
    public int MadeAdapters { get; set; }

    /// <summary>Migrations that run, or have run.</summary>
    public List<Migration> Migrations { get; } = new();

    /// <summary>What was done to adapters while a migration used them, a sentence each: nobody may do that.</summary>
    public List<string> MigrationsHarmed { get; } = new();

    public List<PlacedFault> PlacedFaults { get; } = new();

    public IEnumerable<Host> Hosts => Racks.SelectMany(rack => rack.Hosts);

    public Host? FindHost(string name) => Hosts.FirstOrDefault(host => host.Name == name);
}
