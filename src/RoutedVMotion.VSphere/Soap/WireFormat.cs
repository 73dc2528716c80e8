using System;
using System.Collections.Concurrent;
using System.Security;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>How values of a type are read and written; one instance for each type.</summary>
internal abstract class WireFormat
{
    private static readonly ConcurrentDictionary<Type, WireFormat> Formats = new();

    /// <summary>The format of a property's type.</summary>
    public static WireFormat For(Type type) => Formats.GetOrAdd(type, Create);

    /// <summary>The element's value; null where it is of a type that we do not know, and then it has been passed over.</summary>
    public abstract object? ReadObject(SoapReader reader);

    /// <summary>The children of the element as an array of this format's type.</summary>
    public abstract Array ReadChildren(SoapReader reader);

    private static WireFormat Create(Type type)
    {
        if (type == typeof(string)) return new StringFormat();
        if (type == typeof(bool?)) return new BooleanFormat();
        if (type == typeof(int?)) return new Int32Format();
        if (type == typeof(ManagedObjectReference)) return new ReferenceFormat();
        if (type == typeof(object)) return new AnyFormat();
        if (type == typeof(SecureString)) return new SecretFormat();
        if (typeof(DynamicData).IsAssignableFrom(type))
            return (WireFormat)Activator.CreateInstance(typeof(ObjectFormat<>).MakeGenericType(type))!;
        throw new NotSupportedException($"A property of type {type} has no format on the wire.");
    }
}
