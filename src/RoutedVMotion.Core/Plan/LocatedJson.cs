using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

using Newtonsoft.Json;

using RoutedVMotion.Core.Rules;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// JSON text to nodes that know line and column. Strict (RFC 8259) where Newtonsoft.Json is lenient: comments, trailing
/// commas, single quotes, unquoted names, NaN and numbers such as 010 (which it takes for octal) are errors, because other
/// programs that read the same file, and editors that check it against the schema, take them otherwise or not at all.
/// </summary>
internal sealed class LocatedJson
{
    /// <summary>The most characters; a plan of 10,000 hosts with pinned addresses has about one million.</summary>
    private const int MaximumLength = 4 * 1024 * 1024;

    /// <summary>The same in bytes, at two for each character.</summary>
    internal const int MaximumBytes = MaximumLength * 2;

    private const int MaximumDepth = 32;
    private const string BeStrict = "Write plain JSON: names and texts in double quotes, no comments, no comma before a closing bracket.";

    private readonly string _text;
    private readonly string? _file;
    private readonly List<PlanMessage> _messages;
    private readonly List<int> _lineStarts = [0];
    private readonly Stack<JsonNode> _open = new();
    private string? _name;
    private JsonPlace _namePlace;

    private LocatedJson(string text, string? file, List<PlanMessage> messages)
    {
        _text = text;
        _file = file;
        _messages = messages;
        for (int i = 0; i < text.Length; i++)
        {
            // As Newtonsoft counts lines: \n, \r\n and a lone \r.
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) _lineStarts.Add(i + 1);
        }
    }

    /// <summary>
    /// Decodes UTF-8, or UTF-16 with a byte order mark, which Windows PowerShell's > writes; null where that is not possible.
    /// </summary>
    public static string? Decode(byte[] bytes, string? file, List<PlanMessage> messages)
    {
        if (bytes.Length > MaximumBytes)
        {
            messages.Add(TooLarge(file));
            return null;
        }

        Encoding encoding = bytes.Length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE ? new UnicodeEncoding(false, true, true)
            : bytes.Length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF ? new UnicodeEncoding(true, true, true)
            : new UTF8Encoding(true, true);
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException bad)
        {
            // What comes before the bad byte is good and says how far it is.
            int end = Math.Max(0, Math.Min(bad.Index, bytes.Length));
            string before = encoding is UTF8Encoding ? Encoding.UTF8.GetString(bytes, 0, end) : string.Empty;
            var located = new LocatedJson(before.TrimStart('\uFEFF'), file, messages);
            messages.Add(new PlanMessage(
                Severity.Error,
                "PlanNotText",
                $"The bytes from offset {end.ToString(CultureInfo.InvariantCulture)} on are no text in {(encoding is UTF8Encoding ? "UTF-8" : "UTF-16")}.",
                "Save the file as UTF-8.",
                located.Place(before.Length, null, null).ToPosition()));
            return null;
        }
    }

    /// <summary>The root; null where the text is not JSON even with leniency, which the messages then say.</summary>
    public static JsonNode? Parse(string text, string? file, List<PlanMessage> messages)
    {
        if (text.Length > MaximumLength)
        {
            messages.Add(TooLarge(file));
            return null;
        }

        return new LocatedJson(text.TrimStart('\uFEFF'), file, messages).Parse();
    }

    private static PlanMessage TooLarge(string? file) => new(
        Severity.Error,
        "PlanTooLarge",
        $"The text is longer than {MaximumLength.ToString(CultureInfo.InvariantCulture)} characters.",
        "Check that this is the plan; a plan of 10,000 hosts has about one million characters.",
        new SourcePosition(file, 1, 1, "$"));

    private JsonNode? Parse()
    {
        using var reader = new JsonTextReader(new StringReader(_text))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Double,
            MaxDepth = MaximumDepth,
        };
        JsonNode? root = null;
        int end = 0, commas = 0;
        try
        {
            while (reader.Read())
            {
                int start = SkipSeparators(end, ref commas);
                end = Offset(reader.LineNumber, reader.LinePosition);
                if (start > end) start = end;
                if (reader.TokenType == JsonToken.Comment)
                {
                    Add("PlanCommentNotAllowed", "JSON has no comments.", "Say it in \"notes\" or \"note\", or take it out.", start);
                    continue;
                }

                bool isEnd = reader.TokenType is JsonToken.EndObject or JsonToken.EndArray;
                bool isFirst = _name is not null || isEnd || _open.Count == 0 || _open.Peek() is { Members.Count: 0, Items.Count: 0 };
                if (commas != (isFirst ? 0 : 1)) Add("PlanNotJson", "A comma is too many or too few here.", BeStrict, start);
                commas = 0;
                if (isEnd)
                {
                    _open.Pop();
                    continue;
                }

                if (reader.TokenType == JsonToken.PropertyName)
                {
                    _name = (string)reader.Value!;
                    _namePlace = Place(start, _open.Peek(), _name);
                    CheckString(start, _name);
                    continue;
                }

                if (Node(reader, start, end) is not JsonNode node) return null;
                if (_name is not null) _open.Peek().Add(new JsonMember(_name, _namePlace, node));
                else if (_open.Count > 0) _open.Peek().Add(node);
                else root = node;
                _name = null;
                if (node.Kind is JsonNodeKind.Object or JsonNodeKind.Array) _open.Push(node);
            }

            SkipSeparators(end, ref commas);
            if (commas > 0) Add("PlanNotJson", "A comma is too many here.", BeStrict, _text.Length);
        }
        catch (JsonReaderException bad)
        {
            // "Unexpected character encountered while parsing value: x. Path 'racks[0]', line 3, position 5."
            int tail = bad.Message.IndexOf(" Path '", StringComparison.Ordinal);
            string what = (tail > 0 ? bad.Message.Substring(0, tail) : bad.Message).Split('\n', '\r')[0];
            bool tooDeep = bad.Message.IndexOf("MaxDepth", StringComparison.Ordinal) >= 0;
            Add(
                tooDeep ? "PlanTooDeep" : "PlanNotJson",
                tooDeep ? "Brackets are nested deeper than any plan needs." : $"This is not JSON: {Shorten(what, 200)}",
                tooDeep ? "Check that this is the plan." : BeStrict,
                Offset(bad.LineNumber, bad.LinePosition));
            return null;
        }

        if (_open.Count > 0 || _name is not null || root is null)
        {
            Add(
                "PlanNotJson",
                root is null ? "There is nothing here." : "The text ends before its last bracket is closed.",
                root is null ? "Check that this is the plan, and that it was saved." : "Check that the file was saved or copied as a whole.",
                _text.Length);
            return null;
        }

        return root;
    }

    private JsonNode? Node(JsonTextReader reader, int start, int end)
    {
        JsonPlace place = Here(start);
        switch (reader.TokenType)
        {
            case JsonToken.StartObject:
                return new JsonNode(JsonNodeKind.Object, string.Empty, place);
            case JsonToken.StartArray:
                return new JsonNode(JsonNodeKind.Array, string.Empty, place);
            case JsonToken.String:
                string text = (string)reader.Value!;
                CheckString(start, text);
                return new JsonNode(JsonNodeKind.String, text, place);
            case JsonToken.Integer or JsonToken.Float:
                string number = _text.Substring(start, end - start);
                if (!IsNumber(number)) Add("PlanNotJson", $"'{Shorten(number)}' is not a number in JSON.", BeStrict, start);
                return new JsonNode(JsonNodeKind.Number, number, place);
            case JsonToken.Boolean:
                return new JsonNode(JsonNodeKind.Boolean, string.Empty, place);
            case JsonToken.Null:
                return new JsonNode(JsonNodeKind.Null, string.Empty, place);
            default:
                // Undefined (a value that is missing between commas, or the word), constructors.
                Add("PlanNotJson", "A value is missing here, or is written as only JavaScript has it.", BeStrict, start);
                return null;
        }
    }

    /// <summary>From the end of the last token to the next one's first character; counts the commas on the way.</summary>
    private int SkipSeparators(int from, ref int commas)
    {
        int i = from;
        for (; i < _text.Length; i++)
        {
            char c = _text[i];
            if (c == ',')
            {
                commas++;
            }
            else if (c is not (' ' or '\t' or '\n' or '\r'))
            {
                if (!char.IsWhiteSpace(c) && c != '\0') break;
                Add("PlanNotJson", $"The invisible character U+{(int)c:X4} does not belong between values.", "Delete it.", i);
            }
        }

        return i;
    }

    /// <summary>A string of strict JSON begins here: double quotes, JSON's own escapes, no raw control characters, whole characters.</summary>
    private void CheckString(int start, string value)
    {
        bool bad = start >= _text.Length || _text[start] != '"';
        for (int i = start + 1; !bad && i < _text.Length && _text[i] != '"'; i++)
        {
            bad = _text[i] < ' ' || (_text[i] == '\\' && (++i >= _text.Length || "\"\\/bfnrtu".IndexOf(_text[i]) < 0));
        }

        if (bad) Add("PlanNotJson", $"'{Shorten(value)}' is not written as a text in JSON.", BeStrict, start);
        for (int i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]))
            {
                i++;
                continue;
            }

            Add("PlanNotJson", "The text contains half a character (a lone surrogate).", "Replace it by the whole character.", start);
            return;
        }
    }

    /// <summary>A number as JSON writes it.</summary>
    public static bool IsNumber(string lexeme)
    {
        int i = 0;
        if (i < lexeme.Length && lexeme[i] == '-') i++;
        int integer = Digits(lexeme, ref i);
        if (integer == 0 || (integer > 1 && lexeme[i - integer] == '0')) return false;
        if (i < lexeme.Length && lexeme[i] == '.')
        {
            i++;
            if (Digits(lexeme, ref i) == 0) return false;
        }

        if (i < lexeme.Length && lexeme[i] is 'e' or 'E')
        {
            i++;
            if (i < lexeme.Length && lexeme[i] is '+' or '-') i++;
            if (Digits(lexeme, ref i) == 0) return false;
        }

        return i == lexeme.Length;
    }

    private static int Digits(string text, ref int i)
    {
        int start = i;
        while (i < text.Length && text[i] is >= '0' and <= '9') i++;
        return i - start;
    }

    /// <summary>Fit to be quoted in a message: not too long, nothing invisible.</summary>
    public static string Shorten(string text, int most = 60) => new(
        (text.Length > most ? text.Substring(0, most) + "..." : text).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c).ToArray());

    private void Add(string id, string text, string whatToDo, int offset) =>
        PlanObject.Add(_messages, id, text, whatToDo, Here(offset).ToPosition());

    private int Offset(int line, int linePosition)
    {
        int index = Math.Max(1, Math.Min(line, _lineStarts.Count)) - 1;
        return Math.Min(_text.Length, _lineStarts[index] + Math.Max(0, linePosition));
    }

    private JsonPlace Here(int offset) => Place(offset, _open.Count == 0 ? null : _open.Peek(), _name);

    private JsonPlace Place(int offset, JsonNode? parent, string? name)
    {
        int index = _lineStarts.BinarySearch(offset);
        if (index < 0) index = ~index - 1;
        return new JsonPlace(_file, index + 1, offset - _lineStarts[index] + 1, parent, name);
    }
}
