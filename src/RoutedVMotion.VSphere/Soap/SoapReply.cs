using System;
using System.IO;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>
/// What came back, as far as its headers; the body is read from the stream, which waits for the network. Reading throws
/// <see cref="VSphereTransportException"/> when the body stalls and <see cref="OperationCanceledException"/> when it was cancelled.
/// </summary>
internal sealed class SoapReply : IDisposable
{
    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; init; } = 200;

    /// <summary>The media type without its parameters, small letters.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body is compressed with gzip.</summary>
    public bool IsGzip { get; init; }

    /// <summary>Where a redirect points.</summary>
    public string? Location { get; init; }

    /// <summary>A new session cookie, "vmware_soap_session=...", quotes and all.</summary>
    public string? Cookie { get; init; }

    /// <summary>The body as it came.</summary>
    public required Stream Body { get; init; }

    /// <summary>Closes the body, and the connection if there is more of it.</summary>
    public void Dispose() => Body.Dispose();
}
