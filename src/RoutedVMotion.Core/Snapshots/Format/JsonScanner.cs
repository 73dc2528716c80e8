using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>
/// Reads strict JSON (RFC 8259) as a stream: a snapshot of a large fabric is tens of megabytes, and one that somebody sent may be
/// anything. Whoever reads says what it expects next, so that nothing is kept or followed that no snapshot has; length, depth and
/// the length of a text are bounded.
/// </summary>
internal sealed class JsonScanner
{
    /// <summary>The most characters, decompressed; 2,500 hosts with 40,000 virtual machines are some 50 million.</summary>
    public const long MaximumLength = 256L << 20;

    // With 5,000 networks on 500 hosts each it is some millions.
    private const int MaximumItems = 8 << 20;
    private const int MaximumDepth = 32;
    private const int MaximumText = 64 << 10;
    private const int MaximumNumber = 40;

    private readonly TextReader _text;
    private readonly string? _file;
    private readonly CancellationToken _cancel;
    private readonly char[] _buffer = new char[32 << 10];
    private readonly StringBuilder _value = new();
    private readonly List<Level> _levels = new();
    private int _items;
    private int _at;
    private int _end;
    private long _before;
    private int _line = 1;
    private long _lineStart;
    private int _tokenLine = 1;
    private long _tokenColumn = 1;

    public JsonScanner(TextReader text, string? file, CancellationToken cancel)
    {
        _text = text;
        _file = file;
        _cancel = cancel;
        if (Peek() == '\uFEFF') _at++;
    }

    /// <summary>A text.</summary>
    public string ReadText()
    {
        if (Token() != '"') throw Unexpected("a text");
        return ReadString();
    }

