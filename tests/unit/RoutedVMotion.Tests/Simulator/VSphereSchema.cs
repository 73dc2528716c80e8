using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

using Xunit;

namespace RoutedVMotion.Tests.Simulator;

/// <summary>VMware's own schema (SDK 6.7 U1), which lies beside the repository as ../shared/vim25-wsdl and is not part of it.</summary>
internal static class VSphereSchema
{
    private static readonly XNamespace Xsd = "http://www.w3.org/2001/XMLSchema";

    private static readonly Lazy<XmlSchemaSet?> TheSchema = new(Load);

    /// <summary>Skips the test, visibly, where the schema is not there.</summary>
    public static XmlSchemaSet GetOrSkip()
    {
        if (TheSchema.Value is null) Assert.Skip("../shared/vim25-wsdl is not there: nothing to validate against.");
        return TheSchema.Value;
    }

    /// <summary>What is wrong with an element, by the schema; empty if nothing.</summary>
    public static IReadOnlyList<string> Validate(XElement element)
    {
        var problems = new List<string>();
        // The types of simple values are named with a prefix that the envelope declares.
        var root = new XElement(element);
        root.SetAttributeValue(XNamespace.Xmlns + "xsd", Xsd.NamespaceName);
        new XDocument(root).Validate(
            GetOrSkip(), (sender, e) => problems.Add(((sender as XElement)?.Name.LocalName ?? "?") + ": " + e.Message));
        return problems;
    }

    /// <summary>The folder beside the repository; null if there is none.</summary>
    public static string? FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "vim25-wsdl");
            if (File.Exists(Path.Combine(candidate, "vim.wsdl"))) return candidate;
        }

        return null;
    }

    private static XmlSchemaSet? Load()
    {
        if (FindFolder() is not string folder) return null;
        // The elements of calls and replies stand in a schema inside the WSDL, which includes the others.
        XElement inner = XDocument.Load(Path.Combine(folder, "vim.wsdl")).Descendants(Xsd + "schema").Single();
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        using XmlReader reader = XmlReader.Create(new StringReader(inner.ToString()), null, new Uri(folder + "/").AbsoluteUri);
        set.Add(XmlSchema.Read(reader, null)!);
        set.Compile();
        return set;
    }
}
