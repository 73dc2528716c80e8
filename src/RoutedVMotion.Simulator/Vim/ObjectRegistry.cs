using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Vim.Objects;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>The managed objects by id. Views are found only by the session that made them.</summary>
internal sealed class ObjectRegistry
{
    private readonly Dictionary<string, ManagedObject> _objects = new(StringComparer.Ordinal);

    private int _tasks;

    /// <summary>The id of the next task.</summary>
    public string NextTaskId() => "task-" + (++_tasks).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The objects of a type.</summary>
    public IEnumerable<T> OfType<T>() => _objects.Values.OfType<T>();

    public void Add(ManagedObject added) => _objects.Add(added.Reference.Id, added);

    /// <summary>The object; null if there is none of that id, or it is of another type than the reference says.</summary>
    public ManagedObject? Find(ManagedReference reference, Session? session)
    {
        ManagedObject? found = null;
        if (session is not null && session.Views.TryGetValue(reference.Id, out ContainerViewObject? view)) found = view;
        else if (_objects.TryGetValue(reference.Id, out ManagedObject? known)) found = known;
        return found is not null && found.Type.Is(reference.Type) ? found : null;
    }

    /// <summary>The object.</summary>
    /// <exception cref="VimFault">There is none.</exception>
    public ManagedObject Get(ManagedReference reference, Session? session) =>
        Find(reference, session) ?? throw VimFault.ManagedObjectNotFound(reference);
}
