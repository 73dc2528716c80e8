using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Fabric;

/// <summary>A datacenter of the inventory.</summary>
internal sealed class Datacenter
{
    public Datacenter(string name) => Name = name;

    public string Name { get; }

    public List<Cluster> Clusters { get; } = new();

    /// <summary>The hosts that are in no cluster.</summary>
    public List<Host> StandaloneHosts { get; } = new();

    public List<DistributedSwitch> Switches { get; } = new();

    public List<OpaqueNetwork> OpaqueNetworks { get; } = new();
}
