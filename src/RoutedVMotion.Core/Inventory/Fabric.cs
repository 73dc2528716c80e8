using System;
using System.Collections.Generic;

namespace RoutedVMotion.Core.Inventory;

/// <summary>All that was read of one or more servers: what rules judge that look beyond one host.</summary>
public sealed record Fabric
{
    /// <summary>Every host.</summary>
    public required IReadOnlyList<EsxHost> Hosts { get; init; }

    /// <summary>Every cluster.</summary>
    public IReadOnlyList<Cluster> Clusters { get; init; } = Array.Empty<Cluster>();

    /// <summary>Every virtual machine; empty where they were not read.</summary>
    public IReadOnlyList<VirtualMachine> VirtualMachines { get; init; } = Array.Empty<VirtualMachine>();

    /// <summary>Every network that a VM could be on.</summary>
    public IReadOnlyList<VirtualMachineNetwork> Networks { get; init; } = Array.Empty<VirtualMachineNetwork>();

    /// <summary>
    /// What of clusters, networks and virtual machines could not be read and why, a sentence each, naming the server; empty when
    /// all was. What is wrong with one host stands in its <see cref="EsxHost.Unread"/>.
    /// </summary>
    public IReadOnlyList<string> Unread { get; init; } = Array.Empty<string>();
}
