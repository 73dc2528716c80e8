using System;
using System.Collections.Generic;

namespace RoutedVMotion.Simulator.Vim.Schema;

/// <summary>A type of the schema.</summary>
internal sealed class TypeDefinition
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    public TypeDefinition(
        TypeKind kind,
        string name,
        TypeDefinition? baseType,
        IReadOnlyList<FieldDefinition> ownFields,
        IReadOnlyList<string> words)
    {
        Kind = kind;
        Name = name;
        Base = baseType;
        Words = words;
        OwnFields = ownFields;
        var fields = new List<FieldDefinition>();
        if (baseType is not null) fields.AddRange(baseType.Fields);
        fields.AddRange(ownFields);
        Fields = fields;
        for (int i = 0; i < fields.Count; i++) _indexes.Add(fields[i].Name, i);
    }

    public TypeKind Kind { get; }

    public string Name { get; }

    public TypeDefinition? Base { get; }

    /// <summary>The fields in the order in which they are written: the base's first.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; }

    /// <summary>The fields that the type itself declares.</summary>
    public IReadOnlyList<FieldDefinition> OwnFields { get; }

    /// <summary>An enum's words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The place of a field in <see cref="Fields"/>; -1 if there is none of that name.</summary>
    public int IndexOf(string field) => _indexes.TryGetValue(field, out int index) ? index : -1;

    /// <summary>This is that type or one derived from it.</summary>
    public bool Is(string typeName)
    {
        for (TypeDefinition? type = this; type is not null; type = type.Base)
        {
            if (type.Name == typeName) return true;
        }

        return false;
    }

    public override string ToString() => Name;
}
