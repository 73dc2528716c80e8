using System;
using System.Globalization;

namespace RoutedVMotion.PowerShell.Connections;

/// <summary>What a user may type for a server: a name or address, with a port, or a whole URL as pasted from a browser.</summary>
/// <param name="Host">The name or address; an IPv6 address without brackets.</param>
/// <param name="Port">The port, where one was typed.</param>
/// <param name="PlainHttp">A URL that begins with http:.</param>
internal sealed record ServerAddress(string Host, int? Port, bool PlainHttp)
{
    /// <summary>Reads vc01, vc01:8443, [fd00::1]:8443, fd00::1, https://vc01/ui.</summary>
    internal static bool TryParse(string? text, out ServerAddress address)
    {
        address = new ServerAddress(string.Empty, null, false);
        string rest = (text ?? string.Empty).Trim();
        if (rest.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            if (!Uri.TryCreate(rest, UriKind.Absolute, out Uri? url) || url.UserInfo.Length > 0 || url.Host.Length == 0) return false;
            if (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp) return false;
            address = new ServerAddress(
                url.Host.Trim('[', ']'),
                // 443 that nobody typed leaves the word to -Port; that of http is another one.
                url.IsDefaultPort && url.Scheme == Uri.UriSchemeHttps ? null : url.Port,
                url.Scheme == Uri.UriSchemeHttp);
            return true;
        }

        int? port = null;
        int colon = rest.LastIndexOf(':');
        bool isBareIPv6 = !rest.StartsWith("[", StringComparison.Ordinal) && rest.IndexOf(':') != colon;
        if (colon >= 0 && !isBareIPv6 && colon > rest.LastIndexOf(']'))
        {
            if (!int.TryParse(rest.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || number is < 1 or > 65535)
            {
                return false;
            }

            port = number;
            rest = rest.Substring(0, colon);
        }

        string host = rest.Trim('[', ']');
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) return false;
        address = new ServerAddress(host, port, false);
        return true;
    }
}
