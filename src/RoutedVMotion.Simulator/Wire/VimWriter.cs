using System;
using System.Collections.Generic;
using System.Globalization;

using RoutedVMotion.Simulator.Vim;
using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>
/// Writes values as vCenter does: in the schema's order; xsi:type only where a value is of another type than declared; and
/// nothing that the client's API version does not know. A value that the schema does not allow is a mistake of the
/// simulator's and throws.
/// </summary>
internal sealed class VimWriter
{
    // The one result whose elements are in a namespace of their own, with a prefix (facts C1.6).
    private const string ReflectTypes = "ReflectManagedMethodExecuterSoap";

    private readonly Utf8Buffer _output;
    private readonly ApiVersion _version;

    public VimWriter(Utf8Buffer output, ApiVersion version)
    {
        _output = output;
        _version = version;
    }

    /// <summary>Writes a field: an element, or one for each of an array's values; nothing if it is unset.</summary>
    public void WriteField(FieldDefinition field, object? value)
    {
        if (value is null)
        {
            if (field.IsMandatory) throw new InvalidOperationException($"'{field.Name}' of type {field.TypeName} is mandatory and not set.");
            return;
        }

        if (!field.IsArray)
        {
            WriteElement(field.Name, field.TypeName, value);
            return;
        }

        var list = (IReadOnlyList<object>)value;
        if (list.Count == 0 && field.IsMandatory) throw new InvalidOperationException($"'{field.Name}' needs at least one value.");
        foreach (object element in list) WriteElement(field.Name, field.TypeName, element);
    }

    /// <summary>Writes a property's value as an element of type anyType: typed, and an array as ArrayOf something.</summary>
    public void WriteProperty(string element, PropertyValue property)
    {
        FieldDefinition field = property.Field!;
        object value = property.Value!;
        if (!property.IsArray)
        {
            WriteElement(element, "any", value);
            return;
        }

        string item = field.TypeName == "any" ? "anyType" : field.TypeName;
        string array = "ArrayOf" + char.ToUpperInvariant(item[0]) + item.Substring(1);
        _output.Append("<" + element + " xsi:type=\"" + array + "\">");
        foreach (object each in (IReadOnlyList<object>)value) WriteElement(item, "any", each);
        _output.Append("</" + element + ">");
    }

    private void WriteElement(string name, string declared, object value)
    {
        switch (value)
        {
            case DataObject data:
                WriteData(name, declared, data);
                break;
            case ManagedReference reference:
                _output.Append("<" + name);
                if (declared == "any") _output.Append(" xsi:type=\"ManagedObjectReference\"");
                else Expect(declared, "ManagedObjectReference", name);
                _output.Append(" type=\"" + reference.Type + "\">").AppendEscaped(reference.Id).Append("</" + name + ">");
                break;
            case DataObject[] { Length: > 0 } list when declared == "any":
                // What a task gives: the array's type is that of its elements.
                _output.Append("<" + name + " xsi:type=\"ArrayOf" + list[0].Type.Name + "\">");
                foreach (DataObject each in list) WriteData(list[0].Type.Name, "any", each);
                _output.Append("</" + name + ">");
                break;
            default:
                (string type, string text) = FormatSimple(value);
                _output.Append("<" + name);
                if (declared == "any") _output.Append(" xsi:type=\"" + TypeOf(declared, type) + "\"");
                else ExpectSimple(declared, type, text, name);
                _output.Append(">").AppendEscaped(text).Append("</" + name + ">");
                break;
        }
    }

    private void WriteData(string name, string declared, DataObject data)
    {
        if (declared != "any" && !data.Type.Is(declared))
            throw new InvalidOperationException($"'{name}' is declared as {declared} and got a {data.Type}.");
        _output.Append(data.Type.Name == declared ? "<" + name + ">" : "<" + name + " xsi:type=\"" + data.Type.Name + "\">");
        WriteFields(data);
        _output.Append("</" + name + ">");
    }

    /// <summary>Writes what is inside a data object's element.</summary>
    public void WriteFields(DataObject data)
    {
        IReadOnlyList<FieldDefinition> fields = data.Type.Fields;
        bool isReflect = data.Type.Name.StartsWith(ReflectTypes, StringComparison.Ordinal);
        for (int i = 0; i < fields.Count; i++)
        {
            if (!fields[i].IsKnownTo(_version)) continue;
            if (isReflect && data[i] is object value) WriteReflect(fields[i], value);
            else WriteField(fields[i], data[i]);
        }
    }

    private void WriteReflect(FieldDefinition field, object value)
    {
        string name = "reflect:" + field.Name;
        _output.Append("<" + name + " xmlns:reflect=\"urn:reflect\">");
        if (value is DataObject data) WriteFields(data);
        else _output.AppendEscaped(FormatSimple(value).Text);
        _output.Append("</" + name + ">");
    }

    private static string TypeOf(string declared, string type) => declared == "any" ? "xsd:" + type : type;

    private static void ExpectSimple(string declared, string type, string text, string name)
    {
        if (declared == type || (declared == "anyURI" && type == "string") || (declared == "base64Binary" && type == "string")) return;
        TypeDefinition? definition = VimSchema.Vim25.Find(declared);
        bool isWord = definition is { Kind: TypeKind.Enum } && type == "string" && ((IList<string>)definition.Words).Contains(text);
        if (!isWord) throw new InvalidOperationException($"'{name}' is declared as {declared} and got the {type} '{text}'.");
    }

    private static void Expect(string declared, string type, string name)
    {
        if (declared != type) throw new InvalidOperationException($"'{name}' is declared as {declared} and got a {type}.");
    }

    private static (string Type, string Text) FormatSimple(object value) => value switch
    {
        string text => ("string", text),
        bool flag => ("boolean", flag ? "true" : "false"),
        int number => ("int", number.ToString(CultureInfo.InvariantCulture)),
        long number => ("long", number.ToString(CultureInfo.InvariantCulture)),
        short number => ("short", number.ToString(CultureInfo.InvariantCulture)),
        DateTime time => ("dateTime", time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"The simulator cannot write a {value.GetType().Name}."),
    };
}
