using System;
using System.Collections.Generic;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>A managed object: what stands behind a reference.</summary>
internal abstract class ManagedObject
{
    protected ManagedObject(string typeName, string id)
    {
        Type = VimSchema.Vim25[typeName];
        Reference = new ManagedReference(typeName, id);
    }

    public TypeDefinition Type { get; }

    public ManagedReference Reference { get; }

    /// <summary>The objects below it in the inventory, which a container view descends to.</summary>
    public virtual IEnumerable<ManagedObject> Children => Array.Empty<ManagedObject>();

    /// <summary>
    /// Grows whenever a property may have changed; null for an object whose values are not worth keeping. What was rendered
    /// for one revision is sent again as long as the revision stays.
    /// </summary>
    public virtual int? Revision => null;

    /// <summary>The privilege that the user lacks for reading this property; null if it may be read.</summary>
    public virtual string? GetMissingPrivilege(string property) => null;

    /// <summary>
    /// The value of a property, as this session sees it; null if it is unset. Only asked for properties that the schema has.
    /// </summary>
    public abstract object? GetProperty(string name, Session? session);

    /// <summary>Performs a method that the type has.</summary>
    /// <exception cref="VimFault">The method answers with a fault.</exception>
    public virtual object? Invoke(MethodCall call) => throw VimFault.MethodNotFound(Reference, call.Method.Name);
}
