using System;
using System.Management.Automation;
using System.Threading;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>A name as a user gives it: itself, or a wildcard pattern; case is ignored. Remembers whether anything matched.</summary>
internal sealed class NamePattern
{
    private readonly WildcardPattern? _pattern;
    private int _found;

    internal NamePattern(string text)
    {
        Text = text;
        if (!WildcardPattern.ContainsWildcardCharacters(text)) return;
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            pattern.IsMatch(text);
            _pattern = pattern;
        }
        catch (WildcardPatternException)
        {
            // "esx[" is no pattern, so it can only be a name.
        }
    }

    /// <summary>What the user gave.</summary>
    internal string Text { get; }

    /// <summary>There is no wildcard in it, so that it not being there is an error.</summary>
    internal bool IsExact => _pattern is null;

    /// <summary>Something was found by it.</summary>
    internal bool IsFound => Volatile.Read(ref _found) != 0;

    /// <summary>The name is this very text, or the pattern matches it. A cluster may well be called "Prod [A]".</summary>
    internal bool Matches(string? name) =>
        name is not null && (string.Equals(name, Text, StringComparison.OrdinalIgnoreCase) || _pattern?.IsMatch(name) == true);

    internal void MarkFound() => Volatile.Write(ref _found, 1);
}
