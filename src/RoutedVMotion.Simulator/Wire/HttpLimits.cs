namespace RoutedVMotion.Simulator.Wire;

/// <summary>How much of a request the listener takes.</summary>
internal static class HttpLimits
{
    /// <summary>Bytes of the request line and the headers.</summary>
    public const int Head = 64 * 1024;

    /// <summary>Bytes of a body: a filter that names every host of a large fabric fits many times.</summary>
    public const int Body = 16 * 1024 * 1024;
}
