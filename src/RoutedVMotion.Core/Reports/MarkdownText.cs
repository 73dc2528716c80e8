using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RoutedVMotion.Core.Reports;

/// <summary>Writes Markdown (CommonMark, with GitHub's tables). Whatever comes from outside is escaped: a name is a name.</summary>
internal sealed class MarkdownText
{
    private const string Special = "\\`*_{}[]<>#|!~&$";

    private readonly StringBuilder _text = new();

    /// <summary>Text in which no character means anything.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (Special.IndexOf(character) >= 0) escaped.Append('\\');
            // GitHub makes links of what looks like one, and sends a message to whom a name looks like.
            if (character == '@' || (character == ':' && string.CompareOrdinal(text, i, "://", 0, 3) == 0) || (character == '.' && i >= 3 && string.Compare(text, i - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0))
                escaped.Append("&#").Append((int)character).Append(';');
            else
                escaped.Append(char.IsControl(character) ? ' ' : character);
        }

        return escaped.ToString();
    }

    public MarkdownText Heading(int level, string escaped) => Paragraph(new string('#', level) + " " + escaped);

    public MarkdownText Paragraph(string escaped)
    {
        _text.Append(escaped).Append("\n\n");
        return this;
    }

    public MarkdownText List(IEnumerable<string> escaped)
    {
        foreach (string item in escaped) _text.Append("- ").Append(item).Append('\n');
        _text.Append('\n');
        return this;
    }

    /// <summary>A table; the cells are escaped here.</summary>
    public MarkdownText Table(string[] heads, IEnumerable<IEnumerable<string?>> rows)
    {
        Row(heads);
        Row(heads.Select(_ => "---"));
        foreach (IEnumerable<string?> row in rows) Row(row.Select(cell => Escape(cell ?? string.Empty)));
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private void Row(IEnumerable<string> cells) => _text.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");
}
