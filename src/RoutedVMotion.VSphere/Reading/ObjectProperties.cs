using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>The properties of one object, by path: as they were asked for, or inside a wider one that was asked for instead.</summary>
internal sealed class ObjectProperties
{
    private readonly ObjectContent _content;

    public ObjectProperties(ObjectContent content) => _content = content;

    public ManagedObjectReference Obj => _content.Obj ?? new ManagedObjectReference(string.Empty, string.Empty);

    public IReadOnlyList<MissingProperty> Missing => _content.MissingSet ?? [];

    /// <summary>
    /// A property was withheld with NotAuthenticated: the session is dead, or the user may not read it.
    /// </summary>
    public bool IsNotAuthenticated => Missing.Any(missing => missing.Fault?.Fault?.TypeName == Faults.NotAuthenticated);

    /// <summary>Somebody has removed the object while it was being read.</summary>
    public bool IsRemoved => Missing.Any(missing => Faults.TypeOf(missing.Fault?.Fault) == Faults.ManagedObjectNotFound);

    /// <summary>The same, with these paths missing because the server does not know them.</summary>
    public ObjectProperties WithMissing(IEnumerable<string> unknownPaths)
    {
        MissingProperty[] missing = unknownPaths.Select(path => new MissingProperty
        {
            Path = path,
            Fault = new LocalizedMethodFault { Fault = new InvalidProperty { TypeName = Faults.InvalidProperty, Name = path } },
        }).ToArray();
        return missing.Length == 0
            ? this
            : new ObjectProperties(new ObjectContent { Obj = _content.Obj, PropSet = _content.PropSet, MissingSet = [.. Missing, .. missing] });
    }

    /// <summary>The property's value; null where it is unset, missing or of another type.</summary>
    public T? Get<T>(string path)
        where T : class => Find(path) as T;

    /// <summary>The property's value; null where it is unset, missing or no number.</summary>
    public int? GetInt32(string path) => Find(path) as int?;

    /// <summary>The property's value; null where it is unset, missing or no truth value.</summary>
    public bool? GetBoolean(string path) => Find(path) as bool?;

    private object? Find(string path)
    {
        foreach (DynamicProperty property in _content.PropSet ?? [])
        {
            if (property.Name is not string name) continue;
            if (name == path) return property.Val;
            if (path.Length > name.Length && path[name.Length] == '.' && path.StartsWith(name, StringComparison.Ordinal)
                && Walk(property.Val, path.Substring(name.Length + 1)) is object inside)
            {
                return inside;
            }
        }

        return null;
    }

    private static object? Walk(object? value, string path)
    {
        foreach (string step in path.Split('.'))
        {
            if (value is not DynamicData data) return null;
            value = TypeMap.Of(data.GetType()).Get(data, step);
        }

        return value;
    }
}
