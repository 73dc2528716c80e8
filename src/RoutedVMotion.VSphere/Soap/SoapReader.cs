using System;
using System.IO;
using System.Text;
using System.Xml;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// Reads a reply forwards, straight from the stream: no DTDs, nothing kept that nobody asked for, and bounds on size and depth.
/// Every Read method expects to stand on the start of an element and leaves the reader behind its end.
/// </summary>
internal sealed class SoapReader : IDisposable
{
    // Real replies are some 15 deep.
    private const int MaximumDepth = 100;

    // Of a single name, tag or text, which the parser holds in memory at once; and of an element that is passed over. In an
    // inventory the largest are some kilobytes; what an esxcli command gave is one text.
    private const long NodeBytes = 16 << 20;
    private const long SkippedBytes = 1 << 20;

    private readonly BoundedStream _source;
    private readonly string _server;
    private readonly char[] _number = new char[24];
    private readonly Action _skip;

    // There from the first element on: to make one is to read.
    private XmlReader _xml = null!;

    public SoapReader(Stream source, string server, long maximumBytes)
    {
        _server = server;
        _skip = Skip;
        _source = new BoundedStream(source, server, maximumBytes);
    }

    /// <summary>The reply ended before the XML did.</summary>
    public bool IsAtEndOfReply => _source.IsAtEnd;

    public bool IsElement => _xml.NodeType == XmlNodeType.Element;

    public string LocalName => _xml.LocalName;

    public string NamespaceUri => _xml.NamespaceURI;

    public void Dispose()
    {
        _xml?.Dispose();
        _source.Dispose();
    }

    /// <summary>The next node; false at the end.</summary>
    public bool Read()
    {
        _source.BeginNode(NodeBytes);
        return _xml.Read();
    }

    /// <summary>Stands on an element of this name (an instance out of <see cref="KnownNames"/>).</summary>
    public bool IsAt(string knownName) => _xml.NodeType == XmlNodeType.Element && ReferenceEquals(_xml.LocalName, knownName);

    /// <summary>The first element of the document; to be called first.</summary>
    public bool MoveToRoot()
    {
        _source.BeginNode(NodeBytes);
        _xml = XmlReader.Create(
            _source,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreWhitespace = true,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                // Names of virtual machines have been seen with control characters in them.
                CheckCharacters = false,
                NameTable = new KnownNames(),
            });
        while (Read())
        {
            if (IsElement) return true;
        }

        return false;
    }

    /// <summary>Goes into the element, to its first child element. False, and behind the element, if it has none.</summary>
    public bool Enter()
    {
        if (_xml.IsEmptyElement)
        {
            Read();
            return false;
        }

        CheckDepth(_xml.Depth);
        Read();
        return MoveToSibling();
    }

    /// <summary>
    /// From behind a child element to the next one. False, and behind the parent's end, if there is none.
    /// </summary>
    public bool MoveToSibling()
    {
        for (;;)
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    return true;
                case XmlNodeType.EndElement:
                    Read();
                    return false;
                default:
                    if (!Read()) return false;
                    break;
            }
        }
    }

    /// <summary>
    /// Goes past the element and all that is in it. The parser does that faster than it can be read: it does not stop at each node.
    /// So it cannot be asked for the depth either; what bounds that is how large a thing may be that nobody wants.
    /// </summary>
    public void Skip()
    {
        _source.BeginNode(SkippedBytes);
        _xml.Skip();
    }

    /// <summary>The element's text; child elements are passed over.</summary>
    public string ReadText() => ReadContent(_skip);

    /// <summary>The element's text, and whether it had child elements, which are passed over.</summary>
    public string ReadText(out bool hasElements)
    {
        bool found = false;
        string text = ReadContent(() =>
        {
            found = true;
            Skip();
        });
        hasElements = found;
        return text;
    }

    /// <summary>The element's text; each child element is read by <paramref name="onElement"/>.</summary>
    public string ReadContent(Action onElement)
    {
        if (_xml.IsEmptyElement)
        {
            Read();
            return string.Empty;
        }

        CheckDepth(_xml.Depth);
        Read();
        string text = string.Empty;
        StringBuilder? more = null;
        for (;;)
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Text:
                case XmlNodeType.CDATA:
                case XmlNodeType.Whitespace:
                case XmlNodeType.SignificantWhitespace:
                    if (text.Length == 0) text = _xml.Value;
                    else (more ??= new StringBuilder(text)).Append(_xml.Value);
                    Read();
                    break;
                case XmlNodeType.EndElement:
                    Read();
                    return more?.ToString() ?? text;
                case XmlNodeType.Element:
                    onElement();
                    break;
                default:
                    if (!Read()) return text;
                    break;
            }
        }
    }

    /// <summary>A whole number; null where the text is none.</summary>
    public long? ReadInteger()
    {
        int length = ReadShortText();
        int i = 0;
        bool negative = length > 0 && _number[0] == '-';
        if (negative || (length > 0 && _number[0] == '+')) i++;
        if (i >= length || length - i > 18) return null;
        long value = 0;
        for (; i < length; i++)
        {
            int digit = _number[i] - '0';
            if (digit is < 0 or > 9) return null;
            value = (value * 10) + digit;
        }

        return negative ? -value : value;
    }

    /// <summary>true, false, 1 or 0; null where the text is none of them.</summary>
    public bool? ReadBoolean()
    {
        int length = ReadShortText();
        return length switch
        {
            4 when Equals("true") => true,
            5 when Equals("false") => false,
            1 when _number[0] == '1' => true,
            1 when _number[0] == '0' => false,
            _ => null,
        };

        bool Equals(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (_number[i] != text[i]) return false;
            }

            return true;
        }
    }

    /// <summary>An attribute without a namespace.</summary>
    public string? GetAttribute(string name) => _xml.GetAttribute(name);

    /// <summary>
    /// The xsi:type without its prefix, null if there is none. What prefix a server chooses for which namespace is its own
    /// affair (facts H): <paramref name="isSchemaType"/> says that it is one of XML Schema's own types.
    /// </summary>
    public string? GetTypeName(out bool isSchemaType)
    {
        isSchemaType = false;
        if (!_xml.HasAttributes || _xml.GetAttribute("type", Namespaces.SchemaInstance) is not string type) return null;
        int colon = type.IndexOf(':');
        if (colon < 0) return type;
        isSchemaType = _xml.LookupNamespace(type.Substring(0, colon)) == Namespaces.Schema;
        return type.Substring(colon + 1);
    }

    private void CheckDepth(int depth)
    {
        if (depth <= MaximumDepth) return;
        throw new VSphereReplyException(
            _server, ReplyProblem.TooLarge, $"The reply of {_server} was given up: it is nested deeper than any reply of a vCenter.");
    }

    // Into _number, without white space around it; -1 is too long for what it should be.
    private int ReadShortText()
    {
        if (_xml.IsEmptyElement)
        {
            Read();
            return -1;
        }

        Read();
        int length = 0;
        if (_xml.NodeType == XmlNodeType.Text)
        {
            int read;
            while (length < _number.Length && (read = _xml.ReadValueChunk(_number, length, _number.Length - length)) > 0) length += read;
        }

        // Whatever is left of it, up to the element's end.
        while (_xml.NodeType != XmlNodeType.EndElement)
        {
            if (IsElement) Skip();
            else if (!Read()) break;
        }

        Read();
        while (length > 0 && char.IsWhiteSpace(_number[length - 1])) length--;
        return length == _number.Length ? -1 : length;
    }
}