    /// <summary>A whole number between these two.</summary>
    public int ReadNumber(int least, int most)
    {
        string lexeme = ReadLexeme();
        if (!int.TryParse(lexeme, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || number < least || number > most)
        {
            throw Fail(string.Format(
                CultureInfo.InvariantCulture, "{0} is no whole number between {1} and {2}.", lexeme, least, most));
        }

        return number;
    }

    /// <summary>A number that is not negative.</summary>
    public double ReadReal()
    {
        string lexeme = ReadLexeme();
        if (!double.TryParse(lexeme, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(number >= 0) || number > 1e9)
            throw Fail($"{lexeme} is no number between 0 and 1000000000.");
        return number;
    }

    /// <summary>true or false.</summary>
    public bool ReadFlag()
    {
        if (Token() is not (>= 'a' and <= 'z')) throw Unexpected("true or false");
        string word = ReadRun(c => c is >= 'a' and <= 'z');
        if (Peek() < 0) throw CutOff();
        return word switch
        {
            "true" => true,
            "false" => false,
            _ => throw Fail($"Expected true or false, found {Quote(word)}."),
        };
    }

    /// <summary>An object begins here.</summary>
    public void BeginObject() => Begin('{', "an object");

    /// <summary>The name of the object's next member, up to its colon; false at the object's end.</summary>
    public bool NextName(out string name)
    {
        name = string.Empty;
        Level level = _levels[_levels.Count - 1];
        _levels[_levels.Count - 1] = level with { Name = null };
        if (!NextPart('}', level.Count)) return false;
        if (Peek() != '"') throw Unexpected("a name in double quotes");
        name = ReadString();
        _levels[_levels.Count - 1] = new Level(false, name, level.Count + 1);
        (int line, long column) = (_tokenLine, _tokenColumn);
        if (Token() != ':') throw Unexpected("a colon");
        _at++;
        // An error that concerns the name is to point at it.
        (_tokenLine, _tokenColumn) = (line, column);
        return true;
    }

    /// <summary>An array begins here.</summary>
    public void BeginArray() => Begin('[', "a list");

    /// <summary>There is another item; false at the array's end.</summary>
    public bool NextItem()
    {
        Level level = _levels[_levels.Count - 1];
        if (!NextPart(']', level.Count)) return false;
        // An item that says next to nothing takes more room here than in the file.
        if (++_items > MaximumItems) throw Fail("There is more in its lists than in those of any snapshot.", SnapshotProblem.TooLarge);
        _levels[_levels.Count - 1] = level with { Count = level.Count + 1 };
        return true;
    }

    /// <summary>Nothing but white space is left.</summary>
    public void ReadEnd()
    {
        if (Token() >= 0) throw Fail("Something stands behind the end.");
    }

    /// <summary>The exception for what was read last.</summary>
    public SnapshotException Fail(string message, SnapshotProblem problem = SnapshotProblem.Invalid, Exception? inner = null) =>
        new(problem, message, Position(_tokenLine, _tokenColumn), inner);

    /// <summary>Fit to be quoted in a message.</summary>
    public static string Quote(string text) => "'" + LocatedJson.Shorten(text) + "'";

    private SourcePosition Position(int line, long column)
    {
        string path = "$";
        foreach (Level level in _levels)
        {
            if (level.IsArray) path = (path == "$" ? string.Empty : path) + "[" + (level.Count - 1).ToString(CultureInfo.InvariantCulture) + "]";
            else if (level.Name is not null) path = JsonPlace.Join(path, level.Name);
        }

        return new SourcePosition(_file, line, (int)Math.Min(int.MaxValue, column), path);
    }

    private void Begin(char bracket, string what)
    {
        if (Token() != bracket) throw Unexpected(what);
        if (_levels.Count == MaximumDepth) throw Fail("Brackets are nested deeper than in any snapshot.");
        _at++;
        _levels.Add(new Level(bracket == '[', null, 0));
    }

    private bool NextPart(char end, int count)
    {
        int next = Token();
        if (next == end)
        {
            _at++;
            _levels.RemoveAt(_levels.Count - 1);
            return false;
        }

        if (count == 0) return true;
        if (next != ',') throw Unexpected($"a comma or {end}");
        _at++;
        if (Token() == end) throw Fail("There is a comma too many.");
        return true;
    }

    // Skips white space, and notes where the token begins; -1 at the end.
    private int Token()
    {
        while (true)
        {
            int next = Peek();
            if (next == '\n')
            {
                _line++;
                _lineStart = _before + _at + 1;
            }
            else if (next is not (' ' or '\t' or '\r'))
            {
                _tokenLine = _line;
                _tokenColumn = _before + _at - _lineStart + 1;
                return next;
            }

            _at++;
        }
    }

    private int Peek()
    {
        if (_at < _end) return _buffer[_at];
        _cancel.ThrowIfCancellationRequested();
        _before += _end;
        _at = 0;
        _end = 0;
        if (_before > MaximumLength)
        {
            throw Fail(
                string.Format(CultureInfo.InvariantCulture, "It is longer than {0} million characters, as no snapshot is.", MaximumLength >> 20),
                SnapshotProblem.TooLarge);
        }

        try
        {
            _end = _text.Read(_buffer, 0, _buffer.Length);
        }
        catch (DecoderFallbackException bad)
        {
            throw Fail("What follows is no text in UTF-8.", SnapshotProblem.Invalid, bad);
        }
        catch (InvalidDataException bad)
        {
            // Compressed, and damaged or cut off.
            throw Fail("What follows cannot be decompressed: the file is damaged.", SnapshotProblem.CutOff, bad);
        }

        return _end > 0 ? _buffer[0] : -1;
    }

    private string ReadString()
    {
        _value.Clear();
        _at++;
        while (true)
        {
            int next = Peek();
            if (next < 0) throw CutOff();
            _at++;
            if (next == '"') break;
            if (next < ' ') throw Fail("A text has a line end or another control character in it that is not escaped.");
            _value.Append(next == '\\' ? Escaped() : (char)next);
            if (_value.Length > MaximumText) throw Fail("A text is longer than any in a snapshot.", SnapshotProblem.TooLarge);
        }

        string text = _value.ToString();
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))) throw Fail("A text contains half a character (a lone surrogate).");
            i++;
        }

        return text;
    }

    private char Escaped()
    {
        int escape = Peek();
        if (escape < 0) throw CutOff();
        _at++;
        switch (escape)
        {
            case '"' or '\\' or '/':
                return (char)escape;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                int code = 0;
                for (int i = 0; i < 4; i++)
                {
                    int digit = Peek();
                    if (digit < 0) throw CutOff();
                    int value = digit is >= '0' and <= '9' ? digit - '0' : (digit | 32) is >= 'a' and <= 'f' ? (digit | 32) - 'a' + 10 : -1;
                    if (value < 0) throw Fail("An escape in a text is not written as in JSON.");
                    code = (code << 4) | value;
                    _at++;
                }

                return (char)code;
            default:
                throw Fail("An escape in a text is not written as in JSON.");
        }
    }

    private string ReadLexeme()
    {
        int first = Token();
        if (first is not ('-' or (>= '0' and <= '9'))) throw Unexpected("a number");
        string lexeme = ReadRun(c => c is '-' or '+' or '.' or 'e' or 'E' or (>= '0' and <= '9'));
        if (Peek() < 0) throw CutOff();
        return LocatedJson.IsNumber(lexeme) ? lexeme : throw Fail($"{Quote(lexeme)} is not a number in JSON.");
    }

    private string ReadRun(Func<int, bool> belongs)
    {
        _value.Clear();
        for (int next = Peek(); next >= 0 && belongs(next); next = Peek())
        {
            if (_value.Length == MaximumNumber) throw Fail($"{Quote(_value.ToString())} goes on for longer than anything in a snapshot.");
            _value.Append((char)next);
            _at++;
        }

        return _value.ToString();
    }

    private SnapshotException Unexpected(string expected)
    {
        int next = Token();
        if (next < 0) return CutOff();
        string found = next switch
        {
            '"' => "a text",
            '{' => "an object",
            '[' => "a list",
            '}' or ']' or ',' or ':' => $"'{(char)next}'",
            '-' or (>= '0' and <= '9') => "a number",
            _ => Quote(((char)next).ToString()),
        };
        return Fail($"Expected {expected}, found {found}.");
    }

    private SnapshotException CutOff()
    {
        bool isEmpty = _before + _end == 0;
        return new SnapshotException(
            isEmpty ? SnapshotProblem.Invalid : SnapshotProblem.CutOff,
            isEmpty ? "There is nothing in it." : "It ends in the middle: it was not written or copied as a whole.",
            Position(_line, _before + _at - _lineStart + 1));
    }

    /// <param name="IsArray">An array; else an object.</param>
    /// <param name="Name">The member of the object that is being read.</param>
    /// <param name="Count">How many members or items have begun.</param>
    private readonly record struct Level(bool IsArray, string? Name, int Count);
}
