using System;
using System.Linq;

namespace RoutedVMotion.Hosted.Tests.Help;

/// <summary>
/// Examples show commands and what they write. Commands stand behind a prompt, "PS> ", and go on behind ">> "; an example
/// without a prompt is commands and nothing else.
/// </summary>
internal static class ExampleCode
{
    private const string Prompt = "PS> ";
    private const string Continuation = ">> ";

    /// <summary>The commands of an example.</summary>
    public static string CommandsIn(string code)
    {
        string[] lines = code.ReplaceLineEndings("\n").Split('\n');
        if (!Array.Exists(lines, line => line.StartsWith(Prompt, StringComparison.Ordinal))) return code;
        return string.Join('\n', lines
            .Where(line => line.StartsWith(Prompt, StringComparison.Ordinal) || line.StartsWith(Continuation, StringComparison.Ordinal))
            .Select(line => line.StartsWith(Prompt, StringComparison.Ordinal) ? line[Prompt.Length..] : line[Continuation.Length..]));
    }
}
