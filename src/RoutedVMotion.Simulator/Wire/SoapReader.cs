using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

using RoutedVMotion.Simulator.Vim;
using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>
/// Reads a SOAP request as strictly as vCenter: elements in the schema's order, none that the schema does not have, none
/// missing that it demands. What does not fit is an InvalidRequest fault that says where.
/// </summary>
internal static class SoapReader
{
    public const string SoapNamespace = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string VimNamespace = "urn:vim25";
    private const string XsiNamespace = "http://www.w3.org/2001/XMLSchema-instance";
    private const string XsdNamespace = "http://www.w3.org/2001/XMLSchema";

    // No request that a client has reason to send nests deeper; it keeps the recursion over traversal specs bounded.
    private const int MaximumDepth = 100;

    /// <summary>Reads an envelope: the element of the call that is its body.</summary>
    public static SoapElement ReadCall(Stream envelope) => ReadCall(envelope, out _);

    /// <summary>The same, with the operation id that the client put into the header; null if it did not.</summary>
    public static SoapElement ReadCall(Stream envelope, out string? operationId)
    {
        SoapElement root = Parse(envelope);
        if (root.Name != "Envelope" || root.Namespace != SoapNamespace)
            throw Fault($"Unexpected element tag \"{root.Name}\" seen: expected a SOAP envelope", root, "SOAP envelope");
        SoapElement[] bodies = root.Children.Where(child => child.Name == "Body" && child.Namespace == SoapNamespace).ToArray();
        if (bodies.Length != 1) throw Fault("A SOAP envelope has exactly one body", root, "SOAP envelope");
        foreach (SoapElement child in root.Children)
        {
            bool isKnown = child.Namespace == SoapNamespace && child.Name is "Header" or "Body";
            if (!isKnown) throw Fault($"Unexpected element tag \"{child.Name}\" seen", child, "SOAP envelope");
        }

        operationId = root.Children.Where(child => child.Name == "Header").SelectMany(header => header.Children)
            .FirstOrDefault(child => child.Name == "operationID")?.Text;
        return bodies[0].Children.Count == 1
            ? bodies[0].Children[0]
            : throw Fault("A SOAP body has exactly one call", bodies[0], "SOAP body");
    }

    /// <summary>Reads a fragment such as the value of an esxcli argument.</summary>
    public static SoapElement ReadFragment(string xml) => Parse(new MemoryStream(Encoding.UTF8.GetBytes(xml)));

    /// <summary>Reads what a call is made on: its first element.</summary>
    public static ManagedReference ReadThis(SoapElement call)
    {
        return call.Children.Count > 0 && call.Children[0].Name == "_this"
            ? ReadReference(call.Children[0], call.Name)
            : throw Fault("Required property _this is missing", call, $"call information for method {call.Name}");
    }

    /// <summary>Reads a call's arguments, one for each parameter; null for one that was left out.</summary>
    public static object?[] ReadArguments(SoapElement call, MethodDefinition method)
    {
        int next = 1;
        object?[] arguments = ReadFields(call, method.Parameters, method.Name, ref next);
        if (next < call.Children.Count) throw UnexpectedElement(call.Children[next], method.Name);
        return arguments;
    }

