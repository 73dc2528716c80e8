using System.Collections.Generic;
using System.Linq;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>A folder.</summary>
internal sealed class FolderObject : ManagedEntityObject
{
    private readonly IReadOnlyList<string> _childTypes;
    private readonly List<ManagedObject> _children = new();

    public FolderObject(string id, string name, ManagedReference? parent, params string[] childTypes)
        : base("Folder", id, name, parent) =>
        _childTypes = childTypes;

    public override IEnumerable<ManagedObject> Children => _children;

    public override bool IsContainer => true;

    public void Add(ManagedObject child) => _children.Add(child);

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "childType" => _childTypes,
        "childEntity" => _children.Select(child => child.Reference).ToArray(),
        _ => base.GetProperty(name, session),
    };
}
