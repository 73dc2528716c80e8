using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace RoutedVMotion.Tests.Wire;

/// <summary>VMware's schema of vSphere 6.7 U1 (../shared/vim25-wsdl), and the list of what is used here and is not in it.</summary>
internal sealed class Schema
{
    private static readonly XNamespace Xsd = XmlSchema.Namespace;

    private static readonly object Gate = new();

    // To compile it takes seconds.
    private static Schema? _loaded;

    private readonly XmlSchemaSet _set;

    private Schema(string folder)
    {
        Types = new[] { "core-types.xsd", "query-types.xsd", "vim-types.xsd", "vim-messagetypes.xsd", "query-messagetypes.xsd" }
            .SelectMany(file => XElement.Load(Path.Combine(folder, file)).Elements(Xsd + "complexType"))
            .ToDictionary(type => type.Attribute("name")!.Value, StringComparer.Ordinal);

        // The methods' elements stand in the WSDL, in a schema that includes the files.
        XElement wsdl = XElement.Load(Path.Combine(folder, "vim.wsdl"));
        _set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        using XmlReader reader = XmlReader.Create(
            new StringReader(wsdl.Descendants(Xsd + "schema").Single().ToString()), new XmlReaderSettings(), new Uri(Path.GetFullPath(folder) + "/").AbsoluteUri);
        _set.Add(null, reader);
        _set.Compile();
    }

    /// <summary>Each complex type by name.</summary>
    public IReadOnlyDictionary<string, XElement> Types { get; }

    /// <summary>The schema; skips the test, saying so, where it is absent.</summary>
    public static Schema Require()
    {
        string folder = Shared.Require("vim25-wsdl");
        lock (Gate) return _loaded ??= new Schema(folder);
    }

    /// <summary>
    /// What docs/beyond-the-schema.md lists: "Type" or "Type.element", and where it is from.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Beyond() => File
        .ReadLines(Path.Combine(Shared.RepositoryRoot, "docs", "beyond-the-schema.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => cells[^2], StringComparer.Ordinal);

    /// <summary>What is wrong with a method's element; empty if nothing is.</summary>
    public List<string> Validate(XElement method)
    {
        var problems = new List<string>();
        lock (Gate) new XDocument(method).Validate(_set, (_, e) => problems.Add(e.Message), addSchemaInfo: false);
        return problems;
    }

    /// <summary>A type's own elements in their order, without those that it inherits, and what it inherits from.</summary>
    public (string? Base, XElement[] Elements) Describe(string type)
    {
        XElement? extension = Types[type].Descendants(Xsd + "extension").FirstOrDefault();
        return (extension?.Attribute("base")!.Value.Split(':')[1], Types[type].Descendants(Xsd + "element").ToArray());
    }

    /// <summary>A word that an element of a type may have, where it is of an enumeration; null where it is of none.</summary>
    public string? FindWord(string type, string element)
    {
        if (!Types.ContainsKey(type)) return null;
        XElement? found = Array.Find(Describe(type).Elements, one => one.Attribute("name")!.Value == element);
        return found?.Attribute("type")!.Value.Split(':') is ["vim25", string name]
            && _set.GlobalTypes[new XmlQualifiedName(name, "urn:vim25")] is XmlSchemaSimpleType { Content: XmlSchemaSimpleTypeRestriction words }
            ? words.Facets.OfType<XmlSchemaEnumerationFacet>().FirstOrDefault()?.Value
            : null;
    }
}
