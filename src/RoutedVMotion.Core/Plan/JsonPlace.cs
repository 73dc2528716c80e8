using System.Globalization;
using System.Linq;

namespace RoutedVMotion.Core.Plan;

/// <summary>Where a JSON value stands: in the text, and below which value under which name or number.</summary>
internal readonly struct JsonPlace
{
    /// <summary>What is longer tells nobody more, and would be repeated in the path of every value below it.</summary>
    private const int LongestName = 100;

    private readonly string? _file;
    private readonly int _line;
    private readonly int _column;
    private readonly JsonNode? _parent;
    private readonly string? _name;
    private readonly int _index;

    public JsonPlace(string? file, int line, int column, JsonNode? parent, string? name)
    {
        _file = file;
        _line = line;
        _column = column;
        _parent = parent;
        _name = name;
        _index = parent?.Items.Count ?? 0;
    }

    public string Path
    {
        get
        {
            if (_parent is null) return "$";
            string parent = _parent.Path;
            if (_name is not null) return Join(parent, _name);
            return _parent.Kind == JsonNodeKind.Array
                ? string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", parent == "$" ? string.Empty : parent, _index)
                : parent;
        }
    }

    public SourcePosition ToPosition() => new(_file, _line, _column, Path);

    /// <summary>The JSON path of a member: with a dot where its name is a word, else in brackets and quotes.</summary>
    public static string Join(string path, string name)
    {
        if (name.Length > LongestName) name = name.Substring(0, LongestName) + "...";
        bool word = name.Length > 0 && name.All(c => c is '_' or '$' or '-' || char.IsLetterOrDigit(c));
        string parent = path == "$" ? string.Empty : path;
        if (!word) return parent + "['" + name.Replace("\\", "\\\\").Replace("'", "\\'") + "']";
        return parent.Length == 0 ? name : parent + "." + name;
    }
}
