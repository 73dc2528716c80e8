using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim;

/// <summary>
/// A data object: a type of the schema and its values. A value is a string, bool, short, int, long or DateTime (UTC), a
/// <see cref="ManagedReference"/>, a <see cref="DataObject"/>, a list of those, a <see cref="Lazy{T}"/> of one of them
/// (so that nobody renders what nobody asked for), or null for unset.
/// </summary>
internal sealed class DataObject
{
    private readonly object?[] _values;

    public DataObject(string typeName)
        : this(VimSchema.Vim25[typeName])
    {
    }

    public DataObject(TypeDefinition type)
    {
        Type = type;
        _values = new object?[type.Fields.Count];
    }

    public TypeDefinition Type { get; }

    /// <summary>The value of a field; setting one that the type does not have is a mistake of the simulator's.</summary>
    public object? this[string field]
    {
        get => this[IndexOf(field)];
        set => _values[IndexOf(field)] = value;
    }

    public object? this[int index] => _values[index] is Lazy<object?> lazy ? lazy.Value : _values[index];

    public string? GetString(string field) => (string?)this[field];

    public bool GetBoolean(string field) => this[field] is true;

    public IReadOnlyList<object> GetList(string field) => (IReadOnlyList<object>?)this[field] ?? Array.Empty<object>();

    /// <summary>Renders all that is left for later, so that it no longer follows what it is rendered from.</summary>
    public DataObject Freeze()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            _values[i] = this[i];
            if (_values[i] is DataObject value) value.Freeze();
            if (_values[i] is not IEnumerable<object> list || _values[i] is string) continue;
            foreach (DataObject item in list.OfType<DataObject>()) item.Freeze();
        }

        return this;
    }

    private int IndexOf(string field)
    {
        int index = Type.IndexOf(field);
        return index >= 0 ? index : throw new ArgumentException($"{Type} has no element '{field}'.", nameof(field));
    }
}
