using System;

namespace RoutedVMotion.Simulator.Wire;

/// <summary>A request that is no HTTP, or too large: it is answered with this status and the connection is closed.</summary>
internal sealed class HttpProblem : Exception
{
    public HttpProblem(int status, string message)
        : base(message) =>
        Status = status;

    public int Status { get; }
}
