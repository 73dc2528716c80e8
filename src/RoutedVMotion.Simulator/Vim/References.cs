using System.Collections.Generic;

using RoutedVMotion.Simulator.Fabric;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>Which reference stands for which thing of the fabric.</summary>
internal sealed class References
{
    private readonly Dictionary<object, ManagedReference> _references = new();

    public ManagedReference this[object thing] => _references[thing];

    public void Add(object thing, ManagedReference reference) => _references.Add(thing, reference);

    /// <summary>The Network object that stands for all standard port groups of this name in a datacenter.</summary>
    public ManagedReference OfStandardNetwork(Datacenter datacenter, string name) => _references[(datacenter, name)];

    /// <summary>There is one.</summary>
    public bool HasStandardNetwork(Datacenter datacenter, string name) => _references.ContainsKey((datacenter, name));

    public void AddStandardNetwork(Datacenter datacenter, string name, ManagedReference reference) =>
        _references[(datacenter, name)] = reference;

    /// <summary>The network that a virtual machine's connection leads to.</summary>
    public ManagedReference OfNetwork(Host host, NetworkConnection connection) => connection switch
    {
        StandardConnection standard => OfStandardNetwork(host.Datacenter, standard.PortGroup.Name),
        DistributedConnection distributed => this[distributed.PortGroup],
        _ => this[((OpaqueConnection)connection).Network],
    };
}
