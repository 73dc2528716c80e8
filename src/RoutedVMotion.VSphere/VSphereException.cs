using System;

namespace RoutedVMotion.VSphere;

/// <summary>
/// What went wrong between us and a server: it said no (<see cref="VSphereFaultException"/>), it could not be reached
/// (<see cref="VSphereTransportException"/>), it did not talk sense (<see cref="VSphereReplyException"/>), or a command failed
/// on a host (<see cref="EsxCliException"/>). The message is for a person: what, where, and what to do.
/// </summary>
public abstract class VSphereException : Exception
{
    private protected VSphereException(string server, string message, Exception? inner)
        : base(message, inner) => Server = server;

    /// <summary>The server, as the user connected to it.</summary>
    public string Server { get; }
}
