using System;

namespace RoutedVMotion.VSphere.Changes;

/// <summary>Another run on the same server goes on.</summary>
public sealed class RunLockedException : Exception
{
    internal RunLockedException(string path, string message, Exception inner)
        : base(message, inner) => Path = path;

    /// <summary>The lock's file.</summary>
    public string Path { get; }
}
