using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Xml;

using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// What a class of the bindings is on the wire: found by reflection once, base class first, properties in the order in which they
/// are declared, which is the schema's.
/// </summary>
internal sealed class TypeMap
{
    private static readonly Type[] AllTypes = typeof(TypeMap).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DynamicData))).ToArray();

    private static readonly ConcurrentDictionary<Type, TypeMap> Maps = new();

    // Methods are no data: a reply cannot name one.
    private static readonly Dictionary<string, Type> ByName = AllTypes
        .Where(type => !type.IsSubclassOf(typeof(Request)) && type != typeof(Request))
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    private Member[]? _members;
    private Func<DynamicData>? _create;

    private TypeMap(Type type)
    {
        Type = type;
        Name = type.Name;
        HasSubtypes = AllTypes.Any(other => other.IsSubclassOf(type)) || type == typeof(MethodFault);
    }

    public Type Type { get; }

    /// <summary>VMware's name, which is the class's.</summary>
    public string Name { get; }

    public bool IsAbstract => Type.IsAbstract;

    /// <summary>An xsi:type must be looked at.</summary>
    public bool HasSubtypes { get; }

    private Member[] Members => _members ??= PropertiesOf(Type).Select(Member.Of).ToArray();

    public static TypeMap Of(Type type) => Maps.GetOrAdd(type, key => new TypeMap(key));

    /// <summary>The type of this name, if it is one of ours.</summary>
    public static TypeMap? Find(string name) => ByName.TryGetValue(name, out Type? type) ? Of(type) : null;

    /// <summary>Every name that an element of ours has.</summary>
    public static IEnumerable<string> AllNames() => AllTypes.SelectMany(PropertiesOf).Select(Member.NameOf).Distinct();

    /// <summary>An empty one.</summary>
    public DynamicData Create() => (_create ??= FactoryOf(Type))();

    /// <summary>Fills the properties from the element's children; those that are not ours are passed over.</summary>
    public void Read(SoapReader reader, DynamicData target)
    {
        Member[] members = Members;
        int expected = 0;
        bool more = reader.Enter();
        while (more)
        {
            string name = reader.LocalName;
            int found = -1;
            // Elements come in our order, with others between: look on from the last one, then from the start.
            for (int i = 0; i < members.Length; i++)
            {
                int candidate = expected + i < members.Length ? expected + i : expected + i - members.Length;
                if (!ReferenceEquals(members[candidate].Name, name)) continue;
                found = candidate;
                break;
            }

            if (found < 0)
            {
                reader.Skip();
            }
            else
            {
                expected = found;
                members[found].Read(reader, target);
            }

            more = reader.MoveToSibling();
        }
    }

    /// <summary>A property's value by its name on the wire; null where there is no such property.</summary>
    public object? Get(DynamicData source, string name) => Array.Find(Members, member => member.Name == name)?.Get(source);

    /// <summary>Writes the properties that are not null.</summary>
    public void Write(XmlWriter writer, DynamicData source)
    {
        foreach (Member member in Members) member.Write(writer, source);
    }

    private static Func<DynamicData> FactoryOf(Type type)
    {
        MethodInfo method = typeof(TypeMap).GetMethod(nameof(New), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Func<DynamicData>)Delegate.CreateDelegate(typeof(Func<DynamicData>), method.MakeGenericMethod(type));
    }

    private static T New<T>()
        where T : DynamicData, new() => new();

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        IEnumerable<PropertyInfo> own = type.GetProperties(Declared).OrderBy(property => property.MetadataToken);
        return type.BaseType is Type parent && parent != typeof(object) ? PropertiesOf(parent).Concat(own) : own;
    }
}
