namespace RoutedVMotion.VSphere;

/// <summary>Why a server could not be reached or talked to.</summary>
public enum TransportProblem
{
    /// <summary>The name does not resolve to an address, or is no name.</summary>
    NameNotFound,

    /// <summary>The machine is there, and nothing listens on the port.</summary>
    Refused,

    /// <summary>No route to the machine.</summary>
    Unreachable,

    /// <summary>No connection or no answer within the timeout.</summary>
    TimedOut,

    /// <summary>The answer began and then stopped for longer than the timeout, or took longer than a whole call may.</summary>
    Stalled,

    /// <summary>The connection broke.</summary>
    ConnectionLost,

    /// <summary>No TLS session could be agreed on; perhaps the port does not speak TLS.</summary>
    TlsFailed,

    /// <summary>The certificate is not trusted here: signed by an authority that is not known, or made for another name.</summary>
    CertificateUntrusted,

    /// <summary>The certificate has expired or is not valid yet.</summary>
    CertificateExpired,

    /// <summary>The certificate is not the one with the given thumbprint.</summary>
    ThumbprintMismatch,

    /// <summary>Plain http to another machine: it would show the password to the network.</summary>
    PlainHttpRefused,

    /// <summary>Something else; the message has it.</summary>
    Other,
}
