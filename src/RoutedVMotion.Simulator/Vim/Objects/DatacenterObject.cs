using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A datacenter.</summary>
internal sealed class DatacenterObject : ManagedEntityObject
{
    public DatacenterObject(string id, string name, ManagedReference parent)
        : base("Datacenter", id, name, parent)
    {
    }

    public FolderObject VmFolder { get; set; } = null!;

    public FolderObject HostFolder { get; set; } = null!;

    public FolderObject DatastoreFolder { get; set; } = null!;

    public FolderObject NetworkFolder { get; set; } = null!;

    public override IEnumerable<ManagedObject> Children => new[] { VmFolder, HostFolder, DatastoreFolder, NetworkFolder };

    public override bool IsContainer => true;

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "vmFolder" => VmFolder.Reference,
        "hostFolder" => HostFolder.Reference,
        "datastoreFolder" => DatastoreFolder.Reference,
        "networkFolder" => NetworkFolder.Reference,
        "network" => NetworkFolder.Children.Where(child => child.Type.Is("Network")).Select(child => child.Reference).ToArray(),
        "datastore" => System.Array.Empty<ManagedReference>(),
        _ => base.GetProperty(name, session),
    };
}
