using System;
using System.Reflection;
using System.Xml;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>A property and the element that it is on the wire.</summary>
internal abstract class Member
{
    protected Member(string name) => Name = name;

    /// <summary>The element's name, as <see cref="KnownNames"/> has it.</summary>
    public string Name { get; }

    public static Member Of(PropertyInfo property)
    {
        Type type = property.PropertyType;
        Type member = type.IsArray
            ? typeof(ArrayMember<,>).MakeGenericType(property.DeclaringType!, type.GetElementType()!)
            : typeof(ValueMember<,>).MakeGenericType(property.DeclaringType!, type);
        return (Member)Activator.CreateInstance(member, property)!;
    }

    /// <summary>netStackInstanceKey for NetStackInstanceKey, unless the property says otherwise.</summary>
    public static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<WireNameAttribute>()?.Name ?? char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1);

    /// <summary>The property's value.</summary>
    public abstract object? Get(DynamicData source);

    /// <summary>Reads the element, and for an array all that follow it under the same name.</summary>
    public abstract void Read(SoapReader reader, DynamicData target);

    /// <summary>Writes the element; nothing where the property is null.</summary>
    public abstract void Write(XmlWriter writer, DynamicData source);
}
