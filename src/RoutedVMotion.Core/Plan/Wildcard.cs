using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// A pattern for names as PowerShell's -like has it: * any characters, ? one character, [abc] and [a-c] one of these, a
/// backtick makes the next character an ordinary one. Case is ignored, cultures do not matter.
/// </summary>
public sealed class Wildcard
{
    private readonly List<Element> _elements;

    private Wildcard(string pattern, List<Element> elements)
    {
        Pattern = pattern;
        _elements = elements;
        if (elements.Exists(element => element.Kind != ElementKind.Literal)) return;
        var literal = new StringBuilder(elements.Count);
        foreach (Element element in elements) literal.Append(element.Character);
        Literal = literal.ToString();
    }

    private enum ElementKind
    {
        Literal,
        AnyOne,
        AnyMany,
        Set,
    }

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>The one name that it matches, case aside, where there is nothing wild in it; else null.</summary>
    public string? Literal { get; }

    /// <summary>Reads a pattern; false where a bracket is not closed, empty, or has a range that runs backwards.</summary>
    public static bool TryParse(string pattern, out Wildcard wildcard)
    {
        var elements = new List<Element>(pattern.Length);
        wildcard = null!;
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*':
                    if (elements.Count == 0 || elements[elements.Count - 1].Kind != ElementKind.AnyMany)
                        elements.Add(new Element(ElementKind.AnyMany, default, null));
                    break;
                case '?':
                    elements.Add(new Element(ElementKind.AnyOne, default, null));
                    break;
                case '[':
                    if (!TryParseSet(pattern, ref i, out List<(char First, char Last)> ranges)) return false;
                    elements.Add(new Element(ElementKind.Set, default, ranges));
                    break;
                case '`' when i + 1 < pattern.Length:
                    elements.Add(new Element(ElementKind.Literal, pattern[++i], null));
                    break;
                default:
                    elements.Add(new Element(ElementKind.Literal, pattern[i], null));
                    break;
            }
        }

        wildcard = new Wildcard(pattern, elements);
        return true;
    }

    /// <summary>The pattern, or, where it is none, a pattern that matches this very text.</summary>
    public static Wildcard Of(string pattern) =>
        TryParse(pattern, out Wildcard wildcard) || TryParse(Escape(pattern), out wildcard)
            ? wildcard
            : throw new ArgumentException("An escaped text is always a pattern.", nameof(pattern));

    /// <summary>A pattern that matches this name only.</summary>
    public static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c is '*' or '?' or '[' or ']' or '`') escaped.Append('`');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>The whole of <paramref name="name"/> matches.</summary>
    public bool IsMatch(string name)
    {
        if (Literal is not null) return string.Equals(Literal, name, StringComparison.OrdinalIgnoreCase);

        // The last * takes one character more whenever what follows it does not match: no recursion, no exponential patterns.
        int element = 0, character = 0, lastStar = -1, resumeAt = 0;
        while (character < name.Length)
        {
            if (element < _elements.Count && _elements[element].Kind == ElementKind.AnyMany)
            {
                lastStar = element++;
                resumeAt = character;
            }
            else if (element < _elements.Count && _elements[element].Matches(name[character]))
            {
                element++;
                character++;
            }
            else if (lastStar >= 0)
            {
                element = lastStar + 1;
                character = ++resumeAt;
            }
            else
            {
                return false;
            }
        }

        while (element < _elements.Count && _elements[element].Kind == ElementKind.AnyMany) element++;
        return element == _elements.Count;
    }

    /// <summary>The pattern.</summary>
    public override string ToString() => Pattern;

    private static bool TryParseSet(string pattern, ref int i, out List<(char First, char Last)> ranges)
    {
        ranges = [];
        for (int start = ++i; i < pattern.Length; i++)
        {
            if (pattern[i] == ']' && i > start) return true;
            char first = Unescape(pattern, ref i);
            char last = first;
            if (i + 2 < pattern.Length && pattern[i + 1] == '-' && pattern[i + 2] != ']')
            {
                i += 2;
                last = Unescape(pattern, ref i);
                if (last < first) return false;
            }

            ranges.Add((first, last));
        }

        return false;
    }

    private static char Unescape(string pattern, ref int i) =>
        pattern[i] == '`' && i + 1 < pattern.Length ? pattern[++i] : pattern[i];

    private readonly struct Element
    {
        private readonly List<(char First, char Last)>? _ranges;

        public Element(ElementKind kind, char character, List<(char First, char Last)>? ranges)
        {
            Kind = kind;
            Character = character;
            _ranges = ranges;
        }

        public ElementKind Kind { get; }

        public char Character { get; }

        public bool Matches(char c)
        {
            char upper = char.ToUpper(c, CultureInfo.InvariantCulture);
            if (Kind == ElementKind.AnyOne) return true;
            if (Kind == ElementKind.Literal) return c == Character || upper == char.ToUpper(Character, CultureInfo.InvariantCulture);
            char lower = char.ToLower(c, CultureInfo.InvariantCulture);
            foreach ((char first, char last) in _ranges!)
            {
                if ((upper >= first && upper <= last) || (lower >= first && lower <= last) || (c >= first && c <= last)) return true;
            }

            return false;
        }
    }
}
