using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

using RoutedVMotion.Core.Addresses;

namespace RoutedVMotion.Core.Snapshots.Format;

/// <summary>A part of a name: "ip-10-1-0-11.example.com" is a word, an address with other separators, and two more words.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands there.</param>
/// <param name="Address">The address that it is; of the first three numbers of addresses, the lowest of these.</param>
/// <param name="Separator">What stands between the numbers of the address, or the groups of the MAC address; empty for nothing.</param>
internal readonly record struct NamePart(NamePartKind Kind, string Text, InetAddress Address = default, string Separator = "")
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Word = "(?<word>\\p{L}[\\p{L}\\p{M}]+)";

    private static readonly Regex s_pattern = new(
        "(?<mac>(?<![0-9a-f])(?:(?:[0-9a-f]{2}(?<gap>[:-]))(?:[0-9a-f]{2}\\k<gap>){4}[0-9a-f]{2}|[0-9a-f]{4}\\.[0-9a-f]{4}\\.[0-9a-f]{4})(?![0-9a-f]))"
        + "|(?<plainmac>(?<![0-9\\p{L}])[0-9a-f]{6}-?[0-9a-f]{6}(?![0-9\\p{L}]))"
        + "|(?<ip6>(?<![0-9a-z:.])(?=[0-9a-f]*:[0-9a-f]*:)[0-9a-f:]+(?:[0-9]+\\.[0-9.]+)?(?![0-9a-z:]))"
        + "|(?<numbers>(?<![0-9.])[0-9]{1,3}(?<gap>[-._])[0-9]{1,3}(?:\\k<gap>[0-9]{1,3})+(?![0-9]))"
        + "|" + Word,
        Options);

    private static readonly Regex s_words = new(Word, Options);

    /// <summary>The parts of a name, in order; together they are the name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="census">What addresses there are; null where only what cannot be anything else is to be taken for one.</param>
    public static IEnumerable<NamePart> Split(string name, RedactionCensus? census) => Split(s_pattern, name, match => Read(match, census));

    /// <summary>The digits of a MAC address.</summary>
    public static string DigitsOf(string mac) => new(mac.Where(c => c is not (':' or '-' or '.')).ToArray());

    private static IEnumerable<NamePart> Split(Regex pattern, string name, System.Func<Match, IEnumerable<NamePart>> read)
    {
        int end = 0;
        foreach (Match match in pattern.Matches(name))
        {
            if (match.Index > end) yield return new NamePart(NamePartKind.Other, name.Substring(end, match.Index - end));
            end = match.Index + match.Length;
            foreach (NamePart part in read(match)) yield return part;
        }

        if (end < name.Length) yield return new NamePart(NamePartKind.Other, name.Substring(end));
    }

    private static IEnumerable<NamePart> Read(Match match, RedactionCensus? census)
    {
        string text = match.Value, gap = match.Groups["gap"].Value;
        if (match.Groups["word"].Success) return [new NamePart(NamePartKind.Word, text)];
        if (match.Groups["mac"].Success) return [new NamePart(NamePartKind.Mac, text, default, gap.Length > 0 ? gap : ".")];
        if (match.Groups["plainmac"].Success && census?.KnowsMac(DigitsOf(text)) == true)
            return [new NamePart(NamePartKind.Mac, text, default, text.Length > 12 ? "-" : string.Empty)];
        if (match.Groups["ip6"].Success && InetAddress.TryParse(text, out InetAddress ip6)) return [new NamePart(NamePartKind.Address, text, ip6)];
        if (match.Groups["numbers"].Success) return ReadNumbers(text.Split(gap[0]), gap, census);
        // Letters that are no address after all.
        return Split(s_words, text, word => [new NamePart(NamePartKind.Word, word.Value)]);
    }

    // Four numbers with dots are an address. Any others are one, or the first three numbers of some, if the fabric has such: else they are
    // those of a version, a date, or of a room, a rack and a place in it.
    private static IEnumerable<NamePart> ReadNumbers(string[] numbers, string gap, RedactionCensus? census)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i > 0) yield return new NamePart(NamePartKind.Other, gap);
            int length = 1;
            if (TryParse(numbers, i, 4, out InetAddress address) && ((gap == "." && numbers.Length == 4) || census?.Knows(address) == true)) length = 4;
            else if (TryParse(numbers, i, 3, out address) && census?.KnowsPrefix(address) == true) length = 3;
            string text = string.Join(gap, numbers.Skip(i).Take(length));
            yield return length == 1 ? new NamePart(NamePartKind.Other, text) : new NamePart(length == 4 ? NamePartKind.Address : NamePartKind.Prefix, text, address, gap);
            i += length - 1;
        }
    }

    // Some write the numbers of an address with leading zeros in names.
    private static bool TryParse(string[] numbers, int start, int count, out InetAddress address)
    {
        address = default;
        return start + count <= numbers.Length && InetAddress.TryParse(
            string.Join(".", numbers.Skip(start).Take(count).Select(number => int.Parse(number, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)).Concat(Enumerable.Repeat("0", 4 - count))),
            out address);
    }
}
