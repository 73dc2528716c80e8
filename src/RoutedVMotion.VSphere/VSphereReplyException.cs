using System;

namespace RoutedVMotion.VSphere;

/// <summary>Something answered, and the answer is not one that a vCenter gives.</summary>
public sealed class VSphereReplyException : VSphereException
{
    internal VSphereReplyException(string server, ReplyProblem problem, string message, Exception? inner = null)
        : base(server, message, inner) => Problem = problem;

    /// <summary>What is wrong with it.</summary>
    public ReplyProblem Problem { get; }
}
