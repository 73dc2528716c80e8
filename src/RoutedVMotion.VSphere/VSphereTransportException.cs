using System;

namespace RoutedVMotion.VSphere;

/// <summary>The server could not be reached or trusted, or the connection to it broke.</summary>
public sealed class VSphereTransportException : VSphereException
{
    internal VSphereTransportException(string server, TransportProblem problem, string message, string? thumbprint = null, bool isExpired = false, Exception? inner = null)
        : base(server, message, inner)
    {
        Problem = problem;
        Thumbprint = thumbprint;
        IsExpired = isExpired;
    }

    /// <summary>What went wrong.</summary>
    public TransportProblem Problem { get; }

    /// <summary>SHA-256 of the certificate that the server showed, upper case with colons, where it was the certificate.</summary>
    public string? Thumbprint { get; }

    /// <summary>That certificate is out of date.</summary>
    public bool IsExpired { get; }
}
