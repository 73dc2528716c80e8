using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

using RoutedVMotion.VSphere.Soap;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>
/// An element of what an esxcli command gave. It is read by local names alone: nobody has documented the types, and prefixes
/// differ from server to server (facts C1).
/// </summary>
internal sealed class EsxCliElement
{
    private EsxCliElement(string name, string text, IReadOnlyList<EsxCliElement> children)
    {
        Name = name;
        Text = text;
        Children = children;
    }

    public string Name { get; }

    /// <summary>Its text, without white space around it.</summary>
    public string Text { get; }

    public IReadOnlyList<EsxCliElement> Children { get; }

    /// <summary>The items of an ArrayOfDataObject; a single object is the only item itself.</summary>
    public IEnumerable<EsxCliElement> Items =>
        Children.Any(child => child.Name == "DataObject") ? Children.Where(child => child.Name == "DataObject")
        : Children.Count > 0 ? [this]
        : [];

    /// <summary>Reads the XML inside a reply.</summary>
    /// <exception cref="VSphereReplyException">It is none.</exception>
    public static EsxCliElement Parse(string server, string xml)
    {
        using var reader = new SoapReader(new MemoryStream(Encoding.UTF8.GetBytes(xml)), server, long.MaxValue);
        try
        {
            if (reader.MoveToRoot()) return Read(reader);
        }
        catch (XmlException e)
        {
            throw new VSphereReplyException(server, ReplyProblem.Malformed, $"{server} gave something of esxcli that is no well-formed XML.", e);
        }

        throw new VSphereReplyException(server, ReplyProblem.Malformed, $"{server} gave nothing of esxcli.");
    }

    /// <summary>The first child of this name.</summary>
    public EsxCliElement? Find(string name) => Children.FirstOrDefault(child => child.Name == name);

    /// <summary>The text of the first child of this name; null where there is none, or where it is empty.</summary>
    public string? GetText(string name) => Find(name)?.Text is { Length: > 0 } text ? text : null;

    /// <summary>This element and all in it.</summary>
    public IEnumerable<EsxCliElement> DescendantsAndSelf() => Children.SelectMany(child => child.DescendantsAndSelf()).Prepend(this);

    private static EsxCliElement Read(SoapReader reader)
    {
        string name = reader.LocalName;
        var children = new List<EsxCliElement>();
        string text = reader.ReadContent(() => children.Add(Read(reader)));
        return new EsxCliElement(name, text.Trim(), children);
    }
}
