namespace RoutedVMotion.VSphere.Soap;

/// <summary>What is sent: a POST of an envelope, or a GET where there is no body.</summary>
internal sealed class SoapRequest
{
    /// <summary>The method, for example RetrievePropertiesEx; for messages and traces.</summary>
    public required string Method { get; init; }

    /// <summary>The path, with the slash.</summary>
    public string Path { get; init; } = "/sdk";

    /// <summary>The SOAPAction header, which carries the API version.</summary>
    public string? Action { get; init; }

    /// <summary>
    /// A question with a short answer, such as those of connecting: the whole call may take no longer than a single wait of another
    /// one, so that a server that only trickles does not keep a person waiting for minutes.
    /// </summary>
    public bool IsBrief { get; init; }

    /// <summary>The envelope in UTF-8. May hold a password: never to be logged.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The session cookie, "vmware_soap_session=...", if there is a session. A secret too.</summary>
    public string? Cookie { get; init; }
}