    private static SoapElement Parse(Stream stream)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CloseInput = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            using XmlReader reader = XmlReader.Create(stream, settings);
            return Parse(reader);
        }
        catch (XmlException e)
        {
            throw VimFault.InvalidRequest(string.Format(
                CultureInfo.InvariantCulture,
                "XML document is not well formed\n\nwhile parsing SOAP envelope\nat line {0}, column {1}",
                e.LineNumber,
                e.LinePosition));
        }
    }

    private static SoapElement Parse(XmlReader reader)
    {
        var open = new Stack<SoapElement>();
        var text = new StringBuilder();
        SoapElement? root = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    SoapElement element = ReadStart(reader);
                    if (open.Count == MaximumDepth) throw Fault("The request nests too deeply", element, "SOAP envelope");
                    if (open.Count > 0) open.Peek().Add(element);
                    root ??= element;
                    text.Clear();
                    if (!reader.IsEmptyElement) open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    SoapElement closed = open.Pop();
                    if (closed.Children.Count == 0) closed.Text = text.ToString();
                    text.Clear();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    text.Append(reader.Value);
                    break;
            }
        }

        return root!;
    }

    private static SoapElement ReadStart(XmlReader reader)
    {
        var place = (IXmlLineInfo)reader;
        var element = new SoapElement(reader.NamespaceURI, reader.LocalName, place.LineNumber, place.LinePosition)
        {
            TypeAttribute = reader.GetAttribute("type"),
        };
        if (reader.GetAttribute("type", XsiNamespace) is string name)
        {
            string[] parts = name.Trim().Split(':');
            string? ns = reader.LookupNamespace(parts.Length > 1 ? parts[0] : string.Empty);
            element.XsiType = (ns ?? string.Empty, parts[parts.Length - 1]);
        }

        return element;
    }

    private static object?[] ReadFields(SoapElement holder, IReadOnlyList<FieldDefinition> fields, string owner, ref int next)
    {
        var values = new object?[fields.Count];
        IReadOnlyList<SoapElement> elements = holder.Children;
        for (int i = 0; i < fields.Count; i++)
        {
            FieldDefinition field = fields[i];
            var found = new List<object>();
            while (next < elements.Count && elements[next].Name == field.Name && IsVim(elements[next]) && (field.IsArray || found.Count == 0))
                found.Add(ReadValue(elements[next++], field.TypeName, owner));

            if (found.Count == 0 && field.IsMandatory)
            {
                // Either it is missing, or something else stands where it should be.
                SoapElement? instead = next < elements.Count ? elements[next] : null;
                if (instead is not null && !fields.Any(known => known.Name == instead.Name)) throw UnexpectedElement(instead, owner);
                throw Fault(
                    $"Required property {field.Name} is missing from data object of type {owner}", holder, $"call information for {owner}");
            }

            values[i] = field.IsArray ? found : found.FirstOrDefault();
        }

        return values;
    }

    private static object ReadValue(SoapElement element, string declared, string owner)
    {
        if (declared == "ManagedObjectReference") return ReadReference(element, owner);
        TypeDefinition? type = VimSchema.Vim25.Find(declared);
        return type is { Kind: TypeKind.Data or TypeKind.Fault } ? ReadData(element, type) : ReadSimple(element, declared, owner);
    }

    private static DataObject ReadData(SoapElement element, TypeDefinition declared)
    {
        TypeDefinition type = declared;
        if (element.XsiType is (string ns, string name))
        {
            type = (ns == VimNamespace ? VimSchema.Vim25.Find(name) : null)
                ?? throw Fault($"Unable to resolve type {name} in namespace {ns}", element, $"serialized value of type {declared}");
            if (!type.Is(declared.Name))
                throw Fault($"Type {type} is not derived from {declared}", element, $"serialized value of type {declared}");
        }

        int next = 0;
        object?[] values = ReadFields(element, type.Fields, type.Name, ref next);
        if (next < element.Children.Count) throw UnexpectedElement(element.Children[next], type.Name);
        var data = new DataObject(type);
        for (int i = 0; i < values.Length; i++) data[type.Fields[i].Name] = values[i];
        return data;
    }

    private static ManagedReference ReadReference(SoapElement element, string owner)
    {
        string? type = element.TypeAttribute;
        if (element.Children.Count > 0) throw UnexpectedElement(element.Children[0], owner);
        return string.IsNullOrEmpty(type)
            ? throw Fault($"The reference {element.Name} has no attribute 'type'", element, $"call information for {owner}")
            : new ManagedReference(type!, element.Text.Trim());
    }

    private static object ReadSimple(SoapElement element, string declared, string owner)
    {
        if (element.Children.Count > 0) throw UnexpectedElement(element.Children[0], owner);
        if (element.XsiType is (string ns, string name) && (ns != XsdNamespace || name != declared))
            throw Fault($"Type {name} in namespace {ns} does not fit the declared {declared}", element, $"serialized value of type {declared}");

        string text = element.Text;
        object? value = declared switch
        {
            "string" => text,
            "boolean" => text.Trim() switch { "true" or "1" => true, "false" or "0" => (object)false, _ => null },
            "int" => int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int i) ? i : null,
            "long" => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long l) ? l : null,
            _ => VimSchema.Vim25.Find(declared) is { Kind: TypeKind.Enum } words && words.Words.Contains(text.Trim()) ? text.Trim() : null,
        };
        return value ?? throw Fault($"Cannot convert \"{text}\" to {declared}", element, $"serialized value of type {declared}");
    }

    private static bool IsVim(SoapElement element) => element.Namespace == VimNamespace;

    private static VimFault UnexpectedElement(SoapElement element, string owner) =>
        Fault($"Unexpected element tag \"{element.Namespace}:{element.Name}\" seen", element, $"serialized value of type {owner}");

    private static VimFault Fault(string message, SoapElement at, string parsing) => VimFault.InvalidRequest(string.Format(
        CultureInfo.InvariantCulture,
        "{0}\n\nwhile parsing {1}\nat line {2}, column {3}\n\nwhile parsing SOAP body",
        message,
        parsing,
        at.Line,
        at.Column));
}
