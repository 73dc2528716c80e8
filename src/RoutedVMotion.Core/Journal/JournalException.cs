using System;

namespace RoutedVMotion.Core.Journal;

/// <summary>A file is no journal, or not one that this module can read.</summary>
public sealed class JournalException : Exception
{
    /// <summary>The message says what is wrong.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="message">What is wrong there.</param>
    /// <param name="inner">What the parser said.</param>
    public JournalException(int line, string message, Exception? inner = null)
        : base(message, inner) => Line = line;

    /// <summary>The line, from 1.</summary>
    public int Line { get; }
}
