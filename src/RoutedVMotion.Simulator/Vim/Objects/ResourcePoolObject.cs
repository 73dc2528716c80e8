using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>The root resource pool of a cluster.</summary>
internal sealed class ResourcePoolObject : ManagedEntityObject
{
    public ResourcePoolObject(string id, ManagedReference owner)
        : base("ResourcePool", id, "Resources", owner)
    {
    }

    public List<ManagedObject> Machines { get; } = new();

    public override IEnumerable<ManagedObject> Children => Machines;

    public override bool IsContainer => true;

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "owner" => Parent,
        "resourcePool" => System.Array.Empty<ManagedReference>(),
        "vm" => Machines.Select(machine => machine.Reference).ToArray(),
        _ => base.GetProperty(name, session),
    };
}
