using System;

namespace RoutedVMotion.VSphere;

/// <summary>How to reach one server; a value.</summary>
public sealed record ConnectionSettings
{
    /// <summary>A host name or address, as the user typed it: no scheme, no port, no path.</summary>
    public required string Server { get; init; }

    /// <summary>The TCP port.</summary>
    public int Port { get; init; } = 443;

    /// <summary>Plain http. Only to loopback; anything else is refused before a byte is sent.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>
    /// SHA-256 of the server's certificate in hexadecimal; colons, dashes, spaces and case do not matter. Where it is given it
    /// alone decides: exactly this certificate is trusted, whoever signed it and whatever its dates say.
    /// </summary>
    public string? Thumbprint { get; init; }

    /// <summary>Any certificate is accepted. To be said for each connection; a thumbprint overrules it.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>A call that makes no progress for so long is given up: while connecting, waiting for the answer, between reads.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A whole call takes no longer, progress or not.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Connections to the server at once; further calls wait. At least 4: while one page of an inventory is read the next one is
    /// on its way already, and there may be something to ask in between.
    /// </summary>
    public int ConnectionLimit { get; init; } = 16;

    /// <summary>
    /// The most that one reply may be, in bytes after decompression. vCenter pages its replies (some 4 MB), but a server may
    /// ignore our page size: 2,500 hosts at 100 kB each are half of the default of 512 MiB.
    /// </summary>
    public long MaximumReplyBytes { get; init; } = 512L << 20;

    /// <summary>For example "vc01.example.com", "vc01.example.com:8443" or "[fd00::1]:8443": with the port where that is not the usual one.</summary>
    public override string ToString() =>
        Port == 443 && !PlainHttp ? Server : Server.IndexOf(':') < 0 ? $"{Server}:{Port}" : $"[{Server}]:{Port}";
}
