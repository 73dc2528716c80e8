using System;
using System.Xml;

using RoutedVMotion.VSphere.Vim25;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// xsd:anyType: the xsi:type says what it is. A string, bool or int (a long where it does not fit), a reference, one of our
/// types, or an array of those. Text of a type that we do not know is given as a string (enumerations come so), anything else
/// that we do not know as null.
/// </summary>
internal sealed class AnyFormat : WireFormat<object>
{
    private const string ArrayPrefix = "ArrayOf";

    public override object? Read(SoapReader reader)
    {
        string? type = reader.GetTypeName(out bool isSchemaType);
        if (isSchemaType) return ReadSchemaType(reader, type!);
        if (type is not null && FindFormat(type) is WireFormat format) return format.ReadObject(reader);
        if (type is not null && type.StartsWith(ArrayPrefix, StringComparison.Ordinal))
        {
            if (FindFormat(type.Substring(ArrayPrefix.Length)) is WireFormat element) return element.ReadChildren(reader);
            reader.Skip();
            return null;
        }

        string text = reader.ReadText(out bool hasElements);
        return hasElements ? null : text;
    }

    public override void Write(XmlWriter writer, object value) =>
        throw new NotSupportedException("Nothing that is sent has a property of any type.");

    private static object? ReadSchemaType(SoapReader reader, string type)
    {
        switch (type)
        {
            case "boolean":
                return reader.ReadBoolean();
            case "byte" or "short" or "int" or "long":
                long? value = reader.ReadInteger();
                if (value is >= int.MinValue and <= int.MaxValue) return (int)value.Value;
                return value;
            default:
                return reader.ReadText();
        }
    }

    private static WireFormat? FindFormat(string type) => type switch
    {
        "ManagedObjectReference" => For(typeof(ManagedObjectReference)),
        "String" => For(typeof(string)),
        "Int" or "Short" => For(typeof(int?)),
        _ => TypeMap.Find(type) is TypeMap map ? For(map.Type) : null,
    };
}
