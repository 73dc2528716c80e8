using System;
using System.Globalization;

using RoutedVMotion.Core.Plan;

namespace RoutedVMotion.Core.Snapshots;

/// <summary>A text is no snapshot, or not one that this module can read.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>The message says what is wrong and where.</summary>
    /// <param name="problem">What kind of trouble it is.</param>
    /// <param name="message">What is wrong, a sentence.</param>
    /// <param name="position">Where.</param>
    /// <param name="inner">What was thrown first.</param>
    public SnapshotException(SnapshotProblem problem, string message, SourcePosition position, Exception? inner = null)
        : base(string.Format(CultureInfo.InvariantCulture, "{0} (line {1}, column {2}, at {3})", message, position.Line, position.Column, position.JsonPath), inner)
    {
        Problem = problem;
        Position = position;
    }

    /// <summary>What kind of trouble it is.</summary>
    public SnapshotProblem Problem { get; }

    /// <summary>Where: line and column from 1, and the JSON path.</summary>
    public SourcePosition Position { get; }
}
