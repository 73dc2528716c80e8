using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RoutedVMotion.Help;

/// <summary>Turns documentation comments into plain text.</summary>
public static partial class DocumentationText
{
    /// <summary>The paragraphs of an element: each para and list item is one, and so is what stands between them.</summary>
    /// <param name="element">summary, remarks, example, ...; null gives none.</param>
    /// <param name="skip">Names of children that are no part of the text.</param>
    public static IReadOnlyList<string> Paragraphs(XElement? element, params string[] skip)
    {
        var paragraphs = new List<string>();
        if (element is null) return paragraphs;
        var text = new StringBuilder();
        Collect(element);
        End();
        return paragraphs;

        void Collect(XElement parent)
        {
            foreach (XNode node in parent.Nodes())
            {
                if (node is XText words)
                {
                    text.Append(words.Value);
                }
                else if (node is XElement child && !skip.Contains(child.Name.LocalName))
                {
                    switch (child.Name.LocalName)
                    {
                        case "para" or "list" or "listheader":
                            End();
                            Collect(child);
                            End();
                            break;
                        case "item":
                            End();
                            text.Append("- ");
                            Collect(child);
                            End();
                            break;
                        case "term":
                            Collect(child);
                            if (child.ElementsAfterSelf("description").Any()) text.Append(": ");
                            break;
                        default:
                            text.Append(Inline(child));
                            break;
                    }
                }
            }
        }

        void End()
        {
            string paragraph = Whitespace().Replace(text.ToString(), " ").Trim();
            if (paragraph.Length > 0) paragraphs.Add(paragraph);
            text.Clear();
        }
    }

    /// <summary>The lines of a code element, without the indentation that the comment gave them all.</summary>
    public static string Code(XElement element)
    {
        List<string> lines = element.Value.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => line.TrimEnd()).ToList();
        while (lines.Count > 0 && lines[0].Length == 0) lines.RemoveAt(0);
        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        int indentation = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indentation..]));
    }

    /// <summary>The name that a cref means to a PowerShell user: a cmdlet's, "-Parameter", or the last part.</summary>
    public static string NameOf(string cref)
    {
        string path = cref.Length > 1 && cref[1] == ':' ? cref[2..] : cref;
        int arguments = path.IndexOf('(', StringComparison.Ordinal);
        string[] parts = (arguments < 0 ? path : path[..arguments]).Split('.');
        if (CmdletName(parts[^1]) is string cmdlet) return cmdlet;
        return cref.StartsWith("P:", StringComparison.Ordinal) && parts.Length > 1 && CmdletName(parts[^2]) is not null
            ? "-" + parts[^1]
            : parts[^1].Split('`')[0];
    }

    /// <summary>GetVMotionRoutingCommand is Get-VMotionRouting; null for what is no cmdlet's class.</summary>
    private static string? CmdletName(string className)
    {
        Match match = CmdletClass().Match(className);
        return match.Success ? match.Groups["verb"].Value + "-" + match.Groups["noun"].Value : null;
    }

    private static string Inline(XElement element) => element.Name.LocalName switch
    {
        "see" or "seealso" when element.Value.Trim().Length > 0 => element.Value,
        "see" or "seealso" when element.Attribute("cref") is XAttribute cref => NameOf(cref.Value),
        "see" or "seealso" => (string?)element.Attribute("langword") switch
        {
            "true" => "$true",
            "false" => "$false",
            "null" => "$null",
            string word => word,
            null => (string?)element.Attribute("href") ?? string.Empty,
        },
        "paramref" or "typeparamref" => (string?)element.Attribute("name") ?? string.Empty,
        _ => string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement child => Inline(child),
            _ => string.Empty,
        })),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex("^(?<verb>[A-Z][a-z]+)(?<noun>[A-Z].*)Command$")]
    private static partial Regex CmdletClass();
}
