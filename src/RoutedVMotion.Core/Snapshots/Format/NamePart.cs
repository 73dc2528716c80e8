using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>A part of a name: "ip-10-1-0-11.example.com" is a word, an address with other separators, and two more words.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands there.</param>
/// <param name="Address">The address that it is.</param>
/// <param name="Separator">What stands between the numbers of the address, or the bytes of the MAC address.</param>
internal readonly record struct NamePart(NamePartKind Kind, string Text, InetAddress Address = default, string Separator = "")
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_pattern = new(
        "(?<mac>(?<![0-9a-f])(?:(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\\1){4}[0-9a-f]{2}|[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4})(?![0-9a-f]))"
        + "|(?<ip6>(?<![0-9a-z:.])(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]+(?:[0-9]+\\.[0-9.]+)?(?![0-9a-z:]))"
        + "|(?<ip4>(?<![0-9.])[0-9]{1,3}([-._])[0-9]{1,3}\\2[0-9]{1,3}\\2[0-9]{1,3}(?![0-9]))"
        + "|(?<word>\\p{L}[\\p{L}\\p{M}]+)",
        Options);

    /// <summary>The parts of a name, in order; together they are the name.</summary>
    public static IEnumerable<NamePart> Split(string name)
    {
        int end = 0;
        foreach (Match match in s_pattern.Matches(name))
        {
            if (match.Index > end) yield return new NamePart(NamePartKind.Other, name.Substring(end, match.Index - end));
            end = match.Index + match.Length;
            yield return Read(match);
        }

        if (end < name.Length) yield return new NamePart(NamePartKind.Other, name.Substring(end));
    }

    private static NamePart Read(Match match)
    {
        string text = match.Value;
        if (match.Groups["word"].Success) return new NamePart(NamePartKind.Word, text);
        if (match.Groups["mac"].Success) return new NamePart(NamePartKind.Mac, text, default, match.Groups[1].Success ? match.Groups[1].Value : ".");
        if (match.Groups["ip6"].Success && InetAddress.TryParse(text, out InetAddress ip6)) return new NamePart(NamePartKind.Address, text, ip6);
        if (match.Groups["ip4"].Success && TryParseIPv4(text.Split(match.Groups[2].Value[0]), out InetAddress ip4))
            return new NamePart(NamePartKind.Address, text, ip4, match.Groups[2].Value);
        // Numbers such as those of a version or a time; letters between colons that are no address after all.
        return new NamePart(text.Any(char.IsLetter) ? NamePartKind.Word : NamePartKind.Other, text);
    }

    // Some write the numbers of an address with leading zeros in names.
    private static bool TryParseIPv4(string[] parts, out InetAddress address)
    {
        for (int i = 0; i < parts.Length; i++) parts[i] = int.Parse(parts[i], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
        return InetAddress.TryParse(string.Join(".", parts), out address);
    }
}
