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

    /// <summary>The envelope in UTF-8. May hold a password: never to be logged.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The session cookie, "vmware_soap_session=...", if there is a session. A secret too.</summary>
    public string? Cookie { get; init; }
}
