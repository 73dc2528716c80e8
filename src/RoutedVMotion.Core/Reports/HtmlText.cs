using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;

namespace RoutedVMotion.Core.Reports;

/// <summary>
/// Writes HTML that is well-formed XML as well: whatever comes from outside is a text or an attribute, and so escaped by the
/// framework. There is no way to write markup that came from anywhere else than a constant.
/// </summary>
internal sealed class HtmlText : IDisposable
{
    private static readonly string[] s_void = ["meta", "br", "hr", "rect", "line", "path", "circle", "col"];

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private readonly XmlWriter _xml;

    public HtmlText() => _xml = XmlWriter.Create(
        _text, new XmlWriterSettings { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.None });

    /// <summary>Begins an element; attributes without a value are left out.</summary>
    public HtmlText Begin(string element, params (string Name, string? Value)[] attributes)
    {
        _xml.WriteStartElement(element);
        foreach ((string name, string? value) in attributes)
            if (value is not null) _xml.WriteAttributeString(name, Clean(value));
        return this;
    }

    /// <summary>Ends the innermost element.</summary>
    public HtmlText End(int count = 1)
    {
        // A browser takes "<td/>" for an element that is not closed.
        for (; count > 0; count--) _xml.WriteFullEndElement();
        return this;
    }

    /// <summary>An element with text.</summary>
    public HtmlText Element(string element, string? text, params (string Name, string? Value)[] attributes)
    {
        Begin(element, attributes);
        if (text is not null) _xml.WriteString(Clean(text));
        if (s_void.Contains(element)) _xml.WriteEndElement();
        else _xml.WriteFullEndElement();
        return this;
    }

    /// <summary>Text.</summary>
    public HtmlText Text(string text)
    {
        _xml.WriteString(Clean(text));
        return this;
    }

    /// <summary>A new line in the source, for those who read that.</summary>
    public HtmlText Line() => Constant("\n");

    /// <summary>Markup or CSS of our own, as it is; never anything that came from outside.</summary>
    public HtmlText Constant(string markup)
    {
        _xml.WriteRaw(markup);
        return this;
    }

    /// <summary>A number as an attribute of a drawing.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    public override string ToString()
    {
        _xml.Flush();
        return _text.ToString();
    }

    public void Dispose()
    {
        _xml.Dispose();
        _text.Dispose();
    }

    // A name may hold what XML cannot.
    internal static string Clean(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i])) clean.Append(text[i]).Append(text[++i]);
            else clean.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }

        return clean.ToString();
    }
}
