using System.Collections.Generic;
using System.Globalization;
using System.IO;

using Newtonsoft.Json;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>
/// Writes JSON in a layout that compares well line by line: a host, a cluster or a virtual machine is one line, and what stands
/// above them is indented.
/// </summary>
internal sealed class JsonEmitter
{
    // The document, its servers, a server, a server's lists.
    private const int IndentedLevels = 4;

    private readonly TextWriter _text;
    private readonly Stack<char> _open = new();
    private bool _isFirst = true;
    private bool _hasName;

    public JsonEmitter(TextWriter text) => _text = text;

    public void BeginObject() => Begin('{', '}');

    public void BeginArray() => Begin('[', ']');

    /// <summary>Ends the object or array that was begun last.</summary>
    public void End()
    {
        bool isEmpty = _isFirst;
        bool isIndented = _open.Count <= IndentedLevels;
        char bracket = _open.Pop();
        if (isIndented && !isEmpty) NewLine();
        _text.Write(bracket);
        _isFirst = false;
        if (_open.Count == 0) _text.Write('\n');
    }

    public void Name(string name)
    {
        Separate();
        _text.Write(JsonConvert.ToString(name));
        _text.Write(_open.Count <= IndentedLevels ? ": " : ":");
        _hasName = true;
    }

    public void Text(string value) => Value(JsonConvert.ToString(value));

    public void Number(int value) => Value(value.ToString(CultureInfo.InvariantCulture));

    public void Real(double value) => Value(value.ToString("R", CultureInfo.InvariantCulture));

    public void Flag(bool value) => Value(value ? "true" : "false");

    private void Begin(char begin, char end)
    {
        Separate();
        _text.Write(begin);
        _open.Push(end);
        _isFirst = true;
    }

    private void Value(string json)
    {
        Separate();
        _text.Write(json);
    }

    private void Separate()
    {
        if (!_hasName && _open.Count > 0)
        {
            if (!_isFirst) _text.Write(',');
            if (_open.Count <= IndentedLevels) NewLine();
        }

        _hasName = false;
        _isFirst = false;
    }

    private void NewLine()
    {
        _text.Write('\n');
        for (int i = 0; i < _open.Count; i++) _text.Write("  ");
    }
}
