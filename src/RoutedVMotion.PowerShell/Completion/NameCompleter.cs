using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

using RoutedVMotion.PowerShell.Connections;

namespace RoutedVMotion.PowerShell.Completion;

/// <summary>Offers names that are known already. It asks no server, and whatever goes wrong, it offers nothing.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private protected NameCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            // A quote that the user has begun is part of the word.
            string begin = (wordToComplete ?? string.Empty).Trim('\'', '"');
            var pattern = new NamePattern(begin.EndsWith("*", StringComparison.Ordinal) ? begin : begin + "*");
            return GetNames()
                .Where(name => name.StartsWith(begin, StringComparison.OrdinalIgnoreCase) || pattern.Matches(name))
                .Select(name => new CompletionResult(Quote(name), name, CompletionResultType.ParameterValue, name))
                .ToArray();
        }
        catch (Exception)
        {
            // An exception here would be swallowed or, worse, end up in the middle of the line that is being typed.
            return Array.Empty<CompletionResult>();
        }
    }

    private protected abstract IEnumerable<string> GetNames();

    // Only plain names are safe to stand without quotes.
    private static string Quote(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ':')
        ? name
        : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
