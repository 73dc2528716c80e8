using System;
using System.Globalization;
using System.Linq;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace RoutedVMotion.VSphere.Soap;

/// <summary>The certificate that a server showed, and what is wrong with it.</summary>
internal sealed class ServerCertificate
{
    public ServerCertificate(X509Certificate2 certificate, SslPolicyErrors errors)
    {
        Thumbprint = ThumbprintOf(certificate);
        Errors = errors;
        NotBefore = certificate.NotBefore;
        NotAfter = certificate.NotAfter;
        Subject = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
    }

    /// <summary>SHA-256, upper case with colons.</summary>
    public string Thumbprint { get; }

    public SslPolicyErrors Errors { get; }

    public DateTime NotBefore { get; }

    public DateTime NotAfter { get; }

    /// <summary>The name that it was made for.</summary>
    public string Subject { get; }

    public bool IsExpired => DateTime.Now > NotAfter || DateTime.Now < NotBefore;

    /// <summary>64 upper-case hexadecimal digits; null where the text is no SHA-256 thumbprint.</summary>
    public static string? Normalize(string thumbprint)
    {
        var digits = new StringBuilder(64);
        foreach (char c in thumbprint)
        {
            if (c is ':' or '-' || char.IsWhiteSpace(c)) continue;
            if (!Uri.IsHexDigit(c)) return null;
            digits.Append(char.ToUpperInvariant(c));
        }

        return digits.Length == 64 ? digits.ToString() : null;
    }

    /// <summary>It is the one that was asked for.</summary>
    public bool IsPinnedBy(string normalizedThumbprint) => Thumbprint.Replace(":", string.Empty) == normalizedThumbprint;

    /// <summary>What is wrong with it, as the end of a sentence.</summary>
    public string Describe()
    {
        if (IsExpired)
        {
            return NotAfter < DateTime.Now
                ? string.Format(CultureInfo.InvariantCulture, "it expired on {0:yyyy-MM-dd}", NotAfter)
                : string.Format(CultureInfo.InvariantCulture, "it is not valid before {0:yyyy-MM-dd}", NotBefore);
        }

        return Errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            ? "nobody whom this machine trusts has signed it"
            : $"it was made for {(Subject.Length == 0 ? "another name" : Subject)}";
    }

    private static string ThumbprintOf(X509Certificate2 certificate)
    {
        using SHA256 sha = SHA256.Create();
        return string.Join(":", sha.ComputeHash(certificate.RawData).Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
    }
}
